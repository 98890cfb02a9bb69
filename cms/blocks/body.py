"""Which blocks a page may hold. Their names stand in stored pages: they are never renamed."""

from wagtail.blocks import Block

from .action import ActionBlock
from .cohort import CohortFactsBlock
from .documents import DocumentsBlock
from .faq import QuestionsBlock
from .quote import QuoteBlock
from .text import TextBlock

CONTENT_BODY: list[tuple[str, Block]] = [
    ("text", TextBlock()),
    ("action", ActionBlock()),
    ("documents", DocumentsBlock()),
    ("questions", QuestionsBlock()),
    ("quote", QuoteBlock()),
]
UPDATE_BODY: list[tuple[str, Block]] = [*CONTENT_BODY, ("cohort", CohortFactsBlock())]

"""Which blocks a page may hold. Their names stand in stored pages: they are never renamed."""

from wagtail.blocks import Block

from .action import ActionBlock
from .brochure import BrochureBlock
from .cohort import CohortFactsBlock, IntakesBlock
from .contacts import ContactsBlock, ReportBarrierBlock
from .documents import DocumentsBlock
from .evidence import EvidenceBlock
from .faq import QuestionsBlock
from .highlight import HighlightBlock
from .picture import PictureBlock
from .quote import QuoteBlock
from .steps import SpectrumBlock, StepsBlock
from .text import TextBlock
from .values import IsAndIsNotBlock, ValuesBlock
from .ways import WaysBlock

_EVERYWHERE: list[tuple[str, Block]] = [
    ("text", TextBlock()),
    ("action", ActionBlock()),
    ("documents", DocumentsBlock()),
    ("questions", QuestionsBlock()),
    ("quote", QuoteBlock()),
]
CONTENT_BODY: list[tuple[str, Block]] = [
    *_EVERYWHERE,
    ("highlight", HighlightBlock()),
    ("steps", StepsBlock()),
    ("links", WaysBlock()),
    ("values", ValuesBlock()),
    ("is_and_is_not", IsAndIsNotBlock()),
    ("spectrum", SpectrumBlock()),
    ("evidence", EvidenceBlock()),
    ("picture", PictureBlock()),
    ("intakes", IntakesBlock()),
    ("contacts", ContactsBlock()),
    ("brochure", BrochureBlock()),
    ("report_barrier", ReportBarrierBlock()),
]
# Without documents and what leads to visitors: whatever is linked here would be open to everybody.
MATERIAL_BODY: list[tuple[str, Block]] = [
    block for block in CONTENT_BODY if block[0] not in ("documents", "intakes", "brochure", "report_barrier")
]
UPDATE_BODY: list[tuple[str, Block]] = [*_EVERYWHERE, ("cohort", CohortFactsBlock())]

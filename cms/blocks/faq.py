"""Questions people ask."""

from typing import Any

from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from .groups import PARTS
from .text import PartTextBlock


class QuestionBlock(blocks.StructBlock):
    """One question with its answer."""

    question = blocks.CharBlock(label=_("Question"), max_length=200)
    answer = PartTextBlock(label=_("Answer"))

    class Meta:
        icon = "help"
        label = _("Question")


class QuestionsBlock(blocks.ListBlock):
    """Questions that open one by one."""

    def __init__(self, **kwargs: object) -> None:
        super().__init__(QuestionBlock(), **kwargs)

    def entries(self, value: Any, taken: set[str]) -> list[dict[str, Any]]:
        """Each question with its answer and the `anchor` under which it stands on its page, made from its words.

        `taken`: the anchors of the blocks before this one on the same page; those of this one are added. Whoever goes
        through the blocks of a page in their order finds the same anchors.
        """
        entries: list[dict[str, Any]] = []
        for item in value:
            if not item["question"]:
                continue  # only in the preview of what is still being written
            anchor = _free(slugify(item["question"])[:60].strip("-"), taken)
            taken.add(anchor)
            entries.append({"anchor": anchor, "question": item["question"], "answer": item["answer"]})
        return entries

    def get_context(self, value: Any, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(value, parent_context=parent_context)
        taken: set[str] | None = context.get("anchors")
        return context | {"questions": self.entries(value, set() if taken is None else taken)}

    class Meta:
        icon = "help"
        label = _("Questions and answers")
        group = PARTS
        template = "components/blocks/questions.html"


def _free(words: str, taken: set[str]) -> str:
    """`question-words`, with a number where that is taken. Words without Latin letters leave only the number."""
    anchor = f"question-{words}" if words else "question-1"
    number = 1
    while anchor in taken:
        number += 1
        anchor = f"question-{words}-{number}" if words else f"question-{number}"
    return anchor

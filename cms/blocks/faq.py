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

    def entries(self, value: Any) -> list[dict[str, Any]]:
        """Each question with its answer and the `anchor` under which it stands on its page, made from its words."""
        entries: list[dict[str, Any]] = []
        taken: set[str] = set()
        for number, item in enumerate(value, start=1):
            anchor = f"question-{slugify(item['question'])[:60].strip('-') or number}"
            if anchor in taken:
                anchor = f"{anchor}-{number}"
            taken.add(anchor)
            entries.append({"anchor": anchor, "question": item["question"], "answer": item["answer"]})
        return entries

    def get_context(self, value: Any, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(value, parent_context=parent_context)
        return context | {"questions": self.entries(value)}

    class Meta:
        icon = "help"
        label = _("Questions and answers")
        group = PARTS
        template = "components/blocks/questions.html"

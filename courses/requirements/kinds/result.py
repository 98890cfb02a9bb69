"""An exam passed: with a mark, in so many attempts at most, within a period of an event."""

import datetime as dt
from collections.abc import Iterable

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from courses.requirements.base import (
    Reference,
    Requirement,
    RequirementBlock,
    code_field,
    month_later,
    number_field,
)
from courses.requirements.judgement import In, Judgement
from courses.requirements.record import Outline, Record


class ResultNeeded(Requirement):
    """`exam` with `mark` percent (the exam's own pass mark without it), in at most `attempts`, taken within
    `within_months` of `from_event`.
    """

    def judge(self, record: Record, *, at: dt.date) -> Judgement:
        """By the best mark among the attempts that count."""
        exam, need = self["exam"], self._mark(record.outline)
        begun = record.event(self["from_event"]) if self["from_event"] else None
        last = month_later(begun, self["within_months"]) if begun and self["within_months"] else None
        tried = [one for one in record.results if one.exam == exam and one.on <= at]
        counted = [
            one
            for one in tried
            if (not self["attempts"] or one.attempt <= self["attempts"]) and (last is None or one.on <= last)
        ]
        if self["from_event"]:
            counted = [one for one in counted if begun and one.on >= begun]
        have = max((one.mark for one in counted), default=0)
        is_met = bool(counted) and have >= need
        left = max(self["attempts"] - len(tried), 0) if self["attempts"] else None
        return Judgement(
            of=self,
            outline=record.outline,
            is_met=is_met,
            counts=In.PERCENT,
            have=have,
            need=need,
            can_be_met=is_met or ((left is None or left > 0) and (last is None or at <= last)),
            more=(("left", left), ("tried", len(counted))),
        )

    def _mark(self, outline: Outline) -> int:
        if self["mark"] is not None:
            return int(self["mark"])
        exam = outline.exams.get(self["exam"])
        return exam.pass_mark if exam else 100

    def _title(self, outline: Outline) -> str:
        exam = outline.exams.get(self["exam"])
        return str(exam.title if exam else self["exam"])

    def asks(self, outline: Outline) -> str:
        """ "Final exam: 80% or more." """
        return _("%(exam)s: %(mark)d%% or more.") % {
            "exam": self._title(outline),
            "mark": self._mark(outline),
        }

    def text(self, judged: Judgement) -> str:
        """ "Final exam: 74% of 80%." """
        words = {"exam": self._title(judged.outline), "have": judged.have, "need": judged.need}
        if not judged.number("tried"):
            return _("%(exam)s: not taken yet, %(need)d%% needed.") % words
        return _("%(exam)s: %(have)d%%, %(need)d%% needed.") % words

    def next_step(self, judged: Judgement) -> str:
        """Taking it, or whom to ask."""
        words = {"exam": self._title(judged.outline), "left": judged.number("left")}
        if not judged.can_be_met:
            return _("%(exam)s cannot be taken again for this. Ask your coordinator about it.") % words
        if words["left"] is None:
            return _("Next: %(exam)s.") % words
        return (
            ngettext(
                "Next: %(exam)s. %(left)d attempt left.",
                "Next: %(exam)s. %(left)d attempts left.",
                words["left"],
            )
            % words
        )

    def refers(self) -> Iterable[Reference]:
        """Its exam."""
        return [("exam", "exam", self["exam"])]


class ResultBlock(RequirementBlock):
    """An exam passed."""

    exam = code_field(gettext_lazy("Exam"))
    mark = number_field(
        gettext_lazy("Percent needed"),
        least=0,
        most=100,
        required=False,
        help_text=gettext_lazy("Empty: the exam’s own pass mark."),
    )
    attempts = number_field(gettext_lazy("Attempts at most"), required=False)
    from_event = code_field(gettext_lazy("Counted from"), required=False)
    within_months = number_field(gettext_lazy("Within so many months from then on"), required=False)

    class Meta:
        value_class = ResultNeeded
        label = gettext_lazy("Exam result")
        icon = "form"

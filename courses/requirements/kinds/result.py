"""An exam passed: with so much, in so many attempts at most, within a period of an event."""

import datetime as dt
from collections.abc import Iterable

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from courses.requirements.base import (
    Requirement,
    RequirementBlock,
    month_later,
    months_field,
    named_field,
    nothing_known,
    number_field,
)
from courses.requirements.judgement import In, Judgement
from courses.requirements.record import GOES_BACK, MOVES_ON, Outline, Record, Result
from courses.requirements.words import counted_from, not_counted_yet, within_months


class ResultNeeded(Requirement):
    """`exam` with `mark` percent (the exam's own pass mark without it), in at most `attempts`, taken within
    `within_months` of `from_event`. Without `from_event` these are counted from the enrolment.
    """

    is_of_training = True

    @property
    def first(self) -> str:
        """The event it counts from; empty where every day counts."""
        return self["from_event"] or ("enrolment" if self["within_months"] else "")

    def judge(self, record: Record, *, at: dt.date) -> Judgement:
        """By the best mark among the attempts that count. Attempts can be used up; of days that are over, a mark may
        still be entered.
        """
        begun = record.happened(self.first, at=at) if self.first else None
        waits = bool(self.first) and begun is None
        last = month_later(begun, self["within_months"]) if begun and self["within_months"] else None
        tried = [one for one in record.results if one.exam == self["exam"] and one.on <= at]
        counted = [] if waits else [one for one in tried if self._counts(one, begun, last)]
        have, need = max((one.mark for one in counted), default=0), self._mark(record.outline)
        is_met, left = bool(counted) and have >= need, self._left(record.outline, tried)
        good = [one.on for one in tried if one.mark >= need and self._counts(one, None, None)]
        if left != 0:
            can, is_open = True, last is None or at <= last or self.first.startswith(MOVES_ON)
        else:  # what was tried can still come to count, where the event may have another day
            can = bool(good) and (waits or self.first.startswith(MOVES_ON + GOES_BACK))
            is_open = can and max(good) >= at
        return Judgement(
            of=self,
            outline=record.outline,
            is_met=is_met,
            counts=In.PERCENT,
            have=have,
            need=need,
            can_be_met=is_met or can,
            is_over=can and not is_met and not is_open,
            more=(("left", left), ("tried", len(tried)), ("counted", len(counted)), ("waits", waits)),
        )

    def _counts(self, one: Result, first: dt.date | None, last: dt.date | None) -> bool:
        if self["attempts"] and one.attempt > self["attempts"]:
            return False
        return (first is None or first <= one.on) and (last is None or one.on <= last)

    def _left(self, outline: Outline, tried: Iterable[Result]) -> int | None:
        """Attempts that are left, by this rule and by the exam's own; None where there is no limit."""
        exam = outline.exams.get(self["exam"])
        limits = [most for most in (self["attempts"], exam.attempts if exam else 0) if most]
        used = {one.attempt for one in tried}
        return min((max(most - len({n for n in used if n <= most}), 0) for most in limits), default=None)

    def _mark(self, outline: Outline) -> int:
        if self["mark"] is not None:
            return int(self["mark"])
        exam = outline.exams.get(self["exam"])
        return exam.pass_mark if exam else 100

    def asks(self, outline: Outline) -> str:
        """ "Final exam: 80% or more. In 2 attempts at most." """
        words = {"exam": outline.exam_title(self["exam"]), "mark": self._mark(outline)}
        said = [_("%(exam)s: %(mark)d %% or more.") % words]
        if attempts := self["attempts"]:
            pattern = ngettext(
                "In %(attempts)d attempt at most.", "In %(attempts)d attempts at most.", attempts
            )
            said.append(pattern % {"attempts": attempts})
        if self.first:
            said.append(counted_from(self.first, outline))
        if self["within_months"]:
            said.append(within_months(self["within_months"]))
        return " ".join(said)

    def text(self, judged: Judgement) -> str:
        """ "Final exam: 74%, 80% needed." """
        words = {
            "exam": judged.outline.exam_title(self["exam"]),
            "have": judged.have,
            "need": judged.need,
        }
        if judged.number("counted"):
            return _("%(exam)s: %(have)d %%, %(need)d %% needed.") % words
        if judged.number("tried"):
            return _("%(exam)s: no result that counts yet, %(need)d %% needed.") % words
        return _("%(exam)s: not taken yet, %(need)d %% needed.") % words

    def next_step(self, judged: Judgement) -> str:
        """Taking it, or whom to ask."""
        words = {"exam": judged.outline.exam_title(self["exam"]), "left": judged.number("left")}
        if not judged.can_be_met:
            return _("%(exam)s: it cannot be taken again for this. Ask your coordinator about it.") % words
        if judged.number("waits"):
            return not_counted_yet(self.first, judged.outline)
        if judged.is_over and words["left"] != 0:
            return (
                _(
                    "%(exam)s: the time for it is over. A mark from before can still be entered. "
                    "If there is none, ask your coordinator what is possible."
                )
                % words
            )
        if words["left"] == 0:
            return nothing_known()
        if words["left"] is None:
            return _("Next: %(exam)s.") % words
        pattern = ngettext(
            "Next: %(exam)s. %(left)d attempt left.", "Next: %(exam)s. %(left)d attempts left.", words["left"]
        )
        return pattern % words


class ResultBlock(RequirementBlock):
    """An exam passed."""

    exam = named_field("exam", gettext_lazy("Exam"))
    mark = number_field(
        gettext_lazy("Percent needed"),
        least=0,
        most=100,
        required=False,
        help_text=gettext_lazy("Empty: the exam’s own pass mark."),
    )
    attempts = number_field(gettext_lazy("Attempts at most"), required=False)
    from_event = named_field(
        "event",
        gettext_lazy("Counted from"),
        required=False,
        is_help_for_typing=True,
        help_text=gettext_lazy("An event, such as “finish” or “module:M12”."),
    )
    within_months = months_field(gettext_lazy("Within so many months from then on"), required=False)

    class Meta:
        value_class = ResultNeeded
        label = gettext_lazy("Exam result")
        icon = "form"

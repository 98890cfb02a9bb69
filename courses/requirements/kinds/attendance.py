"""How much may be missed: sessions or minutes, of the course or of some modules, made up or live."""

import datetime as dt
from collections.abc import Iterable

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from wagtail import blocks

from courses import local
from courses.requirements.base import Reference, Requirement, RequirementBlock, code_field, number_field
from courses.requirements.judgement import In, Judgement
from courses.requirements.record import Outline, Record, Time
from courses.requirements.words import listed

SESSIONS, MINUTES = "sessions", "minutes"


class Attendance(Requirement):
    """At most `most` sessions (`unit`) or minutes missed: of the modules `codes`, of the whole course without them.

    What was made up is not missed; with `is_live` it is: only being there counts.
    """

    def judge(self, record: Record, *, at: dt.date) -> Judgement:
        """Met while no more than that is missed. A make-up can mend it, where it counts and the edition allows it."""
        counted = [sat for sat in record.sessions if sat.on <= at and self._is_about(sat.modules)]
        missed = [sat for sat in counted if (sat.was_absent if self["is_live"] else sat.is_missed)]
        have = len(missed) if self["unit"] == SESSIONS else self._minutes(record)
        is_met = have <= self["most"]
        modules = {code for sat in missed for code in sat.modules if self._is_about({code})}
        return Judgement(
            of=self,
            outline=record.outline,
            is_met=is_met,
            counts=In.SESSIONS if self["unit"] == SESSIONS else In.MINUTES,
            have=have,
            need=self["most"],
            can_be_met=is_met or (record.outline.allows_make_ups and not self["is_live"]),
            about=tuple(code for code in record.outline.modules if code in modules),
        )

    def _is_about(self, modules: Iterable[str]) -> bool:
        return not self["codes"] or not set(self["codes"]).isdisjoint(modules)

    def _minutes(self, record: Record) -> int:
        codes = list(self["codes"])
        times = [record.minutes.get(code, Time()) for code in codes] if codes else [record.course]
        return sum(time.expected - time.attended - (0 if self["is_live"] else time.made_up) for time in times)

    def _amount(self, number: int) -> str:
        if self["unit"] == MINUTES:
            return local.short_length(number)
        return ngettext("%(number)d session", "%(number)d sessions", number) % {"number": number}

    def asks(self, outline: Outline) -> str:
        """ "At most 2 sessions missed." """
        words = {"amount": self._amount(self["most"]), "modules": listed(outline.titles(list(self["codes"])))}
        if self["codes"]:
            if not self["most"]:
                return _("Nothing missed of %(modules)s.") % words
            return _("At most %(amount)s missed of %(modules)s.") % words
        return _("At most %(amount)s missed.") % words

    def text(self, judged: Judgement) -> str:
        """ "2 h 10 min missed of 3 h allowed." """
        words = {"have": self._amount(judged.have), "need": self._amount(judged.need)}
        return _("%(have)s missed of %(need)s allowed.") % words

    def next_step(self, judged: Judgement) -> str:
        """A make-up; without one, whom to ask."""
        modules = listed(judged.outline.titles(judged.about))
        if not judged.can_be_met:
            if modules:
                return _(
                    "It cannot be met any more: %(modules)s was missed. Ask your coordinator about a make-up."
                ) % {"modules": modules}
            return _("It cannot be met any more. Ask your coordinator about a make-up.")
        left = self._amount(judged.have - judged.need)
        if modules:
            return _("To make up: %(amount)s of %(modules)s.") % {"amount": left, "modules": modules}
        return _("To make up: %(amount)s.") % {"amount": left}

    def refers(self) -> Iterable[Reference]:
        """Its modules."""
        return [("codes", "module", code) for code in self["codes"]]


class AttendanceBlock(RequirementBlock):
    """How much may be missed."""

    most = number_field(gettext_lazy("May be missed at most"), least=0)
    unit = blocks.ChoiceBlock(
        [(SESSIONS, gettext_lazy("sessions")), (MINUTES, gettext_lazy("minutes"))],
        label=gettext_lazy("Counted in"),
        default=SESSIONS,
    )
    codes = blocks.ListBlock(
        code_field(gettext_lazy("Code")),
        label=gettext_lazy("Of these modules only"),
        required=False,
        default=[],
        help_text=gettext_lazy("Without any: of the whole course."),
    )
    is_live = blocks.BooleanBlock(
        label=gettext_lazy("What was made up still counts as missed"), required=False, default=False
    )

    class Meta:
        value_class = Attendance
        label = gettext_lazy("Attendance")
        icon = "calendar-check"

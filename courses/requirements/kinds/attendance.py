"""How much may be missed: sessions or minutes, of the course or of some modules, made up or live."""

import datetime as dt
from collections.abc import Collection

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from wagtail import blocks

from courses import local
from courses.requirements.base import Requirement, RequirementBlock, named_field, number_field
from courses.requirements.codes import CodesBlock
from courses.requirements.judgement import In, Judgement
from courses.requirements.record import NO_TIME, Outline, Record, Sat, Time
from courses.requirements.words import few, listed

SESSIONS, MINUTES = "sessions", "minutes"


class Attendance(Requirement):
    """At most `most` sessions (`unit`) or minutes missed: of the modules `codes`, of the whole course without them.

    What was made up is not missed; with `is_live` it is: only being there counts.
    """

    is_of_training = True

    def judge(self, record: Record, *, at: dt.date) -> Judgement:
        """Met while no more than that is missed. A make-up can mend it, where it counts and the edition allows it.

        Minutes of a module are known in all, not day by day: those of a session after `at` are taken off where it
        covers no other modules.
        """
        codes = frozenset(self["codes"])
        counted = [sat for sat in record.sessions if sat.on <= at and self._is_about(sat, codes)]
        missed = [sat for sat in counted if self._is_missed(sat)]
        have = len(missed) if self["unit"] == SESSIONS else self._minutes(record, codes, at)
        is_met = have <= self["most"]
        modules = {code for sat in missed for code in sat.modules if not codes or code in codes}
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

    def _is_about(self, sat: Sat, codes: Collection[str]) -> bool:
        return not codes or not sat.modules.isdisjoint(codes)

    def _is_missed(self, sat: Sat) -> bool:
        if self["unit"] == MINUTES:
            return self._missed(sat.time) > 0
        return sat.was_absent if self["is_live"] else sat.is_missed

    def _missed(self, time: Time) -> int:
        return time.expected - time.attended - (0 if self["is_live"] else time.made_up)

    def _minutes(self, record: Record, codes: Collection[str], at: dt.date) -> int:
        times = [record.minutes.get(code, NO_TIME) for code in codes] if codes else [record.course]
        later = [
            sat.time for sat in record.sessions if sat.on > at and (not codes or sat.modules <= set(codes))
        ]
        return max(sum(map(self._missed, times)) - sum(map(self._missed, later)), 0)

    def asks(self, outline: Outline) -> str:
        """ "At most 2 sessions missed." """
        # A practicum has no sessions: every class module is the whole course.
        is_course = not self["codes"] or outline.classes <= set(self["codes"])
        said = self._of_course() if is_course else self._of_modules(outline)
        if self["is_live"]:
            return f"{said} {_('Being there counts: what was made up still counts as missed.')}"
        return said

    def _of_course(self) -> str:
        most = self["most"]
        if not most:
            return _("Nothing missed.")
        if self["unit"] == MINUTES:
            return _("At most %(length)s missed.") % {"length": local.short_length(most)}
        pattern = ngettext("At most %(most)d session missed.", "At most %(most)d sessions missed.", most)
        return pattern % {"most": most}

    def _of_modules(self, outline: Outline) -> str:
        most, words = self["most"], {"modules": listed(outline.titles(list(dict.fromkeys(self["codes"]))))}
        if not most:
            return _("Nothing missed of: %(modules)s.") % words
        if self["unit"] == MINUTES:
            length = local.short_length(most)
            return _("At most %(length)s missed of: %(modules)s.") % {"length": length, **words}
        pattern = ngettext(
            "At most %(most)d session missed of: %(modules)s.",
            "At most %(most)d sessions missed of: %(modules)s.",
            most,
        )
        return pattern % {"most": most, **words}

    def text(self, judged: Judgement) -> str:
        """ "2 h 10 min missed of 3 h allowed." """
        if judged.counts == In.MINUTES:
            return _time_words(judged.have, judged.need)
        return _session_words(judged.have, judged.need)

    def next_step(self, judged: Judgement) -> str:
        """A make-up; where the edition has none, whom to ask; where the rule counts none, just that."""
        modules, number = few(judged.outline.titles(judged.about)), len(judged.about)
        if not judged.can_be_met and self["is_live"]:
            return _no_make_up(modules, number)
        if not judged.can_be_met:
            if not modules:
                return _("Cannot be met any more. Ask your coordinator about a make-up.")
            pattern = ngettext(
                "Cannot be met any more: %(modules)s was missed. Ask about a make-up.",
                "Cannot be met any more: %(modules)s were missed. Ask about a make-up.",
                number,
            )
            return pattern % {"modules": modules}
        left = judged.have - judged.need
        if judged.counts == In.MINUTES:
            amount = local.short_length(left)
        else:
            amount = ngettext("%(number)d session", "%(number)d sessions", left) % {"number": left}
        if modules:
            return _("To make up: %(amount)s (%(modules)s).") % {"amount": amount, "modules": modules}
        return _("To make up: %(amount)s.") % {"amount": amount}


def _no_make_up(modules: str, number: int) -> str:
    """Nothing to ask for: only being there counts."""
    if not modules:
        return _("Cannot be met any more: making up does not count here.")
    pattern = ngettext(
        "Cannot be met any more: %(modules)s was missed, and making up does not count here.",
        "Cannot be met any more: %(modules)s were missed, and making up does not count here.",
        number,
    )
    return pattern % {"modules": modules}


def _time_words(have: int, most: int) -> str:
    words = {"have": local.short_length(have), "need": local.short_length(most)}
    if not most:
        return _("%(have)s missed. Nothing may be missed.") % words if have else _nothing()
    if not have:
        return _("Nothing missed. Up to %(need)s may be missed.") % words
    return _("%(have)s missed of %(need)s allowed.") % words


def _session_words(have: int, most: int) -> str:
    words = {"have": have, "need": most}
    if not have:
        if not most:
            return _nothing()
        pattern = ngettext(
            "Nothing missed. %(need)d session may be missed.",
            "Nothing missed. %(need)d sessions may be missed.",
            most,
        )
    elif not most:
        pattern = ngettext(
            "%(have)d session missed. Nothing may be missed.",
            "%(have)d sessions missed. Nothing may be missed.",
            have,
        )
    else:
        pattern = ngettext(
            "%(have)d session missed of %(need)d allowed.",
            "%(have)d sessions missed of %(need)d allowed.",
            have,
        )
    return pattern % words


def _nothing() -> str:
    return _("Nothing missed, and nothing may be.")


class AttendanceBlock(RequirementBlock):
    """How much may be missed."""

    most = number_field(gettext_lazy("May be missed at most"), least=0)
    unit = blocks.ChoiceBlock(
        [(SESSIONS, gettext_lazy("sessions")), (MINUTES, gettext_lazy("minutes"))],
        label=gettext_lazy("Counted in"),
        default=SESSIONS,
    )
    codes = CodesBlock(
        named_field("module", gettext_lazy("Code")),
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

"""How far a trainee is, as the portal says it."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from courses import local
from courses.enums import ModuleKind
from courses.models import Cohort, Module, Session
from courses.requirements.words import listed
from trainees.enums import ModuleState
from trainees.models import Enrolment

NAMED = 3
"""So many missing modules are named; of more, the number is easier to read."""


@dataclass(frozen=True, kw_only=True)
class Step:
    """One module on the path. `title`, `status`, `state` and `detail` are what components/path.html shows."""

    module: Module
    status: ModuleState
    done_on: dt.date | None
    missing: Sequence[Module]
    session: Session | None

    @property
    def title(self) -> str:
        """The module's title, in the reader's language."""
        return self.module.title

    @property
    def state(self) -> str:
        """The state in words: "Done on 8 September 2026", "Next: Tuesday, 24 November 2026", "Needs …"."""
        if self.done_on is not None:
            return _("Done on %(date)s") % {"date": local.short_day(self.done_on)}
        if self.status == ModuleState.NEEDS:
            return self._needs()
        day = local.day(self.session.held_on) if self.session else ""
        if self.status == ModuleState.NEXT:
            return _("Next: %(day)s") % {"day": day} if day else pgettext("a module", "Next")
        return _("Still to come: %(day)s") % {"day": day} if day else _("Still to come")

    def _needs(self) -> str:
        if len(self.missing) > NAMED:
            return _("Needs %(number)d other modules first") % {"number": len(self.missing)}
        return _("Needs %(modules)s first") % {"modules": listed([m.title for m in self.missing])}

    @property
    def detail(self) -> str:
        """What else to know of a module that is not done."""
        words = []
        if self.done_on is None:
            if self.status == ModuleState.NEEDS and self.session:
                words.append(_("Planned for %(day)s.") % {"day": local.day(self.session.held_on)})
            if self.module.must_attend:
                words.append(_("Must be attended."))
            if self.module.is_optional:
                words.append(_("Optional."))
        return " ".join(words)


@dataclass(frozen=True, kw_only=True)
class Hours:
    """Minutes done of minutes required, of required modules of one kind."""

    done: int
    required: int

    @property
    def words(self) -> tuple[str, str]:
        """Both as hours: ("50", "86"), ("1.5", "36")."""
        return hours(self.done), hours(self.required)


@dataclass(frozen=True, kw_only=True)
class Progress:
    """Where somebody stands in a cohort at an instant."""

    enrolment: Enrolment
    cohort: Cohort
    steps: Sequence[Step]
    sessions: Sequence[Session]
    in_class: Hours
    practicum: Hours

    @property
    def next_session(self) -> Session | None:
        """The first of `sessions`, which are those that have not ended, soonest first."""
        return self.sessions[0] if self.sessions else None

    @cached_property
    def left(self) -> Sequence[Step]:
        """Required modules that are not done."""
        return [step for step in self.steps if step.done_on is None and not step.module.is_optional]

    @property
    def next_steps(self) -> Sequence[Step]:
        """What comes next; empty when nothing can be done now."""
        return [step for step in self.steps if step.status == ModuleState.NEXT]

    @property
    def minutes_done(self) -> int:
        """Of required modules, class and practicum together."""
        return self.in_class.done + self.practicum.done

    @property
    def minutes_required(self) -> int:
        """Of required modules, class and practicum together."""
        return self.in_class.required + self.practicum.required

    @property
    def is_complete(self) -> bool:
        """Whether every required module is done."""
        return not self.left


def hours(minutes: int) -> str:
    """Minutes as hours, in the reader's way of writing numbers: "50", "1.5", "1,5"."""
    value = round(minutes / 60, 2)
    return str(number_format(f"{value:g}", use_l10n=True))


def hours_of(modules: Sequence[Module], done: Mapping[int, dt.date], kind: ModuleKind) -> Hours:
    """Minutes done of minutes required, of the required modules of one kind."""
    required = [m for m in modules if m.kind == kind and not m.is_optional]
    return Hours(
        done=sum(m.minutes for m in required if m.pk in done), required=sum(m.minutes for m in required)
    )

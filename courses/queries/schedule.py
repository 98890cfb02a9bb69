"""What a cohort's sessions cover, and what is still to be planned."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from courses.enums import ModuleKind
from courses.models import Cohort, Coverage, Edition, Module, Session
from courses.rules.drafting import Lesson
from courses.rules.minutes import shares


def taught_in_class(edition: Edition) -> Sequence[Module]:
    """The modules that everybody is taught, in their order. One query."""
    modules = Module.objects.filter(edition=edition, kind=ModuleKind.CLASS, is_optional=False)
    return list(modules.order_by("position"))


def covered(sessions: Iterable[Session]) -> dict[int, dict[Module, int]]:
    """By session (id): the modules it covers, in their order, with their minutes. One query."""
    by_id = {session.pk: session for session in sessions}
    rows: dict[int, list[tuple[Module, int | None]]] = {pk: [] for pk in by_id}
    found = Coverage.objects.filter(session__in=by_id).select_related("module")
    for row in found.order_by("session", "module__position"):
        rows[row.session_id].append((row.module, row.minutes))
    return {pk: shares(by_id[pk].minutes, given) for pk, given in rows.items()}


def minutes_of_modules(coverage: Mapping[int, Mapping[Module, int]]) -> dict[int, int]:
    """What each module (id) gets in all of these sessions."""
    total: dict[int, int] = {}
    for parts in coverage.values():
        for module, minutes in parts.items():
            total[module.pk] = total.get(module.pk, 0) + minutes
    return total


def to_plan(modules: Iterable[Module], planned: Mapping[int, int]) -> list[Lesson]:
    """What is left of the modules, in their order, beyond the minutes that are planned (by id)."""
    return [
        Lesson(module.pk, module.code, module.minutes - planned.get(module.pk, 0))
        for module in modules
        if module.minutes > planned.get(module.pk, 0)
    ]


@dataclass(frozen=True)
class Total:
    """The minutes of one module: as planned, and as the edition asks."""

    module: Module
    planned: int

    @property
    def missing(self) -> int:
        """How many minutes are planned too few."""
        return max(self.module.minutes - self.planned, 0)

    @property
    def beyond(self) -> int:
        """How many are planned beyond what is asked."""
        return max(self.planned - self.module.minutes, 0)

    @property
    def is_even(self) -> bool:
        """Whether it has just its minutes."""
        return self.planned == self.module.minutes


def totals(cohort: Cohort, coverage: Mapping[int, Mapping[Module, int]]) -> list[Total]:
    """Every class module that is planned, and those that should be. One query."""
    planned = minutes_of_modules(coverage)
    modules = Module.objects.filter(edition=cohort.edition_id, kind=ModuleKind.CLASS).order_by("position")
    return [
        Total(module, planned.get(module.pk, 0))
        for module in modules
        if not module.is_optional or module.pk in planned
    ]

"""The grid of trainees by modules."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from courses.models import Cohort, Module
from trainees.enums import ACTIVE
from trainees.models import Completion, Enrolment

from .links import links_of
from .roster import everybody


@dataclass(frozen=True, kw_only=True)
class Cell:
    """One person and one module. `missing`: what is needed and not done, in the edition's order."""

    module: Module
    completion: Completion | None
    missing: Sequence[Module]

    @property
    def is_done(self) -> bool:
        """Whether it is recorded as completed."""
        return self.completion is not None

    @property
    def is_ready(self) -> bool:
        """Whether it can be recorded without an override."""
        return self.completion is None and not self.missing


@dataclass(frozen=True, kw_only=True)
class GridRow:
    """One enrolment and its cells, in the order of the modules."""

    enrolment: Enrolment
    person: Any
    cells: Sequence[Cell]

    @property
    def can_be_marked(self) -> bool:
        """Whether completions can be recorded: the enrolment has not ended."""
        return self.enrolment.state in ACTIVE


@dataclass(frozen=True, kw_only=True)
class Grid:
    """The modules of the cohort's edition, and a row for each person."""

    modules: Sequence[Module]
    rows: Sequence[GridRow]


def grid(cohort: Cohort, enrolments: Iterable[Enrolment] | None = None) -> Grid:
    """The grid of a cohort in four queries, or of `enrolments` (a page of them, with their people) in three."""
    listed = list(everybody(cohort) if enrolments is None else enrolments)
    modules = list(Module.objects.filter(edition=cohort.edition_id).order_by("position"))
    by_id = {module.pk: module for module in modules}
    needs = links_of([cohort.edition_id]).needs
    found = Completion.objects.standing().filter(enrolment__in=listed).select_related("recorded_by")
    done = {(completion.enrolment_id, completion.module_id): completion for completion in found}
    rows = [
        GridRow(
            enrolment=enrolment,
            person=enrolment.person,
            cells=[
                Cell(
                    module=module,
                    completion=done.get((enrolment.pk, module.pk)),
                    missing=[by_id[pk] for pk in needs.get(module.pk, ()) if (enrolment.pk, pk) not in done],
                )
                for module in modules
            ],
        )
        for enrolment in listed
    ]
    return Grid(modules=modules, rows=rows)

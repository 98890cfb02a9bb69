"""Everybody by every module and exam: where each person stands with each, for reading."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from courses.models import Cohort, Exam, Module
from trainees.enums import HOLDS_A_SEAT, Standing
from trainees.models import Enrolment

from .plans import Plan
from .records import Record, cohort_record


@dataclass(frozen=True, kw_only=True)
class MatrixRow:
    """One person; `states` in the order of the modules, then of the exams. None: they left, and it is not done."""

    enrolment: Enrolment
    states: Sequence[Standing | None]


@dataclass(frozen=True, kw_only=True)
class Matrix:
    """The columns, and a row for each person."""

    modules: Sequence[Module]
    exams: Sequence[Exam]
    rows: Sequence[MatrixRow]


def matrix(cohort: Cohort, enrolments: Iterable[Enrolment], *, at: dt.datetime) -> Matrix:
    """The matrix of `enrolments` (with their people) of a cohort at an instant, in as many queries as their records."""
    records = cohort_record(cohort, at=at, enrolments=enrolments)
    if not records:
        return Matrix(modules=(), exams=(), rows=())
    plan = records[0].plan
    rows = [MatrixRow(enrolment=record.enrolment, states=_states(record, plan)) for record in records]
    return Matrix(modules=plan.modules, exams=plan.exams, rows=rows)


def _states(record: Record, plan: Plan) -> list[Standing | None]:
    states: list[Standing | None] = [
        Standing.DONE if module.pk in record.completions else _state(record, module, plan)
        for module in plan.modules
    ]
    states += [record.exam(exam).standing for exam in plan.exams]
    if record.enrolment.state in HOLDS_A_SEAT:
        return states
    return [state if state == Standing.DONE else None for state in states]


def _state(record: Record, module: Module, plan: Plan) -> Standing:
    """Of a module that is not completed. Complete evidence waits for somebody, unless another module comes first."""
    if module.pk not in plan.trees:
        is_due = module.pk in record.begun and not record.missing(module)
        return Standing.WAITING if is_due else Standing.LATER
    standing = record.evidence(module).standing
    if standing != Standing.DONE:
        return standing
    return Standing.LATER if record.missing(module) else Standing.WAITING

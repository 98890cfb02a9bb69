"""What a trainee can do now, the most urgent first. It is all in the record: nothing is asked of the database."""

from collections.abc import Iterator, Mapping

from django.urls import reverse
from django.utils.translation import gettext as _

from courses.enums import EvidenceKind
from courses.models import Exam
from trainees.enums import Standing, SubmissionState
from trainees.queries.records import Record
from trainees.rules.evidence import Judged

from .learning.checklist import Line, exam_line, leaves, line_of
from .learning.finding import can_act

MOST = 5
RETURNED, BEGUN = 0, 1
RANKS: Mapping[str, int] = {
    EvidenceKind.QUIZ: 2,
    EvidenceKind.AGREEMENT: 3,
    EvidenceKind.EXAM: 4,
    EvidenceKind.PRACTICUM: 5,
    EvidenceKind.ASSIGNMENT: 6,
}
"""What nobody else has to do first; the lower number comes first. Texts that came back or were begun precede all."""


def to_do_now(record: Record) -> list[Line]:
    """At most MOST things, each with its address: what came back, what is begun, then the rest in the edition's order.

    Nothing for somebody who has finished or whose cohort is called off. What a module asks for that waits for another
    one is left out, unless they have begun it.
    """
    if not can_act(record.enrolment):
        return []
    found = [*_of_modules(record), *_of_exams(record)]
    return [line for _rank, line in sorted(found, key=lambda one: one[0])][:MOST]


def _of_modules(record: Record) -> Iterator[tuple[int, Line]]:
    for module in record.plan.modules:
        if module.pk in record.completions:
            continue
        waits = bool(record.missing(module))
        for judged in leaves(record.evidence(module)):
            rank = _rank(judged) if judged.standing == Standing.TO_DO else None
            if rank is not None and (rank <= BEGUN or not waits):
                yield rank, line_of(record, module, judged)


def _rank(judged: Judged) -> int | None:
    """How urgent it is; None for what they cannot do by themselves, and for exams: these have their own lines."""
    if judged.item is None or judged.item.kind == EvidenceKind.EXAM:
        return None
    if judged.last == SubmissionState.REVISE:
        return RETURNED
    if judged.last == SubmissionState.DRAFT:
        return BEGUN
    return RANKS.get(judged.item.kind)


def _of_exams(record: Record) -> Iterator[tuple[int, Line]]:
    for exam in record.plan.exams:
        judged = record.exam(exam)
        if judged.standing == Standing.TO_DO and _is_open(record, exam):
            url = reverse("portal:cohort_checklist", args=[record.plan.cohort.pk])
            yield RANKS[EvidenceKind.EXAM], exam_line(record, exam, url=url, action=_("See the exams"))


def _is_open(record: Record, exam: Exam) -> bool:
    """Whether its window is open; without one, whether the module before it is done."""
    is_turn = exam.after_id is None or exam.after_id in record.completions
    return exam.pk in record.plan.windows or is_turn

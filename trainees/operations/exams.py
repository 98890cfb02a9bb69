"""Results of exams: recorded by hand or from a list, corrected by a new one with a reason."""

import datetime as dt
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from courses.models import Cohort, Exam, ExamWindow
from courses.models.alphabet import alphabetical
from courses.operations.checks import log_many, refuse
from courses.operations.seats import locked
from trainees.lists.results import ResultRow, read_results
from trainees.models import Enrolment, ExamResult

from .evidence import settle
from .facts import check_day, check_may_confirm, held, mark_void, settle_one


@dataclass(frozen=True)
class ResultVerdict:
    """What a row of a list comes to: a `result` that stands already (`is_known`), or is not saved yet; or errors."""

    row: ResultRow
    enrolment: Enrolment | None = None
    result: ExamResult | None = None
    is_known: bool = False
    errors: dict[str, list[str]] = field(default_factory=dict)


@dataclass(frozen=True)
class CheckedResults:
    """What would happen to each row of a list, and what people should know about its reading."""

    verdicts: list[ResultVerdict]
    notices: list[str]

    @property
    def bad(self) -> list[ResultVerdict]:
        """Rows with a mistake: while there is one, nothing is recorded."""
        return [verdict for verdict in self.verdicts if verdict.errors]

    @property
    def new(self) -> list[ResultVerdict]:
        """Rows that would be recorded."""
        return [verdict for verdict in self.verdicts if not verdict.errors and not verdict.is_known]


@transaction.atomic
def record_result(*, enrolment: Enrolment, exam: Exam, mark: int, taken_on: dt.date, by: Any) -> ExamResult:
    """Record one result, as the next attempt. The very same one sent twice is recorded once.

    Raises ValidationError keyed by field: exam (of another edition), mark (0 to 100), taken_on (before the cohort
    began, outside the exam's window, still to come, another result on that day); no attempt left; it has ended.
    """
    enrolment = held(enrolment.pk)
    check_may_confirm(enrolment, by)
    book = _Book(enrolment.cohort, exam, [enrolment])
    if found := book.same(enrolment, mark, taken_on):
        return found
    made = book.result(enrolment, mark, taken_on, by)
    made.save()
    log(instance=enrolment, action="trainees.exam_result.record", user=by, data=_data(made))
    settle_one(enrolment, by)
    return made


@transaction.atomic
def correct_result(*, result: ExamResult, mark: int, taken_on: dt.date, reason: str, by: Any) -> ExamResult:
    """Void a result with a reason and record what is right, as the same attempt; the old one stays to be seen.

    Raises ValidationError keyed by field, as record_result and void_result do.
    """
    enrolment = held(result.enrolment_id)
    check_may_confirm(enrolment, by)
    if (result.mark, result.taken_on) == (mark, taken_on):
        raise refuse("mark", _("This is what is recorded already."), code="same")
    void = mark_void(result, reason=reason, by=by, action="trainees.exam_result.void", data=_data(result))
    book = _Book(enrolment.cohort, void.exam, [enrolment])
    made = book.result(enrolment, mark, taken_on, by, attempt=void.attempt)
    made.save()
    log(instance=enrolment, action="trainees.exam_result.record", user=by, data=_data(made))
    settle_one(enrolment, by)
    return made


@transaction.atomic
def void_result(*, result: ExamResult, reason: str, by: Any) -> ExamResult:
    """Say that there was no such result. Raises ValidationError without a reason, or when it was voided before."""
    enrolment = held(result.enrolment_id)
    result = mark_void(result, reason=reason, by=by, action="trainees.exam_result.void", data=_data(result))
    settle_one(enrolment, by)
    return result


def check_results(
    *, cohort: Cohort, exam: Exam, data: bytes | str, taken_on: dt.date | None, by: Any = None
) -> CheckedResults:
    """Read a list and say what would happen to each row; nothing is written.

    Raises ValidationError {"list": …} when it cannot be read at all. Four queries.
    """
    listed = read_results(data, taken_on=taken_on)
    people = list(Enrolment.objects.active().filter(cohort=cohort).select_related("person").order_by("pk"))
    for enrolment in people:
        enrolment.cohort = cohort
    book = _Book(cohort, exam, people)
    return CheckedResults([book.judge(row, by) for row in listed.rows], listed.notices)


@transaction.atomic
def record_list(
    *, cohort: Cohort, exam: Exam, data: bytes | str, taken_on: dt.date | None, by: Any
) -> list[ExamResult]:
    """Record a list: all of it, or nothing. Rows that are recorded already are left as they are.

    Raises ValidationError {"list": …} where it cannot be read, or a row has a mistake now.
    """
    cohort = locked(cohort.pk)
    checked = check_results(cohort=cohort, exam=exam, data=data, taken_on=taken_on, by=by)
    if checked.bad:
        raise refuse("list", _("Some rows have a mistake. Nothing is recorded."), code="rows")
    made: list[ExamResult] = ExamResult.objects.bulk_create(
        [verdict.result for verdict in checked.new if verdict.result is not None]
    )
    log_many(
        entries=[(row.enrolment, _data(row)) for row in made], action="trainees.exam_result.record", by=by
    )
    settle(cohort=cohort, enrolments=[row.enrolment for row in made], by=by)
    return made


class _Book:
    """The standing results of some people in one exam; what is added to it counts for what comes after."""

    def __init__(self, cohort: Cohort, exam: Exam, people: Sequence[Enrolment]) -> None:
        if exam.edition_id != cohort.edition_id:
            raise refuse("exam", _("This exam is not part of this cohort's edition."), code="edition")
        self.cohort, self.exam, self.people = cohort, exam, people
        self.window = ExamWindow.objects.filter(cohort=cohort, exam=exam).first()
        self.results: dict[int, list[ExamResult]] = defaultdict(list)
        for result in (
            ExamResult.objects.standing().filter(exam=exam, enrolment__in=people).order_by("attempt")
        ):
            self.results[result.enrolment_id].append(result)
        self.rows: dict[int, int] = {}
        self.by_address: dict[str, list[Enrolment]] = defaultdict(list)
        self.by_name: dict[str, list[Enrolment]] = defaultdict(list)
        self.by_letters: dict[str, list[Enrolment]] = defaultdict(list)
        for enrolment in people:
            self.by_address[enrolment.person.email.casefold()].append(enrolment)
            name = enrolment.person.chosen_name
            self.by_name[name.casefold()].append(enrolment)
            self.by_letters[alphabetical(name)[0]].append(enrolment)

    def same(self, enrolment: Enrolment, mark: int, taken_on: dt.date) -> ExamResult | None:
        """This very result, where it stands."""
        found = (one for one in self.results[enrolment.pk] if (one.mark, one.taken_on) == (mark, taken_on))
        return next(found, None)

    def result(
        self, enrolment: Enrolment, mark: int, taken_on: dt.date, by: Any, *, attempt: int = 0
    ) -> ExamResult:
        """The next attempt of somebody (or that `attempt`), not saved; ValidationError keyed by field."""
        if not 0 <= mark <= 100:
            raise refuse("mark", _("Give a whole number from 0 to 100."), code="range")
        check_day("taken_on", taken_on, self.cohort)
        self._check_window(taken_on)
        before = self.results[enrolment.pk]
        if any(one.taken_on == taken_on for one in before):
            raise refuse(
                "taken_on", _("There is a result of that day already. Correct it instead."), code="day"
            )
        if self.exam.attempts and len(before) >= self.exam.attempts:
            raise refuse(NON_FIELD_ERRORS, _("No attempt is left."), code="attempts")
        taken = {one.attempt for one in before}
        number = attempt or next(n for n in range(1, len(taken) + 2) if n not in taken)
        made = ExamResult(
            enrolment=enrolment, exam=self.exam, attempt=number, mark=mark, taken_on=taken_on, recorded_by=by
        )
        before.append(made)
        return made

    def judge(self, row: ResultRow, by: Any) -> ResultVerdict:
        """What a row of a list comes to."""
        errors = dict(row.errors)
        enrolment = None
        if not errors.keys() & {"email", "name"}:
            enrolment, said = self._who(row)
            errors |= said
        if enrolment is not None:
            first = self.rows.setdefault(enrolment.pk, row.number)
            if first != row.number:
                errors["row"] = [_("The same person as in row %(row)s.") % {"row": first}]
        if errors or enrolment is None or row.mark is None or row.taken_on is None:
            return ResultVerdict(row, enrolment, errors=errors)
        if known := self.same(enrolment, row.mark, row.taken_on):
            return ResultVerdict(row, enrolment, known, is_known=True)
        try:
            check_may_confirm(enrolment, by)
            made = self.result(enrolment, row.mark, row.taken_on, by)
        except ValidationError as error:
            said = {
                ("row" if name == NON_FIELD_ERRORS else name): e for name, e in error.message_dict.items()
            }
            return ResultVerdict(row, enrolment, errors=said)
        return ResultVerdict(row, enrolment, made)

    def _check_window(self, taken_on: dt.date) -> None:
        if self.window is None:
            return
        tz = self.cohort.programme.tz
        first, last = (at.astimezone(tz).date() for at in (self.window.opens_at, self.window.closes_at))
        if not first <= taken_on <= last:
            raise refuse("taken_on", _("The exam was not open on that day."), code="window")

    def _who(self, row: ResultRow) -> tuple[Enrolment | None, dict[str, list[str]]]:
        """The one person whom a row means: by address, else by the name they go by, at last without its accents."""
        name = "email" if row.email else "name"
        key = (row.email or row.name).casefold()
        found = self.by_address[key] if row.email else self.by_name[key]
        if not found and not row.email:
            found = self.by_letters[alphabetical(row.name)[0]]
        if len(found) == 1:
            return found[0], {}
        if found:
            return None, {name: [_("Two people have this name. Use the e-mail address.")]}
        return None, {name: [_("Nobody in this cohort.")]}


def _data(result: ExamResult) -> dict[str, Any]:
    return {
        "exam": result.exam.code,
        "attempt": result.attempt,
        "mark": result.mark,
        "taken_on": str(result.taken_on),
    }

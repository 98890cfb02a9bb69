"""Attendance of a cohort: people by sessions, what is near a limit, make-ups and corrections."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from courses import local
from courses.backoffice.access import TEACHING
from courses.backoffice.paging import PeoplePaginator
from courses.backoffice.workspace import WorkspacePage, add_tab
from courses.models import Session
from trainees.enums import ACTIVE, AllowanceState, Mark
from trainees.models import Attendance, Enrolment
from trainees.operations.attendance import mark_words
from trainees.queries.attendance import CohortAttendance, attendance_of
from trainees.queries.attended import has_closed_roll_call
from trainees.queries.roster import everybody
from trainees.rules.minutes import Marked, Time

ROWS_ON_A_PAGE = 60
CORRECTIONS = 30
SIGNS = {Mark.PRESENT: "✓", Mark.EXCUSED: "○", Mark.ABSENT: "–", Mark.NOT_EXPECTED: "·"}


@dataclass(frozen=True, kw_only=True)
class Cell:
    """One person at one session: a sign, and its words."""

    sign: str
    words: str


@dataclass(frozen=True, kw_only=True)
class Column:
    """One session."""

    session: Session
    title: str
    is_closed: bool
    can_open: bool


@dataclass(frozen=True, kw_only=True)
class MatrixRow:
    """One person: a cell for each session, minutes in all, and the limits that need a look."""

    enrolment: Enrolment
    cells: Sequence[Cell]
    time: Time
    worries: Sequence[tuple[AllowanceState, str]]
    can_make_up: bool


class AttendancePage(WorkspacePage):
    """The matrix, sixty people at a time. The number of queries does not grow with people or sessions."""

    template_name = "backoffice/attendance.html"
    tab = "attendance"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Rows, make-ups of these people, the latest corrections."""
        context = super().get_context_data(**kwargs)
        page = PeoplePaginator(everybody(self.cohort), ROWS_ON_A_PAGE).get_page(self.request.GET.get("p"))
        people = list(page.object_list)
        found = attendance_of(self.cohort, people)
        corrections = Attendance.objects.exclude(reason="").filter(session__cohort=self.cohort)
        context.update(
            page=page,
            columns=columns(found),
            rows=[row_of(found, enrolment) for enrolment in people],
            make_ups=[line for enrolment in people for line in make_up_lines(found, enrolment)],
            corrections=[
                {"mark": mark, "words": mark_words(mark)}
                for mark in corrections.select_related(
                    "enrolment__person", "session", "recorded_by"
                ).order_by("-pk")[:CORRECTIONS]
            ],
            signs=[(sign, Mark(mark).label) for mark, sign in SIGNS.items()],
        )
        return context


def columns(found: CohortAttendance) -> list[Column]:
    """The cohort's sessions in their order."""
    now = timezone.now()
    return [
        Column(
            session=session,
            title=found.title_of(session),
            is_closed=has_closed_roll_call(session),
            can_open=session.starts_at <= now,
        )
        for session in found.sessions.values()
    ]


def row_of(found: CohortAttendance, enrolment: Enrolment) -> MatrixRow:
    """What the matrix says of one person."""
    person = found.of(enrolment.pk)
    states = [(found.state_of(allowance), allowance) for allowance in person.allowances]
    return MatrixRow(
        enrolment=enrolment,
        cells=[_cell(person.marks.get(pk), person.attended.sessions.get(pk)) for pk in found.sessions],
        time=person.attended.course,
        worries=[(state, found.words_of(a)) for state, a in states if state != AllowanceState.FINE],
        can_make_up=enrolment.state in ACTIVE and bool(person.attended.course.missed),
    )


def _cell(mark: Marked | None, time: Time | None) -> Cell:
    if mark is None:
        return Cell(sign="", words="")
    words, sign = mark_words(mark), SIGNS[Mark(mark.mark)]
    if mark.minutes_late or mark.minutes_early:
        sign = f"{sign} −{local.short_length(mark.minutes_late + mark.minutes_early)}"
    if time is not None and time.made_up:
        words, sign = str(_("%(mark)s, made up") % {"mark": words}), f"{sign} +"
    return Cell(sign=sign, words=words)


def make_up_lines(found: CohortAttendance, enrolment: Enrolment) -> list[dict[str, Any]]:
    """The make-ups of one person, with the session that each stands in for."""
    return [
        {
            "make_up": made,
            "enrolment": enrolment,
            "stands_for": found.sessions.get(made.stands_for_id),
            "can_confirm": made.is_planned and made.through is None,
        }
        for made in found.of(enrolment.pk).make_ups
    ]


add_tab("attendance", _("Attendance"), "roster:attendance", order=35, kinds=TEACHING)

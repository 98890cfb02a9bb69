"""What beat owes about practicums: a weekly digest to each supervisor, and reminders of reports."""

import datetime as dt
from collections.abc import Iterator

from django.db.models import Exists, OuterRef

from courses.enums import CohortState
from courses.models import Cohort
from tasks.outbox.models import Message
from trainees.enums import HAS_HOURS, HOLDS_A_SEAT, LinkPurpose, ReportAuthor
from trainees.models import Enrolment, HoursEntry, Placement
from trainees.queries.practicum import cohort_practicum
from trainees.rules import keys
from trainees.rules.practicum import OVERDUE_AFTER

from . import practicum_mail

MORNING = 9
"""The hour on the programme's clock before which nobody is written to."""
THURSDAY = 3
"""The weekday from which on the digest of a week is owed: most of the week is in it, and Friday is left to answer."""


def owe_digests(*, at: dt.datetime) -> int:
    """Owe each supervisor whose trainee's entries wait one mail a week with a link to them. Returns how many are new.

    From nine on Thursday, on the programme's clock, to the end of the week, and never before nine: so beat may rest
    for days. One for each placement and ISO week, however often or by how many this is called: the outbox's dedup_key
    decides. Nothing is owed to a supervisor who supervises no more, about somebody who left or a cohort that was
    called off.
    """
    waiting = HoursEntry.objects.waiting().filter(placement=OuterRef("pk"))
    found = Placement.objects.with_names().filter(
        Exists(waiting), state__in=HAS_HOURS, supervisor__is_active=True, enrolment__state__in=HOLDS_A_SEAT
    )
    due = {}
    for placement in found.exclude(enrolment__cohort__state=CohortState.CANCELLED).order_by("pk"):
        local = at.astimezone(placement.enrolment.cohort.programme.tz)
        if local.weekday() >= THURSDAY and local.hour >= MORNING:
            due[keys.digest(placement, local.date())] = placement
    known = set(Message.objects.filter(dedup_key__in=due).values_list("dedup_key", flat=True))
    return sum(
        practicum_mail.owe_supervisor(placement, LinkPurpose.HOURS, dedup_key=key)
        for key, placement in due.items()
        if key not in known
    )


def owe_report_reminders(*, at: dt.datetime) -> int:
    """Owe trainee and supervisor a reminder of each report that is due and not written. Returns how many are new.

    Once when it is due, and once more seven days after that first one; never before nine. Queries grow with the
    cohorts that have placements, not with the people in them, and by a few for each message that is new.
    """
    count = 0
    for cohort in _cohorts():
        if at.astimezone(cohort.programme.tz).hour < MORNING:
            continue
        wanted = {(placement.pk, number, author): placement for placement, number, author in _missing(cohort)}
        first = {keys.report(*parts, time=1): parts for parts in wanted}
        second = {keys.report(*parts, time=2): parts for parts in wanted}
        found = Message.objects.filter(dedup_key__in=[*first, *second])
        known = dict(found.values_list("dedup_key", "created_at"))
        for key, parts in first.items():
            if key not in known:
                count += _remind(wanted[parts], parts, key)
        for key, parts in second.items():
            before = known.get(keys.report(*parts, time=1))
            if key not in known and before is not None and before + OVERDUE_AFTER <= at:
                count += _remind(wanted[parts], parts, key)
    return count


def _cohorts() -> Iterator[Cohort]:
    agreed = Placement.objects.filter(enrolment__cohort=OuterRef("pk"), state__in=HAS_HOURS)
    found = Cohort.objects.with_course().filter(Exists(agreed), edition__reports_due__gt=0)
    yield from found.exclude(state=CohortState.CANCELLED).order_by("pk")


def _missing(cohort: Cohort) -> Iterator[tuple[Placement, int, ReportAuthor]]:
    """Each report that is due and not written, with the placement on which it is written."""
    people = Enrolment.objects.holding_a_seat().filter(cohort=cohort).select_related("person")
    enrolments = {enrolment.pk: enrolment for enrolment in people}
    for practicums in cohort_practicum(cohort, list(enrolments.values())).values():
        for practicum in practicums:
            log = practicum.current
            if log is None or log.placement.state not in HAS_HOURS:
                continue
            log.placement.enrolment = enrolments[practicum.enrolment_id]
            log.placement.enrolment.cohort = cohort
            for author in ReportAuthor:
                if author == ReportAuthor.SUPERVISOR and not log.placement.supervisor.is_active:
                    continue
                for report in practicum.missing(author):
                    yield log.placement, report.number, author


def _remind(placement: Placement, parts: tuple[int, int, ReportAuthor], key: str) -> bool:
    _placement, number, author = parts
    if author == ReportAuthor.TRAINEE:
        return practicum_mail.owe_report(placement, number, key)
    return practicum_mail.owe_supervisor(placement, LinkPurpose.REPORT, dedup_key=key, number=number)

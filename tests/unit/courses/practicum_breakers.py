"""What breaks each constraint and trigger about practicums (test_invariants.py runs them)."""

import datetime as dt
import uuid
from typing import Any

from django.db import connection
from django.db.models import F
from django.utils import timezone

from courses.models import Edition, HourGoal
from tests import factories
from trainees.enums import LinkPurpose, PlacementState
from trainees.models import (
    Clearance,
    ConflictOfInterest,
    HoursEntry,
    Placement,
    PlacementSite,
    PracticumReport,
    Supervisor,
    SupervisorLink,
    Wish,
)
from trainees.models.practicum import VALUES
from trainees.operations import links

from .breaking import breaks

NEXT_DAY = dt.timedelta(days=1)


def goal(*, frozen: bool = False) -> HourGoal:
    """An hour goal of an edition that is free to change, or of one that a cohort uses."""
    if frozen:
        return factories.practicum_cohort().edition.hour_goals.get(position=1)
    return factories.hour_goal(factories.course_edition(1))


def placements(placement: Placement | None = None) -> Any:
    """One placement, to be changed with the ORM."""
    return Placement.objects.filter(pk=(placement or factories.placement()).pk)


def entries(**fields: Any) -> Any:
    """One entry of the log, to be changed with the ORM."""
    return HoursEntry.objects.filter(pk=factories.entry(factories.placement(), **fields).pk)


def report(**fields: Any) -> PracticumReport:
    """A trainee's first report, written with the ORM."""
    placement = fields.pop("placement", None) or factories.placement()
    defaults = dict.fromkeys(VALUES, 2) | {"number": 1, "author": "trainee"}
    return PracticumReport.objects.create(placement=placement, **(defaults | fields))


def clearance(**fields: Any) -> Clearance:
    """A clearance, written with the ORM."""
    today = factories.today()
    defaults = {"kind": "health", "result": "clear", "dated_on": today, "expires_on": today + NEXT_DAY}
    return Clearance.objects.create(enrolment=factories.enrolment(), **(defaults | fields))


def link(**fields: Any) -> int:
    """Change a link with the ORM."""
    made, _token = links.make(placement=factories.placement(), purpose=LinkPurpose.HOURS)
    return SupervisorLink.objects.filter(pk=made.pk).update(**fields)


@breaks("edition_reports_due_at_most_20")
def _() -> None:
    Edition.objects.filter(pk=factories.course_edition(1).pk).update(reports_due=21)


@breaks("hour_goal_position_once")
def _() -> None:
    first = goal()
    HourGoal.objects.create(edition=first.edition, position=first.position, minutes=60)


@breaks("hour_goal_minutes_positive")
def _() -> None:
    HourGoal.objects.filter(pk=goal().pk).update(minutes=0)


@breaks("hour_goal_frozen_insert")
def _() -> None:
    HourGoal.objects.create(edition=goal(frozen=True).edition, position=9, minutes=60)


@breaks("hour_goal_frozen_update")
def _() -> None:
    HourGoal.objects.filter(pk=goal(frozen=True).pk).update(minutes=60)


@breaks("hour_goal_frozen_delete")
def _() -> None:
    goal(frozen=True).delete()


@breaks("site_name_once")
def _() -> None:
    site = factories.placement_site()
    factories.placement_site(site.programme, name=site.name)


@breaks("site_places_within_capacity")
def _() -> None:
    PlacementSite.objects.filter(pk=factories.placement_site(capacity=1).pk).update(places_held=2)


@breaks("supervisor_once_at_site")
def _() -> None:
    one = factories.supervisor()
    factories.supervisor(one.site, email=one.email)


@breaks("supervisor_email_lower_case")
def _() -> None:
    factories.supervisor(email="Sam@example.org")


@breaks("supervisor_language_known")
def _() -> None:
    Supervisor.objects.filter(pk=factories.supervisor().pk).update(language="xx")


@breaks("wish_site_once")
def _() -> None:
    enrolment, site = factories.enrolment(), factories.placement_site()
    for rank in (1, 2):
        Wish.objects.create(enrolment=enrolment, site=site, rank=rank)


@breaks("wish_rank_once")
def _() -> None:
    enrolment = factories.enrolment()
    for _number in (1, 2):
        Wish.objects.create(enrolment=enrolment, site=factories.placement_site(), rank=1)


@breaks("wish_rank_positive")
def _() -> None:
    Wish.objects.create(enrolment=factories.enrolment(), site=factories.placement_site(), rank=0)


@breaks("conflict_site_once")
def _() -> None:
    enrolment, site = factories.enrolment(), factories.placement_site()
    for _number in (1, 2):
        ConflictOfInterest.objects.create(enrolment=enrolment, site=site)


@breaks("clearance_kind_known")
def _() -> None:
    clearance(kind="rumour")


@breaks("clearance_result_known")
def _() -> None:
    clearance(result="maybe")


@breaks("clearance_expires_after_its_date")
def _() -> None:
    clearance(expires_on=factories.today())


@breaks("placement_open_once")
def _() -> None:
    placement = factories.placement()
    Placement.objects.create(
        enrolment=placement.enrolment,
        module=placement.module,
        site=placement.site,
        supervisor=placement.supervisor,
        starts_on=placement.starts_on,
        ends_on=placement.ends_on,
    )


@breaks("placement_state_known")
def _() -> None:
    placements().update(state="lost", closed_at=timezone.now())


@breaks("placement_ends_after_start")
def _() -> None:
    placements().update(ends_on=F("starts_on") - NEXT_DAY)


@breaks("placement_agreed_by_both")
def _() -> None:
    placements(factories.placement(agreed=False)).update(state=PlacementState.AGREED)


@breaks("placement_supervisor_agreed_by")
def _() -> None:
    placements(factories.placement(agreed=False)).update(supervisor_agreed_at=timezone.now())


@breaks("placement_closed_iff_over")
def _() -> None:
    placements().update(state=PlacementState.ENDED)


@breaks("placement_in_its_programme")
def _() -> None:
    placement, site = factories.placement(), factories.placement_site()
    Placement.objects.create(
        enrolment=placement.enrolment,
        module=placement.module,
        site=site,
        supervisor=factories.supervisor(site),
        starts_on=placement.starts_on,
        ends_on=placement.ends_on,
        state=PlacementState.CANCELLED,
        closed_at=timezone.now(),
    )


@breaks("placement_parts_kept")
def _() -> None:
    placement = factories.placement()
    placements(placement).update(supervisor=factories.supervisor(placement.site))


@breaks("link_purpose_known")
def _() -> None:
    link(purpose="all")


@breaks("link_expires_after_it_was_made")
def _() -> None:
    link(expires_at=F("made_at"))


@breaks("link_report_number_iff_report")
def _() -> None:
    link(report_number=1)


@breaks("entry_minutes_of_a_day")
def _() -> None:
    placement = factories.placement()
    HoursEntry.objects.create(
        placement=placement,
        token=uuid.uuid4(),
        worked_on=factories.today(),
        minutes=0,
        category="group",
    )


@breaks("entry_category_known")
def _() -> None:
    placement = factories.placement()
    HoursEntry.objects.create(
        placement=placement, token=uuid.uuid4(), worked_on=factories.today(), minutes=5, category="travel"
    )


@breaks("entry_state_known")
def _() -> None:
    entries().update(state="lost", settled_at=timezone.now(), settled_by=_somebody())


def _somebody() -> Supervisor:
    return factories.supervisor()


@breaks("entry_settled_iff_answered")
def _() -> None:
    entries().update(state="confirmed")


@breaks("entry_queried_with_words")
def _() -> None:
    entries().update(state="queried", settled_at=timezone.now(), settled_by=_somebody())


@breaks("entry_replaces_another")
def _() -> None:
    # The trigger that keeps entries speaks first; the CHECK stands behind it.
    entry = entries()
    on_table = " ON trainees_hoursentry" if connection.vendor == "postgresql" else ""
    with connection.cursor() as cursor:
        cursor.execute(f"DROP TRIGGER entry_fact_kept{on_table}")
    entry.update(replaces=F("id"))


@breaks("entry_fact_kept")
def _() -> None:
    entries(confirmed=True).update(minutes=5)


@breaks("entry_replaces_its_own")
def _() -> None:
    HoursEntry.objects.create(
        placement=factories.placement(),
        token=uuid.uuid4(),
        worked_on=factories.today(),
        minutes=5,
        category="group",
        replaces=entries().get(),
    )


@breaks("report_once")
def _() -> None:
    report(placement=report().placement)


@breaks("report_number_positive")
def _() -> None:
    report(number=0)


@breaks("report_author_known")
def _() -> None:
    report(author="supervisor")


@breaks("report_ratings_known")
def _() -> None:
    report(wholeness=5)


@breaks("report_kept")
def _() -> None:
    PracticumReport.objects.filter(pk=report().pk).update(comment="Something else")

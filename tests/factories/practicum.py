"""Practicums: an edition that has one, sites, supervisors, placements, hours."""

import datetime as dt
import uuid
from itertools import count
from typing import Any

from courses.enums import HoursCategory, ModuleKind
from courses.models import Cohort, Edition, HourGoal, Module, Programme
from courses.operations.editions import add_module
from courses.operations.goals import add_goal
from trainees.enums import LinkPurpose
from trainees.models import Enrolment, HoursEntry, Placement, PlacementSite, Supervisor
from trainees.operations import hours, links, placing

from . import people, teaching

_numbers = count(1)
PRACTICUM_MINUTES = 10 * 60


def practicum_module(edition: Edition, *, minutes: int = PRACTICUM_MINUTES, code: str = "P1") -> Module:
    """A practicum of ten hours at the end of an edition that is free to change."""
    return add_module(
        edition=edition,
        by=None,
        code=code,
        title_en="Practicum",
        title_fr="Stage",
        kind=ModuleKind.PRACTICUM,
        minutes=minutes,
    )


def hour_goal(edition: Edition, **fields: Any) -> HourGoal:
    """A goal of ten hours of any category, in an edition that is free to change."""
    number = next(_numbers)
    defaults = {"name_en": f"Goal {number}", "name_fr": f"Objectif {number}", "minutes": PRACTICUM_MINUTES}
    return add_goal(edition=edition, by=None, **(defaults | fields))


def practicum_cohort(
    *, programme: Programme | None = None, minutes: int = PRACTICUM_MINUTES, goals: bool = True, **fields: Any
) -> Cohort:
    """A cohort whose edition ends with a practicum of ten hours, with two goals: all hours, and those with people."""
    edition = teaching.course_edition(2, programme=programme)
    practicum_module(edition, minutes=minutes)
    if goals:
        hour_goal(edition, name_en="All hours", name_fr="Toutes les heures", minutes=minutes)
        hour_goal(
            edition,
            name_en="Support of people",
            name_fr="Soutien direct",
            minutes=minutes // 2,
            categories=[HoursCategory.ONE_TO_ONE.value, HoursCategory.GROUP.value],
        )
    return teaching.cohort(edition, **fields)


def placement_site(programme: Programme | None = None, *, capacity: int = 2, **fields: Any) -> PlacementSite:
    """A site with two places."""
    number = next(_numbers)
    return PlacementSite.objects.create(
        **{
            "programme": programme or teaching.programme(),
            "name": f"Site {number}",
            "address": f"{number} Example Street",
            "capacity": capacity,
        }
        | fields
    )


def supervisor(site: PlacementSite | None = None, **fields: Any) -> Supervisor:
    """Somebody who supervises at a site."""
    number = next(_numbers)
    defaults = {"name": f"Supervisor {number}", "email": f"supervisor{number}@example.org"}
    return Supervisor.objects.create(**({"site": site or placement_site()} | defaults | fields))


def placement(
    enrolment: Enrolment | None = None,
    *,
    agreed: bool = True,
    site: PlacementSite | None = None,
    led_by: Supervisor | None = None,
    **fields: Any,
) -> Placement:
    """A placement that began 20 days ago and ends in 40, agreed by both."""
    enrolment = enrolment or people.enrolment(practicum_cohort())
    cohort = enrolment.cohort
    site = site or (led_by.site if led_by else placement_site(cohort.programme))
    today = teaching.today(cohort.programme.tz)
    made = placing.propose(
        enrolment=enrolment,
        module=fields.pop("module", None) or cohort.edition.modules.get(kind=ModuleKind.PRACTICUM),
        site=site,
        supervisor=led_by or supervisor(site),
        starts_on=fields.pop("starts_on", today - dt.timedelta(days=20)),
        ends_on=fields.pop("ends_on", today + dt.timedelta(days=40)),
        by=None,
        **fields,
    )
    if agreed:
        placing.agree_as_trainee(placement=made, by=enrolment.person)
        made = placing.agree_as_supervisor(placement=made)
    return made


def entry(placement: Placement, minutes: int = 120, *, days_ago: int = 1, **fields: Any) -> HoursEntry:
    """Two hours of one-to-one support, yesterday, that wait for the supervisor; `confirmed=True`: confirmed."""
    confirmed = fields.pop("confirmed", False)
    made = hours.log_hours(
        placement=placement,
        token=uuid.uuid4(),
        worked_on=teaching.today(placement.enrolment.cohort.programme.tz) - dt.timedelta(days=days_ago),
        minutes=minutes,
        category=fields.pop("category", HoursCategory.ONE_TO_ONE.value),
        by=placement.enrolment.person,
        **fields,
    )
    if confirmed:
        hours.confirm(placement=placement, entries=[made.pk])
        made.refresh_from_db()
    return made


def link_token(placement: Placement, purpose: LinkPurpose, number: int | None = None) -> str:
    """The token of a new link to the supervisor; no mail is owed."""
    return links.make(placement=placement, purpose=purpose, report_number=number)[1]

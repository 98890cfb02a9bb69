"""Who may read which material, from when on."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from courses import local
from courses.enums import RoleKind
from courses.models import Material, Module
from courses.queries.roles import programmes_of
from trainees.models import Enrolment

TEACHING = (RoleKind.COORDINATOR, RoleKind.FACILITATOR)


@dataclass(frozen=True, kw_only=True)
class Reading:
    """Material as somebody finds it: open, or open from a date on."""

    material: Material
    opens_on: dt.date | None

    @property
    def is_open(self) -> bool:
        """Whether it can be read now."""
        return self.opens_on is None

    @property
    def words(self) -> str:
        """From when on, where that is still to come."""
        return _("Opens on %(day)s.") % {"day": local.day(self.opens_on)} if self.opens_on else ""


def opens_on(material: Material, enrolment: Enrolment, *, at: dt.datetime) -> dt.date | None:
    """The date on the programme's calendar from which it is open to this person; None where it is open."""
    cohort = enrolment.cohort
    day: dt.date = cohort.starts_on + dt.timedelta(days=material.opens_after_days or 0)
    is_open = material.opens_after_days is None or at.astimezone(cohort.programme.tz).date() >= day
    return None if is_open else day


def readings(module: Module, enrolment: Enrolment, *, at: dt.datetime) -> list[Reading]:
    """The material of a module, in its order. One query."""
    return [
        Reading(material=material, opens_on=opens_on(material, enrolment, at=at))
        for material in Material.objects.filter(module=module).order_by("position", "pk")
    ]


def reading_for(person: Any, material: Material, *, at: dt.datetime) -> Reading | None:
    """What this person finds of it: who teaches in the programme at any time, who is or was enrolled from its date on.

    None for everybody else: for them it does not exist. `material` comes with module, edition and course. Two queries.
    """
    edition = material.module.edition
    enrolments = Enrolment.objects.of(person).filter(cohort__edition=edition.pk)
    dates = [
        opens_on(material, enrolment, at=at)
        for enrolment in enrolments.select_related("cohort__edition__course__programme")
    ]
    if any(date is None for date in dates) or teaches(person, edition.course.programme_id):
        return Reading(material=material, opens_on=None)
    if dates:
        return Reading(material=material, opens_on=min(date for date in dates if date))
    return None


def teaches(person: Any, programme: int) -> bool:
    """Whether somebody coordinates or facilitates in the programme (id). One query at most."""
    return programmes_of(person, *TEACHING).filter(pk=programme).exists()


def first_open(person: Any, found: Sequence[Material], *, at: dt.datetime) -> Material | None:
    """The first of these that there is for this person."""
    return next((one for one in found if reading_for(person, one, at=at) is not None), None)

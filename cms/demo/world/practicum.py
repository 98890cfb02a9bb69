"""The practicum of the demo's running cohort: sites, wishes, clearances, two placements with hours, one to agree to."""

import datetime as dt
import uuid

from django.utils import timezone

from cms.accounts.models import Person
from courses.enums import HoursCategory, ModuleKind
from courses.models import Cohort, Module
from trainees.enums import ClearanceKind, ClearanceResult
from trainees.models import Enrolment, Placement, PlacementSite, Supervisor
from trainees.operations import hours, placing, sites, wishes

DAY = dt.timedelta(days=1)
SITES = (
    {
        "name": "Harbour Drop-in",
        "address": "12 Example Wharf, Vancouver",
        "areas_en": "Drop-in, outreach, groups",
        "areas_fr": "Accueil libre, travail de rue, groupes",
        "requirements_en": "Good shoes. The first day begins with a tour.",
        "requirements_fr": "De bonnes chaussures. Le premier jour commence par une visite.",
        "capacity": 3,
    },
    {
        "name": "Maple Recovery House",
        "address": "40 Example Street, Vancouver",
        "areas_en": "Recovery house, one-to-one support",
        "areas_fr": "Maison de rétablissement, soutien individuel",
        "requirements_en": "A criminal record check.",
        "requirements_fr": "Une vérification du casier judiciaire.",
        "needs_clearance": True,
        "capacity": 2,
    },
    {
        "name": "Cedar Family Centre",
        "address": "7 Example Avenue, Vancouver",
        "areas_en": "Support of families",
        "areas_fr": "Soutien aux familles",
        "capacity": 2,
    },
)
SUPERVISORS = (("Ines", "en"), ("Paul", "fr"), ("Robin", "en"))
# How many days ago, minutes, what kind, whether it is confirmed.
LOGGED = (
    (18, 180, HoursCategory.ONE_TO_ONE, True),
    (15, 150, HoursCategory.GROUP, True),
    (13, 60, HoursCategory.SUPERVISION, True),
    (9, 240, HoursCategory.ONE_TO_ONE, True),
    (4, 120, HoursCategory.GROUP, False),
    (1, 90, HoursCategory.ONE_TO_ONE, False),
)


def build(cohort: Cohort, *, by: Person) -> None:
    """Nothing where the cohort has no practicum, or fewer than three people."""
    module = cohort.edition.modules.filter(kind=ModuleKind.PRACTICUM).first()
    people = list(
        Enrolment.objects.active().filter(cohort=cohort).select_related("person").order_by("pk")[:6]
    )
    if module is None or len(people) < 3:
        return
    places = [sites.add_site(programme=cohort.programme, by=by, **fields) for fields in SITES]
    supervisors = [
        sites.add_supervisor(
            site=site, by=by, name=name, email=f"{name.lower()}.supervises@example.org", language=language
        )
        for site, (name, language) in zip(places, SUPERVISORS, strict=True)
    ]
    today = timezone.now().astimezone(cohort.programme.tz).date()
    _wishes(people, places, today, by=by)
    first, second, third = people[:3]
    harbour, maple, cedar = supervisors
    agreed = _placement(first, module, harbour, today - 20 * DAY, by=by)
    _hours(_agreed(agreed), today)
    later = _placement(second, module, maple, today - 20 * DAY, counts_from=today - 14 * DAY, by=by)
    _hours(_agreed(later), today)
    _placement(third, module, cedar, today + 7 * DAY, by=by)


def _wishes(people: list[Enrolment], places: list[PlacementSite], today: dt.date, *, by: Person) -> None:
    harbour, maple, cedar = places
    for number, enrolment in enumerate(people):
        dearest = [harbour, maple, cedar][number % 3 :] + [harbour, maple, cedar][: number % 3]
        out = [dearest[2]] if number == 4 else []
        wishes.set_wishes(enrolment=enrolment, wishes=dearest[:2], conflicts=out, by=enrolment.person)
    for enrolment in people[1:3]:
        wishes.record_clearance(
            enrolment=enrolment,
            kind=ClearanceKind.CRIMINAL_RECORD,
            result=ClearanceResult.CLEAR,
            dated_on=today - 60 * DAY,
            expires_on=today + 305 * DAY,
            by=by,
        )


def _placement(
    enrolment: Enrolment,
    module: Module,
    supervisor: Supervisor,
    starts_on: dt.date,
    *,
    by: Person,
    counts_from: dt.date | None = None,
) -> Placement:
    return placing.propose(
        enrolment=enrolment,
        module=module,
        site=supervisor.site,
        supervisor=supervisor,
        starts_on=starts_on,
        ends_on=starts_on + 120 * DAY,
        counts_from=counts_from,
        by=by,
    )


def _agreed(placement: Placement) -> Placement:
    placing.agree_as_trainee(placement=placement, by=placement.enrolment.person)
    return placing.agree_as_supervisor(placement=placement)


def _hours(placement: Placement, today: dt.date) -> None:
    """Most of it confirmed, some waiting, one entry with a question."""
    made = [
        (
            hours.log_hours(
                placement=placement,
                token=uuid.uuid4(),
                worked_on=today - ago * DAY,
                minutes=minutes,
                category=category.value,
                by=placement.enrolment.person,
            ),
            is_confirmed,
        )
        for ago, minutes, category, is_confirmed in LOGGED
    ]
    hours.confirm(placement=placement, entries=[entry.pk for entry, is_confirmed in made if is_confirmed])
    is_french = placement.supervisor.language == "fr"
    question = "Était-ce bien deux heures?" if is_french else "Was it really two hours?"
    hours.query(placement=placement, entry=made[4][0].pk, question=question)

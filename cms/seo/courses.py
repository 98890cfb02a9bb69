"""A course and its cohorts as schema.org Course and CourseInstance."""

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any

from django.db.models import BooleanField, ExpressionWrapper, Q, Sum
from django.http import HttpRequest

from cms.home.models import CoursePage
from cms.updates.models import UpdatePage
from courses.enums import CohortState, Intake, ModuleKind
from courses.models import Cohort, Course, Module, Programme, Session
from courses.queries.curriculum import Curriculum

Node = dict[str, Any]

# What a search engine calls a cohort whose applications are …
AVAILABILITY = {
    Intake.OPEN: "https://schema.org/InStock",
    Intake.COMING: "https://schema.org/PreOrder",
    Intake.FULL: "https://schema.org/SoldOut",
}
MODES = {(True, False): "Online", (False, True): "Onsite", (True, True): "Blended"}  # (online, in a room)


def duration(minutes: int) -> str:
    """Minutes as ISO 8601 has them: 90 gives PT1H30M."""
    hours, rest = divmod(minutes, 60)
    return "PT" + (f"{hours}H" if hours else "") + (f"{rest}M" if rest or not hours else "")


def course(
    page: CoursePage, known: Curriculum | None, url: str, *, request: HttpRequest, at: dt.datetime
) -> list[Node]:
    """The course of a course page, with the cohorts to come. Two queries; none while it has no edition."""
    if known is None:
        return []
    taught: Course = known.edition.course
    # Those that the page shows (cms.home.intakes): one can apply, or will be able to.
    to_come = Q(applications_close_at__gt=at) | Q(applications_close_at=None, starts_on__gte=at.date())
    cohorts = list(Cohort.objects.announced().filter(to_come, edition__course=taught).with_course())
    minutes = known.class_minutes + known.practicum_minutes
    node = _course(taught, page.introduction, url, language=page.locale.language_code) | {
        "timeRequired": duration(minutes),
        "teaches": [lesson.module.outcome for lesson in known.lessons if lesson.module.outcome],
        "syllabusSections": [
            {
                "@type": "Syllabus",
                "name": lesson.module.title,
                "description": lesson.module.outcome or lesson.module.title,
                "timeRequired": duration(lesson.module.minutes),
            }
            for lesson in known.lessons
        ],
        "hasCourseInstance": instances(cohorts, {known.edition.pk: known.class_minutes}, at=at),
    }
    if known.awards:
        node["educationalCredentialAwarded"] = [award.name for award in known.awards]
    return [node]


def announced(page: UpdatePage, url: str, *, request: HttpRequest, at: dt.datetime) -> list[Node]:
    """The course of the cohort that an update is about, with that cohort alone. Two queries; none without a cohort."""
    cohort: Cohort | None = page.cohort
    if cohort is None or cohort.state == CohortState.DRAFT:
        return []
    summed = Module.objects.filter(
        edition=cohort.edition_id, kind=ModuleKind.CLASS, is_optional=False
    ).aggregate(minutes=Sum("minutes"))
    node = _course(cohort.edition.course, page.introduction, url, language=page.locale.language_code)
    return [
        node | {"hasCourseInstance": instances([cohort], {cohort.edition_id: summed["minutes"] or 0}, at=at)}
    ]


def _course(taught: Course, introduction: str, url: str, *, language: str) -> Node:
    return {
        "@type": "Course",
        "@id": f"{url}#course",
        "name": taught.title,
        "description": taught.summary or introduction or taught.title,
        "url": url,
        "inLanguage": f"{language}-CA",
        "provider": _provider(taught.programme),
    }


def _provider(programme: Programme) -> Node:
    node = {
        "@type": "Organization",
        "name": programme.host,
        "address": ", ".join(programme.postal_address.splitlines()),
        "email": programme.email,
    }
    return node | ({"telephone": programme.phone} if programme.phone else {})


def instances(cohorts: Iterable[Cohort], class_minutes: Mapping[int, int], *, at: dt.datetime) -> list[Node]:
    """Cohorts read `with_course()`, in the order of their start; class_minutes by edition id. One query."""
    in_order = sorted(cohorts, key=lambda cohort: (cohort.starts_on, cohort.pk))
    modes = _modes(in_order)
    return [
        _instance(cohort, modes.get(cohort.pk, ""), class_minutes.get(cohort.edition_id, 0), at=at)
        for cohort in in_order
    ]


def _modes(cohorts: list[Cohort]) -> dict[int, str]:
    """How each cohort meets, told by its sessions: with a link to join, without one, or both; unknown without any."""
    if not cohorts:
        return {}
    meets: dict[int, list[bool]] = {}
    sessions = Session.objects.standing().filter(cohort__in=cohorts)
    kinds = sessions.annotate(is_online=ExpressionWrapper(~Q(join_url=""), BooleanField()))
    for cohort_id, is_online in kinds.order_by().values_list("cohort", "is_online").distinct():
        meets.setdefault(cohort_id, []).append(is_online)
    return {pk: MODES[(True in found, False in found)] for pk, found in meets.items()}


def _instance(cohort: Cohort, mode: str, class_minutes: int, *, at: dt.datetime) -> Node:
    intake = cohort.intake(at=at)
    is_off = intake == Intake.CANCELLED
    node: Node = {
        "@type": "CourseInstance",
        "name": cohort.name,
        "startDate": cohort.starts_on.isoformat(),
        "endDate": cohort.ends_on.isoformat(),
        "eventStatus": "https://schema.org/EventCancelled" if is_off else "https://schema.org/EventScheduled",
        "organizer": {"@type": "Organization", "name": cohort.programme.host},
        "maximumAttendeeCapacity": cohort.capacity,
    }
    if mode:
        node["courseMode"] = mode
    if class_minutes:
        node["courseWorkload"] = duration(class_minutes)
    if mode != "Online":
        place = cohort.place or cohort.programme.region.name
        node["location"] = {"@type": "Place", "name": place, "address": place}
    if intake in AVAILABILITY:
        node["remainingAttendeeCapacity"] = cohort.seats_left
        node["offers"] = _offer(cohort, AVAILABILITY[intake])
    return node


def _offer(cohort: Cohort, availability: str) -> Node:
    """A seat: whether there is one, and when one can apply."""
    offer: Node = {"@type": "Offer", "category": "Application", "availability": availability}
    opens, closes, tz = cohort.applications_open_at, cohort.applications_close_at, cohort.programme.tz
    if opens and closes:
        offer |= {
            "availabilityStarts": opens.astimezone(tz).isoformat(),
            "availabilityEnds": closes.astimezone(tz).isoformat(),
        }
    return offer

"""A course and its cohorts as schema.org Course and CourseInstance."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.db.models import OuterRef, Subquery, Sum

from cms.home.models import CoursePage
from cms.updates.models import UpdatePage
from courses.enums import CohortState, Intake, ModuleKind
from courses.models import Cohort, Course, Module, Programme
from courses.models.cohorts import CohortQuerySet
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
    page: CoursePage, known: Curriculum | None, cohorts: Iterable[Cohort], url: str, *, at: dt.datetime
) -> list[Node]:
    """The course of a course page, with the cohorts that the page shows, read `with_meetings()`. No query.

    A cohort's hours are those of its own edition; of a cohort of an older one they are not told.
    """
    if known is None:
        return []
    taught: Course = known.edition.course
    node = _course(taught, page.introduction, url, language=page.locale.language_code) | {
        "timeRequired": duration(known.class_minutes + known.practicum_minutes),
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
        "hasCourseInstance": [
            _instance(cohort, known.class_minutes if cohort.edition_id == known.edition.pk else None, at=at)
            for cohort in sorted(cohorts, key=lambda cohort: (cohort.starts_on, cohort.pk))
        ],
    }
    if known.awards:
        node["educationalCredentialAwarded"] = [award.name for award in known.awards]
    return [node]


def announced(page: UpdatePage, url: str, *, at: dt.datetime) -> list[Node]:
    """The course of the cohort that an update is about, with that cohort alone. One query; none without a cohort."""
    cohort: Any = page.cohort
    if cohort is None or cohort.state == CohortState.DRAFT:
        return []
    node = _course(cohort.edition.course, page.introduction, url, language=page.locale.language_code)
    # The page has read the cohort: only what it did not need is asked for.
    more = _told(Cohort.objects.filter(pk=cohort.pk)).order_by()
    told = more.values("pk", "meets_online", "meets_in_a_room", "class_minutes").get()
    cohort.meets_online, cohort.meets_in_a_room = told["meets_online"], told["meets_in_a_room"]
    return [node | {"hasCourseInstance": [_instance(cohort, told["class_minutes"], at=at)]}]


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


def instances(cohorts: CohortQuerySet, *, at: dt.datetime) -> list[Node]:
    """These cohorts in the order of their start. One query.

    How a cohort meets is told by its sessions: with a link to join, without one, or both; unknown without any.
    """
    return [
        _instance(cohort, cohort.class_minutes, at=at)
        for cohort in _told(cohorts).with_course().order_by("starts_on", "pk")
    ]


def _told(cohorts: CohortQuerySet) -> Any:
    """Each with how it meets, and how long its classes are."""
    minutes = (
        Module.objects.filter(edition=OuterRef("edition"), kind=ModuleKind.CLASS, is_optional=False)
        .order_by()
        .values("edition")
        .annotate(minutes=Sum("minutes"))
        .values("minutes")
    )
    return cohorts.with_meetings().annotate(class_minutes=Subquery(minutes))


def _instance(cohort: Any, class_minutes: int | None, *, at: dt.datetime) -> Node:
    mode = MODES.get((cohort.meets_online, cohort.meets_in_a_room), "")
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

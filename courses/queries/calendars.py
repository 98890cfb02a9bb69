"""What calendars are written from."""

import datetime as dt
from collections.abc import Iterable

from django.contrib.contenttypes.models import ContentType
from django.db.models import Count, Exists, Max, OuterRef, Prefetch, Q, QuerySet
from wagtail.models import ModelLogEntry

from courses.models import Cohort, Programme, Session, Stream
from courses.rules.calendars import Revision

KEPT = dt.timedelta(days=60)  # how long a cohort that ended stays in the public calendar


def announced_cohorts(programme: Programme, *, stream: Stream | None = None, at: dt.datetime) -> list[Cohort]:
    """The cohorts of a programme that visitors know of, with their sessions: two queries.

    Of the sessions the link to join is not even read: it is for those who are enrolled. `is_online`: there is one.
    Make-up sessions are for few, and are not said.
    """
    cohorts = (
        Cohort.objects.announced()
        .of_programmes([programme])
        .filter(ends_on__gte=at.date() - KEPT)
        .with_course()
        .order_by("starts_on", "pk")
    )
    if stream is not None:
        cohorts = cohorts.filter(edition__course__stream=stream)
    sessions = (
        Session.objects.for_everybody()
        .defer("join_url")
        .annotate(is_online=~Q(join_url=""))
        .order_by("starts_at", "pk")
    )
    return list(cohorts.prefetch_related(Prefetch("sessions", queryset=sessions)))


def with_calendar(programmes: QuerySet[Programme], *, stream: str = "") -> QuerySet[Programme]:
    """Each with `has_dates`: whether a cohort was announced, of the stream with the slug `stream` where one is given.

    No query of its own.
    """
    cohorts = Cohort.objects.announced().filter(edition__course__programme=OuterRef("pk")).order_by()
    if stream:
        cohorts = cohorts.filter(edition__course__stream__slug=stream)
    return programmes.annotate(has_dates=Exists(cohorts))


def revisions(cohorts: Iterable[Cohort]) -> dict[int, Revision]:
    """When cohorts were changed, from the audit log, by id. One query. What the log does not know is missing."""
    entries = (
        ModelLogEntry.objects.filter(
            action__startswith="courses.cohort.",
            content_type=ContentType.objects.get_for_model(Cohort),
            object_id__in=[str(cohort.pk) for cohort in cohorts],
        )
        .order_by()
        .values_list("object_id")
        .annotate(number=Count("pk", filter=Q(action="courses.cohort.change")), changed_at=Max("timestamp"))
    )
    return {
        int(cohort): Revision(number=number, changed_at=changed_at) for cohort, number, changed_at in entries
    }

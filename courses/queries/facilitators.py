"""Who may teach, who does where, and where somebody would have to be in two places."""

import datetime as dt
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib.auth import get_user_model
from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet

from courses.enums import TEACHES, CohortState
from courses.models import Programme, Role, Session

Span = tuple[dt.datetime, dt.datetime]


@dataclass(frozen=True)
class Conflict:
    """Somebody facilitates another session at the same time."""

    person: Any
    session: Session


def teaching(programme: Programme) -> "QuerySet[Any]":
    """Those who may facilitate in the programme, by chosen name."""
    roles = Role.objects.filter(person=OuterRef("pk"), programme=programme, kind__in=TEACHES)
    people = get_user_model().objects.filter(Exists(roles), is_active=True)
    return people.order_by("chosen_name", "pk")


def conflicts(people: Collection[int], spans: Sequence[Span], *, but: Iterable[int] = ()) -> list[Conflict]:
    """Standing sessions of any cohort and programme that these people (ids) facilitate during one of the spans.

    `but` are ids of sessions that do not count: those that are being moved. One query, none without people or spans.
    Of the session the cohort is read along, up to its programme, for the clock.
    """
    if not people or not spans:
        return []
    through: Any = Session.facilitators.through
    found = (
        through.objects.filter(
            person__in=people,
            session__cancelled_at__isnull=True,
            session__starts_at__lt=max(end for _start, end in spans),
            session__ends_at__gt=min(start for start, _end in spans),
        )
        .exclude(session__in=list(but))
        .exclude(session__cohort__state=CohortState.CANCELLED)
        .select_related("person", "session__cohort__edition__course__programme")
        .order_by("session__starts_at", "person__chosen_name", "pk")
    )
    return [Conflict(row.person, row.session) for row in found if during(row.session, spans)]


def during(session: Session, spans: Iterable[Span]) -> bool:
    """Whether any part of it lies in one of the spans."""
    return any(session.starts_at < end and start < session.ends_at for start, end in spans)


def with_facilitators_missing(sessions: Any) -> Any:
    """Each session with `facilitators_missing`: how many its course asks for beyond those it has."""
    return sessions.annotate(
        facilitators_missing=F("cohort__edition__course__facilitators_needed")
        - Count("facilitators", distinct=True)
    )


def lacking_facilitators(sessions: Any) -> Any:
    """Only those to which a facilitator is missing."""
    return with_facilitators_missing(sessions).filter(Q(facilitators_missing__gt=0))

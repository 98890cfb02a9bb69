"""My teaching: tonight's session and the next ones, roll-calls that are still open, and those closed lately."""

import datetime as dt
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from courses.enums import TEACHES, CohortState
from courses.models import Session
from courses.queries import programmes_of
from courses.requirements.words import listed
from trainees.queries.roll_call import OPENS_BEFORE

from .scope import sessions_taught

COMING = 8
OPEN = 20
CLOSED = 5
LOOKED_BACK = dt.timedelta(days=60)
"""Older roll-calls are found in the office, in the attendance of their cohort."""


@login_required
@require_safe
def teaching(request: HttpRequest) -> HttpResponse:
    """Every session of the programmes in which the person teaches; 404 for who teaches in none."""
    if not programmes_of(request.user, *TEACHES).exists():
        raise Http404
    now = timezone.now()
    mine = sessions_taught(request.user).standing().exclude(cohort__state=CohortState.CANCELLED)
    mine = mine.select_related("roll_call").prefetch_related("modules")
    opened = now + OPENS_BEFORE
    coming = mine.filter(starts_at__gt=opened).order_by("starts_at", "pk")[:COMING]
    begun = mine.filter(starts_at__lte=opened, starts_at__gt=now - LOOKED_BACK)
    still_open = begun.filter(roll_call__closed_at__isnull=True).order_by("-starts_at", "pk")[: OPEN + 1]
    closed = begun.filter(roll_call__closed_at__isnull=False).order_by("-roll_call__closed_at", "pk")[:CLOSED]
    waiting = [_line(session, now) for session in still_open]
    return render(
        request,
        "portal/teaching/home.html",
        {
            "now": [line for line in waiting if line["is_now"]],
            "open": [line for line in waiting if not line["is_now"]][:OPEN],
            "closed": [_line(session, now) for session in closed],
            "coming": [_line(session, now) for session in coming],
            "has_more": len(waiting) > OPEN,
        },
    )


def _line(session: Session, now: dt.datetime) -> dict[str, Any]:
    """A session in a list."""
    titles = [module.title for module in session.modules.all()]
    return {
        "session": session,
        "cohort": session.cohort,
        "tz": session.cohort.programme.tz,
        "title": session.title or listed(titles),
        "place": session.where,
        "is_now": session.starts_at - OPENS_BEFORE <= now < session.ends_at,
    }

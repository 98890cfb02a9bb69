"""One session made into two."""

import datetime as dt
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import log

from courses.models import Session
from courses.queries.schedule import covered
from courses.rules import clocks
from courses.rules.minutes import divide

from .checks import refuse
from .sessions import add_session, change_session, changeable, refuse_kept, standing


@transaction.atomic
def split_session(
    *,
    session: Session,
    ends_at: dt.datetime,
    second_starts_at: dt.datetime,
    by: Any,
    despite_conflicts: bool = False,
) -> tuple[Session, Session]:
    """Make two of one: the first part ends at `ends_at`, the rest of its minutes follows from `second_starts_at` on.

    Place, link, title, kind and facilitators are those of the first; the modules are divided in their order, so that
    together both cover what the one covered. Raises ValidationError keyed by field as change_session does.
    """
    cohort = standing(session.cohort)
    session = changeable(session)
    refuse_kept(session)
    if not session.starts_at < ends_at < session.ends_at:
        raise refuse("ends_at", _("The first part must end while the session lasts."), code="order")
    first, rest = clocks.minutes_between(session.starts_at, ends_at), session.minutes
    if second_starts_at < ends_at:
        raise refuse("second_starts_at", _("The second part must come after the first."), code="order")
    second_ends_at = clocks.later(second_starts_at, rest - first)
    taught = divide(first, covered([session])[session.pk])
    minutes = [{module.pk: part for module, part in half.items()} for half in taught]
    people = list(session.facilitators.all())
    copied = {name: getattr(session, name) for name in ("kind", "title_en", "title_fr", "place", "join_url")}
    before = change_session(
        session=session, by=by, ends_at=ends_at, modules=taught[0], minutes=minutes[0], despite_conflicts=True
    )
    after = add_session(
        cohort=cohort,
        by=by,
        modules=taught[1],
        minutes=minutes[1],
        facilitators=people,
        despite_conflicts=despite_conflicts,
        starts_at=second_starts_at,
        ends_at=second_ends_at,
        **copied,
    )
    data = {"session": before.pk, "held_on": str(before.held_on), "second": after.pk}
    log(instance=cohort, action="courses.session.split", user=by, data=data)
    return before, after

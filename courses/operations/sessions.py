"""Sessions of a cohort: added, moved, cancelled."""

from collections.abc import Iterable
from typing import Any
from urllib.parse import urlsplit

from django.core.exceptions import NON_FIELD_ERRORS
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import log

from courses.enums import CohortState
from courses.models import Cohort, Module, Session
from courses.rules import local

from .checks import assign, fresh, refuse, save
from .seats import locked

FIELDS = ("title_en", "title_fr", "starts_at", "ends_at", "place", "join_url")


@transaction.atomic
def add_session(*, cohort: Cohort, by: Any, modules: Iterable[Module] = (), **fields: Any) -> Session:
    """Add a dated meeting. `fields` are those of FIELDS; `starts_at` and `ends_at` are aware instants.

    Its date `held_on` is that of its start on the programme's clock. Raises ValidationError keyed by field: outside
    the cohort's dates, end not after start, a module of another edition, a cancelled cohort.
    """
    cohort = _standing(cohort)
    session = Session(cohort=cohort)
    assign(session, fields, allowed=FIELDS)
    modules = list(modules)
    _check(session, cohort, modules)
    save(session)
    session.modules.set(modules)
    log(instance=cohort, action="courses.session.add", user=by, data=_data(session))
    return session


@transaction.atomic
def change_session(
    *, session: Session, by: Any, modules: Iterable[Module] | None = None, **fields: Any
) -> Session:
    """Move or change a session; `modules` replaces those it covers. People are reminded anew of a new date or time.

    Raises ValidationError as add_session does, and for a session that was cancelled.
    """
    cohort = _standing(session.cohort)
    session = fresh(session)
    if session.is_cancelled:
        raise refuse(NON_FIELD_ERRORS, _("This session was cancelled. Add a new one."), code="cancelled")
    changes = assign(session, fields, allowed=FIELDS)
    covered = None if modules is None else list(modules)
    _check(session, cohort, covered or [])
    if "starts_at" in changes:
        session.moves += 1
    if changes:
        save(session)
    if covered is not None and {m.pk for m in covered} != set(session.modules.values_list("pk", flat=True)):
        session.modules.set(covered)
        changes["modules"] = ["", ", ".join(m.code for m in covered)]
    if changes:
        data = _data(session) | {"changes": changes}
        log(instance=cohort, action="courses.session.change", user=by, data=data)
    return session


@transaction.atomic
def cancel_session(*, session: Session, by: Any, reason: str = "") -> Session:
    """Say that a session will not be held. It stays in the list, and nobody is reminded of it.

    One that is cancelled already is left alone.
    """
    cohort = locked(session.cohort_id)
    session = fresh(session)
    if not session.is_cancelled:
        session.cancelled_at = timezone.now()
        session.save(update_fields=["cancelled_at"])
        data = _data(session) | {"reason": reason}
        log(instance=cohort, action="courses.session.cancel", user=by, data=data)
    return session


def _standing(cohort: Cohort) -> Cohort:
    cohort = locked(cohort.pk)
    if cohort.state == CohortState.CANCELLED:
        raise refuse(NON_FIELD_ERRORS, _("This cohort was cancelled."), code="cancelled")
    return cohort


def _check(session: Session, cohort: Cohort, modules: list[Module]) -> None:
    """Set `held_on`, and refuse at its field what the database would refuse."""
    for field in ("starts_at", "ends_at"):
        if getattr(session, field) is None:
            raise refuse(field, _("Say when it starts and when it ends."), code="required")
    if session.ends_at <= session.starts_at:
        raise refuse("ends_at", _("The session must end after it starts."), code="order")
    session.held_on = session.starts_at.astimezone(cohort.programme.tz).date()
    if not cohort.starts_on <= session.held_on <= cohort.ends_on:
        raise refuse(
            "starts_at",
            _("This cohort meets from %(first)s to %(last)s.")
            % {"first": local.short_day(cohort.starts_on), "last": local.short_day(cohort.ends_on)},
            code="outside",
        )
    if session.join_url and urlsplit(session.join_url).scheme not in ("http", "https"):
        raise refuse("join_url", _("This must be a web address."), code="url")
    wrong = [m.code for m in modules if m.edition_id != cohort.edition_id]
    if wrong:
        raise refuse(
            "modules",
            _("Not part of this cohort's edition: %(modules)s.") % {"modules": ", ".join(wrong)},
            code="edition",
        )


def _data(session: Session) -> dict[str, Any]:
    return {"session": session.pk, "held_on": str(session.held_on)}

"""Sessions of a cohort: added, moved, cancelled. See also splitting and drafting."""

from collections.abc import Callable, Collection, Iterable, Mapping
from typing import Any
from urllib.parse import urlsplit

from django.core.exceptions import NON_FIELD_ERRORS
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import log

from courses import local
from courses.enums import ChangeKind, CohortState
from courses.models import Cohort, Coverage, Module, Session

from .changes import facts_of, note
from .checks import assign, fresh, refuse, save
from .facilitating import check_free, check_teaching
from .seats import locked

FIELDS = ("kind", "title_en", "title_fr", "starts_at", "ends_at", "place", "join_url")
TIMES = frozenset({"starts_at", "ends_at"})
SEEN_IN_CALENDARS = TIMES | {"place", "join_url"}

AsksWhatIsKept = Callable[[Collection[int]], set[int]]
_asks: list[AsksWhatIsKept] = []


def keeps_sessions(ask: AsksWhatIsKept) -> AsksWhatIsKept:
    """Ask `ask(ids)`, before sessions are moved, split, cancelled or replaced, which of them must stay as they are.

    Courses know no trainees; the app that keeps facts about sessions is asked here (AppConfig.ready()).
    """
    if ask not in _asks:
        _asks.append(ask)
    return ask


def kept(sessions: Collection[int]) -> set[int]:
    """Those of these sessions (ids) that facts rest on: they are not moved, split, cancelled or replaced."""
    return set().union(*(ask(sessions) for ask in _asks)) if sessions else set()


@transaction.atomic
def add_session(
    *,
    cohort: Cohort,
    by: Any,
    modules: Iterable[Module] = (),
    minutes: Mapping[int, int | None] | None = None,
    facilitators: Iterable[Any] = (),
    despite_conflicts: bool = False,
    **fields: Any,
) -> Session:
    """Add a dated meeting. `fields` are those of FIELDS; `starts_at` and `ends_at` are aware instants.

    `minutes` are those of the modules (ids) where somebody said how many. Its date `held_on` is that of its start on
    the programme's clock. Everybody is told of it. Raises ValidationError keyed by field: outside the cohort's dates,
    end not after start, a module of another edition, more minutes than it has, a facilitator without a role or who is
    elsewhere then (`despite_conflicts`: all the same), a cancelled cohort.
    """
    cohort = standing(cohort)
    session = Session(cohort=cohort)
    assign(session, fields, allowed=FIELDS)
    modules = list(modules)
    check(session, cohort, modules)
    people = check_teaching(cohort, facilitators)
    if not despite_conflicts:
        check_free(people, [(session.starts_at, session.ends_at)])
    save(session)
    _cover(session, modules, minutes)
    session.facilitators.set(people)
    log(instance=cohort, action="courses.session.add", user=by, data=_data(session))
    note(cohort=cohort, noted=[(session, ChangeKind.ADDED, None)], by=by)
    return session


@transaction.atomic
def change_session(
    *,
    session: Session,
    by: Any,
    modules: Iterable[Module] | None = None,
    minutes: Mapping[int, int | None] | None = None,
    facilitators: Iterable[Any] | None = None,
    despite_conflicts: bool = False,
    **fields: Any,
) -> Session:
    """Move or change a session; `modules` and `facilitators` replace those it has. Who is concerned is told once.

    People are reminded anew of a new date or time. Raises ValidationError as add_session does, for a session that was
    cancelled, and for another time of one whose roll-call is closed.
    """
    cohort = standing(session.cohort)
    session = changeable(session)
    before = facts_of(cohort, [session])[session.pk]
    changes = assign(session, fields, allowed=FIELDS)
    if changes.keys() & (TIMES | {"kind"}):
        refuse_kept(session)
    covered = None if modules is None else list(modules)
    check(session, cohort, covered or [])
    if covered is not None and _cover(session, covered, minutes):
        changes["modules"] = ["", ", ".join(module.code for module in covered)]
    changes |= _facilitate(session, cohort, facilitators, before, changes, despite_conflicts)
    if changes:
        session.moves += "starts_at" in changes
        _stamp(session, changes)
        data = _data(session) | {"changes": changes}
        log(instance=cohort, action="courses.session.change", user=by, data=data)
    if kind := _kind_of(changes):
        note(cohort=cohort, noted=[(session, kind, before)], by=by)
    return session


@transaction.atomic
def cancel_session(*, session: Session, by: Any, reason: str = "") -> Session:
    """Say that a session will not be held. It stays in the list, nobody is reminded of it, everybody is told.

    One that is cancelled already is left alone. Raises ValidationError when its roll-call is closed.
    """
    cohort = locked(session.cohort_id)
    session = fresh(session)
    if not session.is_cancelled:
        refuse_kept(session)
        before = facts_of(cohort, [session])[session.pk]
        session.cancelled_at = timezone.now()
        _stamp(session, {"cancelled_at"})
        data = _data(session) | {"reason": reason}
        log(instance=cohort, action="courses.session.cancel", user=by, data=data)
        note(cohort=cohort, noted=[(session, ChangeKind.CANCELLED, before)], by=by)
    return session


def standing(cohort: Cohort) -> Cohort:
    """The cohort, locked; ValidationError when it was cancelled."""
    cohort = locked(cohort.pk)
    if cohort.state == CohortState.CANCELLED:
        raise refuse(NON_FIELD_ERRORS, _("This cohort was cancelled."), code="cancelled")
    return cohort


def check(session: Session, cohort: Cohort, modules: Iterable[Module] = ()) -> None:
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
    check_link(session.join_url)
    wrong = [m.code for m in modules if m.edition_id != cohort.edition_id]
    if wrong:
        raise refuse(
            "modules",
            _("Not part of this cohort's edition: %(modules)s.") % {"modules": ", ".join(wrong)},
            code="edition",
        )


def check_link(url: str) -> None:
    """Refuse at `join_url` what no browser should follow."""
    if url and urlsplit(url).scheme not in ("http", "https"):
        raise refuse("join_url", _("This must be a web address."), code="url")


def changeable(session: Session) -> Session:
    """The session as it is now; ValidationError when it was cancelled."""
    session = fresh(session)
    if session.is_cancelled:
        raise refuse(NON_FIELD_ERRORS, _("This session was cancelled. Add a new one."), code="cancelled")
    return session


def refuse_kept(session: Session) -> None:
    """Refuse when facts rest on it."""
    if kept([session.pk]):
        raise refuse(
            NON_FIELD_ERRORS,
            _("The roll-call of this session is closed. It is not moved, split or cancelled any more."),
            code="kept",
        )


def _stamp(session: Session, changed: Collection[str]) -> None:
    """Save it, so that calendars take over what they show."""
    if SEEN_IN_CALENDARS & set(changed) or "cancelled_at" in changed:
        session.sequence += 1
    session.changed_at = timezone.now()
    save(session)


def _facilitate(
    session: Session,
    cohort: Cohort,
    facilitators: Iterable[Any] | None,
    before: Mapping[str, Any],
    changes: Mapping[str, Any],
    despite_conflicts: bool,
) -> dict[str, list[str]]:
    """Set who facilitates, where that is asked for; who stays is checked against a new time, too."""
    wanted = None if facilitators is None else check_teaching(cohort, facilitators)
    people = list(session.facilitators.all()) if wanted is None else wanted
    is_new = wanted is not None and {person.pk for person in wanted} != set(before["facilitators"])
    if (is_new or changes.keys() & TIMES) and not despite_conflicts:
        check_free(people, [(session.starts_at, session.ends_at)], but=[session.pk])
    if not is_new:
        return {}
    session.facilitators.set(people)
    return {"facilitators": ["", ", ".join(person.chosen_name for person in people)]}


def _kind_of(changes: Mapping[str, Any]) -> ChangeKind | None:
    """What people are told of; a title or a module is nothing that anybody must know before."""
    if changes.keys() & TIMES:
        return ChangeKind.MOVED
    if changes.keys() & SEEN_IN_CALENDARS:
        return ChangeKind.PLACE
    return ChangeKind.FACILITATORS if "facilitators" in changes else None


def _cover(session: Session, modules: Collection[Module], minutes: Mapping[int, int | None] | None) -> bool:
    """Cover these modules and no others; without `minutes` those of before are kept. Whether anything is new.

    Refuses at `modules` more minutes than the session has.
    """
    before: dict[int, int | None] = dict(session.coverage.values_list("module", "minutes"))
    given = before if minutes is None else minutes
    wanted = {module.pk: given.get(module.pk) for module in modules}
    asked = sum(part for part in wanted.values() if part is not None)
    if minutes is not None and asked > session.minutes:
        raise refuse(
            "modules",
            _("The modules have %(asked)s, the session only has %(length)s.")
            % {"asked": local.length(asked), "length": local.length(session.minutes)},
            code="minutes",
        )
    if wanted == before:
        return False
    session.coverage.all().delete()
    Coverage.objects.bulk_create(
        Coverage(session=session, module_id=module, minutes=part) for module, part in wanted.items()
    )
    return True


def _data(session: Session) -> dict[str, Any]:
    return {"session": session.pk, "held_on": str(session.held_on)}

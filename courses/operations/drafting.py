"""The sessions of a cohort, written at once from a draft."""

import datetime as dt
import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import NON_FIELD_ERRORS
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import log

from courses import local
from courses.enums import ChangeKind
from courses.models import Cohort, Coverage, Module, Session
from courses.queries.facilitators import Span
from courses.queries.schedule import covered, minutes_of_modules, taught_in_class, to_plan
from courses.rules.changes import Facts
from courses.rules.drafting import Draft, Lesson, Planned, Slot, overlap, plan

from .changes import Noted, facts_of, note
from .checks import refuse
from .facilitating import check_each_free, check_teaching
from .sessions import check_link, kept, standing

WRITTEN = (
    "held_on",
    "starts_at",
    "ends_at",
    "place",
    "join_url",
    "moves",
    "sequence",
    "changed_at",
    "cancelled_at",
)

Pair = tuple[Session, Planned]
"""A session, and the meeting that it becomes."""
Known = Mapping[int, Facts]
"""What is known of sessions (ids) until now."""


@dataclass(frozen=True)
class Situation:
    """What a draft starts from: sessions that stay, those it may replace, what is left to teach.

    `seen` names the state of all of them: it is another one as soon as somebody changes a session.
    """

    stay: Sequence[Session]
    free: Sequence[Session]
    lessons: Sequence[Lesson]
    seen: str


def situation(cohort: Cohort, *, modules: Iterable[Module] | None = None, at: dt.datetime) -> Situation:
    """How things are at the instant `at`; `modules` default to those that everybody is taught in class.

    Sessions that have begun stay, and those that facts rest on; their minutes are not planned again. Make-up sessions
    have nothing to do with it. Four queries.
    """
    sessions = list(cohort.sessions.standing().for_everybody().order_by("starts_at", "pk"))
    fixed = kept([session.pk for session in sessions])
    stay = [session for session in sessions if session.starts_at <= at or session.pk in fixed]
    free = [session for session in sessions if session not in stay]
    wanted = taught_in_class(cohort.edition) if modules is None else list(modules)
    lessons = to_plan(wanted, minutes_of_modules(covered(stay)))
    state = ",".join(f"{one.pk}:{one.sequence}:{one.changed_at.isoformat()}" for one in sessions)
    seen = hashlib.sha256(f"{cohort.starts_on} {cohort.ends_on} {state}".encode()).hexdigest()[:16]
    return Situation(stay, free, lessons, seen)


@transaction.atomic
def draft_sessions(
    *,
    cohort: Cohort,
    slots: Sequence[Slot],
    by: Any,
    modules: Iterable[Module] | None = None,
    facilitators: Iterable[Any] = (),
    replace: bool = False,
    end_with_last: bool = False,
    despite_conflicts: bool = False,
    seen: str = "",
) -> Draft:
    """Write the sessions that the modules need into the slots, in a fixed number of queries. Returns what was written.

    `replace`: sessions that have begun stay and the others are replaced: of the same date first, then in their order,
    so that who knows of one is told that it moved; those left over are cancelled. `end_with_last`: the cohort then ends
    with its last session. `seen`: what `situation` said when somebody looked; refused when it is not so any more.
    Raises ValidationError: sessions there already, slots that are too few, overlap or lie outside the cohort's dates.
    """
    cohort = standing(cohort)
    now = situation(cohort, modules=modules, at=timezone.now())
    if (now.stay or now.free) and not replace:
        raise refuse(NON_FIELD_ERRORS, _("This cohort has sessions already."), code="has_sessions")
    if seen and seen != now.seen:
        raise refuse(
            NON_FIELD_ERRORS,
            _("The sessions were changed in the meantime. Please look at them again."),
            code="changed",
        )
    draft = _plan(cohort, now, slots)
    _check_dates(cohort, draft, end_with_last=end_with_last)
    people = check_teaching(cohort, facilitators)
    before = facts_of(cohort, now.free)
    pairs, over = _pairs(cohort, now.free, draft)
    if not despite_conflicts:
        check_each_free(_engaged(pairs, people, before), but=[session.pk for session in now.free])
    _make_room(cohort, draft)
    _write(cohort, pairs, over, before, people, by=by)
    if end_with_last:
        _end_with_last(cohort)
    data = {"sessions": len(draft.planned), "minutes": draft.minutes}
    log(instance=cohort, action="courses.session.draft", user=by, data=data)
    return draft


def _plan(cohort: Cohort, now: Situation, slots: Sequence[Slot]) -> Draft:
    for slot in slots:
        check_link(slot.join_url)
    ordered = sorted(slots, key=lambda slot: slot.starts_at)
    standing_slots = [Slot(session.starts_at, session.ends_at) for session in now.stay]
    draft = plan(now.lessons, ordered)
    if not draft.planned and not draft.left:
        raise refuse(NON_FIELD_ERRORS, _("Every module has its sessions already."), code="nothing")
    if draft.left:
        raise refuse("slots", draft.shortfall(), code="room")
    if clash := overlap([*standing_slots, *(one.slot for one in draft.planned)]):
        day = local.day(clash.starts_at.astimezone(cohort.programme.tz).date())
        raise refuse(
            "slots", _("Two sessions would be at the same time on %(day)s.") % {"day": day}, code="overlap"
        )
    return draft


def _check_dates(cohort: Cohort, draft: Draft, *, end_with_last: bool) -> None:
    tz = cohort.programme.tz
    first = draft.planned[0].slot.starts_at.astimezone(tz).date()
    last = draft.planned[-1].slot.starts_at.astimezone(tz).date()
    if first < cohort.starts_on:
        raise refuse(
            "slots",
            _("The first session would be on %(day)s, before the cohort starts.") % {"day": local.day(first)},
            code="outside",
        )
    if last > cohort.ends_on and not end_with_last:
        raise refuse(
            "slots",
            _("The last session would be on %(day)s, after the cohort ends.") % {"day": local.day(last)},
            code="outside",
        )


def _make_room(cohort: Cohort, draft: Draft) -> None:
    """The database wants every session inside the cohort's dates at every moment."""
    last = draft.planned[-1].slot.starts_at.astimezone(cohort.programme.tz).date()
    if last > cohort.ends_on:
        cohort.ends_on = last
        cohort.save(update_fields=["ends_on"])


def _end_with_last(cohort: Cohort) -> None:
    """Cancelled sessions count, too: they are part of what happened between the dates."""
    last = cohort.sessions.order_by("-held_on").values_list("held_on", flat=True)[:1].get()
    if last != cohort.ends_on:
        cohort.ends_on = last
        cohort.save(update_fields=["ends_on"])


def _pairs(cohort: Cohort, free: Sequence[Session], draft: Draft) -> tuple[list[Pair], list[Session]]:
    """Which session becomes which meeting, new ones where none is left; and those that nothing becomes of."""
    tz = cohort.programme.tz
    by_day: dict[dt.date, Session] = {session.held_on: session for session in reversed(free)}
    days = [one.slot.starts_at.astimezone(tz).date() for one in draft.planned]
    same = [by_day.pop(day, None) for day in days]
    used = {session.pk for session in same if session}
    rest = iter([session for session in free if session.pk not in used])
    chosen = [session or next(rest, None) or Session(cohort=cohort) for session in same]
    return list(zip(chosen, draft.planned, strict=True)), list(rest)


def _engaged(pairs: Iterable[Pair], people: Sequence[Any], before: Known) -> dict[int, list[Span]]:
    """When each facilitator (id) is needed: `people` at all of it, else whoever a session has at its new time."""
    spans: dict[int, list[Span]] = {}
    for session, planned in pairs:
        new = (planned.slot.starts_at, planned.slot.ends_at)
        who = [person.pk for person in people]
        if not who and session.pk and new != (session.starts_at, session.ends_at):
            who = before[session.pk]["facilitators"]
        for person in who:
            spans.setdefault(person, []).append(new)
    return spans


def _write(
    cohort: Cohort,
    pairs: Sequence[Pair],
    over: Sequence[Session],
    before: Known,
    people: Sequence[Any],
    *,
    by: Any,
) -> None:
    """Sessions, coverage, facilitators, what people are told: each table in one go."""
    now = timezone.now()
    noted: list[Noted] = []
    for session, planned in pairs:
        kind = _become(session, planned.slot, cohort, at=now)
        if kind is not None or session.pk is None:
            noted.append((session, kind or ChangeKind.ADDED, before.get(session.pk)))
    for session in over:
        session.cancelled_at, session.changed_at = now, now
        session.sequence += 1
        noted.append((session, ChangeKind.CANCELLED, before[session.pk]))
    known = [session for session, _planned in pairs if session.pk]
    Session.objects.bulk_update([*known, *over], WRITTEN)
    Session.objects.bulk_create([session for session, _planned in pairs if not session.pk])
    Coverage.objects.filter(session__in=known).delete()
    Coverage.objects.bulk_create(
        Coverage(session=session, module_id=module, minutes=minutes)
        for session, planned in pairs
        for module, minutes in planned.parts
    )
    if people:
        _facilitate([session for session, _planned in pairs], people, before, noted)
    note(cohort=cohort, noted=noted, by=by, at=now)


def _become(session: Session, slot: Slot, cohort: Cohort, *, at: dt.datetime) -> ChangeKind | None:
    """Put a session where the slot is. What that means to those who know of it, None for nothing or for a new one."""
    is_moved = (session.starts_at, session.ends_at) != (slot.starts_at, slot.ends_at)
    is_elsewhere = (session.place, session.join_url) != (slot.place, slot.join_url)
    if session.pk is not None and (is_moved or is_elsewhere):
        session.sequence += 1
        session.moves += session.starts_at != slot.starts_at
    session.starts_at, session.ends_at = slot.starts_at, slot.ends_at
    session.place, session.join_url, session.changed_at = slot.place, slot.join_url, at
    session.held_on = slot.starts_at.astimezone(cohort.programme.tz).date()
    if session.pk is None or not (is_moved or is_elsewhere):
        return None
    return ChangeKind.MOVED if is_moved else ChangeKind.PLACE


def _facilitate(
    sessions: Sequence[Session], people: Sequence[Any], before: Known, noted: list[Noted]
) -> None:
    through: Any = Session.facilitators.through
    through.objects.filter(session__in=sessions).delete()
    through.objects.bulk_create(
        through(session_id=session.pk, person_id=person.pk) for session in sessions for person in people
    )
    ids = sorted(person.pk for person in people)
    told = {session.pk for session, _kind, _before in noted}
    for session in sessions:
        facts: Facts | None = before.get(session.pk)
        if facts is not None and session.pk not in told and facts["facilitators"] != ids:
            noted.append((session, ChangeKind.FACILITATORS, facts))

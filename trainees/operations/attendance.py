"""Roll-calls: marks while they are open, closing, and corrections afterwards. Locks: cohorts (by id), then the rest."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from courses import local
from courses.models import Cohort, Session
from courses.operations.checks import fresh, refuse
from courses.operations.seats import locked
from trainees.enums import Mark
from trainees.models import Attendance, MakeUp, RollCall
from trainees.queries.roll_call import OPENS_BEFORE, Line, Sheet, sheet

from .making_up import settle_make_ups
from .what_follows import follow


@dataclass(frozen=True, kw_only=True)
class Tap:
    """What somebody says of one person. `seen_version`: that of the mark which they saw, 0 where there was none."""

    enrolment: int
    mark: str
    seen_version: int
    minutes_late: int = 0
    minutes_early: int = 0


@dataclass(frozen=True, kw_only=True)
class Saved:
    """What became of taps: `changed` are written, `stale` were refused because somebody else was quicker."""

    changed: Sequence[Attendance]
    stale: Sequence[tuple[Tap, Line]]


class StaleMarkError(ValidationError):
    """A mark that somebody else has changed since it was seen. `line` is what stands now."""

    def __init__(self, line: Line) -> None:
        super().__init__({"mark": ValidationError(stands(line), code="stale")})
        self.line = line


def stands(line: Line) -> str:
    """What stands, and who said so when: "Kim marked Sam at 6:05 p.m.: Present"."""
    standing = line.standing
    if standing is None:
        return _("%(name)s is not marked.") % {"name": line.enrolment.person.chosen_name}
    return _("%(by)s marked %(name)s at %(time)s: %(mark)s") % {
        "by": line.marked_by or _("Somebody"),
        "name": line.enrolment.person.chosen_name,
        "time": local.clock(standing.recorded_at, standing.session.cohort.programme.tz),
        "mark": mark_words(standing),
    }


def mark_words(mark: Any) -> str:
    """A mark in words, with its minutes: "Present, 10 min late"."""
    words = [str(Mark(mark.mark).label)]
    if mark.minutes_late:
        words.append(_("%(time)s late") % {"time": local.short_length(mark.minutes_late)})
    if mark.minutes_early:
        words.append(_("left %(time)s early") % {"time": local.short_length(mark.minutes_early)})
    return ", ".join(words)


@transaction.atomic
def mark(
    *,
    session: Session,
    enrolment: Any,
    mark: str,
    seen_version: int,
    by: Any,
    minutes_late: int = 0,
    minutes_early: int = 0,
) -> Attendance:
    """Say what one person did at a session whose roll-call is open. Said twice, it changes nothing.

    The first mark opens the roll-call. Raises StaleMarkError when the mark was changed since `seen_version`, to
    something else; ValidationError keyed by field as mark_all does.
    """
    tap = Tap(
        enrolment=enrolment.pk,
        mark=mark,
        seen_version=seen_version,
        minutes_late=minutes_late,
        minutes_early=minutes_early,
    )
    saved = mark_all(session=session, taps=[tap], by=by)
    if saved.stale:
        raise StaleMarkError(saved.stale[0][1])
    return (
        saved.changed[0]
        if saved.changed
        else Attendance.objects.standing().get(session=session, enrolment=enrolment)
    )


@transaction.atomic
def mark_all(*, session: Session, taps: Sequence[Tap], by: Any) -> Saved:
    """Write what taps say, as far as nobody else was quicker; all of it in a fixed number of queries.

    A tap that says what stands changes nothing, whichever version it saw; one that saw an older version is not
    written, but returned as stale with what stands. Minutes go with "present" only and are fewer than the session has.
    Raises ValidationError, and writes nothing: without a field for a cancelled session, one that is too far ahead and
    a closed roll-call; keyed enrolment, mark, minutes_late, minutes_early, seen_version (each error's params name the
    enrolment).
    """
    session = _held(session, cohorts_of([session.cohort_id]))
    _check_open(session, before=OPENS_BEFORE)
    found = sheet(session)
    if found.is_closed:
        raise refuse(
            NON_FIELD_ERRORS, _("This roll-call is closed. Marks are corrected one by one."), code="closed"
        )
    _check(taps, found)
    now = timezone.now()
    new, changed, stale = [], [], []
    for tap in taps:
        line = found.by_enrolment[tap.enrolment]
        standing = line.standing
        if standing is not None and _says(standing) == _says(tap):
            continue
        if standing is None:
            new.append(_row(session, tap, by=by, at=now))
        elif tap.seen_version != standing.version:
            stale.append((tap, line))
        else:
            _write(standing, tap, by=by, at=now)
            changed.append(standing)
    if new or changed:
        RollCall.objects.get_or_create(session=session)
        Attendance.objects.bulk_create(new)
        Attendance.objects.bulk_update(
            changed, ["mark", "minutes_late", "minutes_early", "version", "recorded_by", "recorded_at"]
        )
    return Saved(changed=[*new, *changed], stale=stale)


@transaction.atomic
def close_roll_call(*, session: Session, by: Any, seen: str = "") -> RollCall:
    """Make the marks facts. Closed twice, it changes nothing.

    Whoever was not marked gets what the page says (Line.begins): present, excused after a notice, not expected before
    they joined. `seen` is the digest of the sheet that the person saw; with one, nothing is closed that they did not
    see. Make-ups through this session are done for those who were there; other make-ups stay planned. What completes
    by itself is completed, and who is near an absence limit is told. Raises ValidationError: somebody has no mark
    (naming them), the session has not begun, is cancelled, or somebody changed a mark (code "changed").
    """
    guests = MakeUp.objects.filter(through=session).values_list("enrolment__cohort", flat=True)
    cohorts = cohorts_of([session.cohort_id, *guests])
    session = _held(session, cohorts)
    _check_open(session, before=dt.timedelta())
    found = sheet(session)
    if found.is_closed and found.roll_call:
        return found.roll_call
    if any(line.enrolment.cohort_id not in cohorts for line in found.guests) or (
        seen and seen != found.digest
    ):
        raise refuse(
            NON_FIELD_ERRORS, _("Somebody changed a mark just now. Please look again."), code="changed"
        )
    if found.unmarked:
        names = ", ".join(line.enrolment.person.chosen_name for line in found.unmarked)
        raise refuse(
            NON_FIELD_ERRORS, _("Still without a mark: %(names)s.") % {"names": names}, code="unmarked"
        )
    now = timezone.now()
    Attendance.objects.bulk_create(
        Attendance(enrolment=line.enrolment, session=session, mark=line.mark, recorded_by=by, recorded_at=now)
        for line in found.lines
        if line.standing is None
    )
    roll_call, _new = RollCall.objects.get_or_create(session=session)
    roll_call.closed_at, roll_call.closed_by = now, by
    roll_call.save(update_fields=["closed_at", "closed_by"])
    settle_make_ups(session=session, by=by)
    data = {"session": session.pk, "held_on": str(session.held_on)} | _counted(found)
    log(instance=cohorts[session.cohort_id], action="trainees.roll_call.close", user=by, data=data)
    follow(cohorts=cohorts, enrolments=[line.enrolment for line in found.lines], by=by)
    return roll_call


def cohorts_of(ids: Sequence[int]) -> dict[int, Cohort]:
    """These cohorts by id, locked in the order of ids: two who need the same ones never wait in a ring."""
    return {pk: locked(pk) for pk in sorted(set(ids))}


def _held(session: Session, cohorts: Mapping[int, Cohort]) -> Session:
    """The session as it is now, with its cohort, which is locked."""
    held = fresh(session)
    held.cohort = cohorts[held.cohort_id]
    return held


def _check_open(session: Session, *, before: dt.timedelta) -> None:
    if session.is_cancelled:
        raise refuse(
            NON_FIELD_ERRORS, _("This session was cancelled: it has no roll-call."), code="cancelled"
        )
    if timezone.now() < session.starts_at - before:
        raise refuse(
            NON_FIELD_ERRORS,
            _(
                "The roll-call opens half an hour before the session. It can be closed once the session has begun."
            ),
            code="early",
        )


def _check(taps: Sequence[Tap], found: Sheet) -> None:
    errors: dict[str, list[ValidationError]] = {}
    for tap in taps:
        line = found.by_enrolment.get(tap.enrolment)
        wrong = [("enrolment", _("This person is not expected at this session."))] if line is None else []
        wrong += check_mark(found.session, tap.mark, tap.minutes_late, tap.minutes_early)
        if line is not None and not 0 <= tap.seen_version <= line.version:
            wrong.append(("seen_version", _("The form was changed on its way. Please try again.")))
        for field, words in wrong:
            error = ValidationError(words, code="invalid", params={"enrolment": tap.enrolment})
            errors.setdefault(field, []).append(error)
    if errors:
        raise ValidationError(errors)


def check_mark(session: Session, mark: str, late: int, early: int) -> list[tuple[str, str]]:
    """What is wrong with a mark: (field, words)."""
    if mark not in Mark.values:
        return [("mark", _("Choose one of the marks."))]
    if mark != Mark.PRESENT and (late or early):
        return [("minutes_late", _("Minutes are for those who were there."))]
    wrong = [
        (field, _("Minutes are a number from 0 on."))
        for field, minutes in (("minutes_late", late), ("minutes_early", early))
        if minutes < 0
    ]
    if not wrong and late + early > session.minutes:
        most = local.short_length(session.minutes)
        wrong.append(("minutes_late", _("The session has %(minutes)s, not more.") % {"minutes": most}))
    return wrong


def _says(mark: Attendance | Tap) -> tuple[str, int, int]:
    return mark.mark, mark.minutes_late, mark.minutes_early


def _row(session: Session, tap: Tap, *, by: Any, at: dt.datetime) -> Attendance:
    return Attendance(
        enrolment_id=tap.enrolment,
        session=session,
        mark=tap.mark,
        minutes_late=tap.minutes_late,
        minutes_early=tap.minutes_early,
        recorded_by=by,
        recorded_at=at,
    )


def _write(standing: Attendance, tap: Tap, *, by: Any, at: dt.datetime) -> None:
    standing.mark, standing.minutes_late, standing.minutes_early = _says(tap)
    standing.version += 1
    standing.recorded_by, standing.recorded_at = by, at


def _counted(found: Sheet) -> dict[str, int]:
    """How many have each mark."""
    return {value: number for value in Mark.values if (number := len(found.with_mark(value)))}

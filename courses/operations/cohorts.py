"""Cohorts: made, changed, announced, called off."""

from collections.abc import Callable
from typing import Any

from django.core.exceptions import NON_FIELD_ERRORS
from django.db import transaction
from django.db.models import F, Max, Min
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import log

from courses.enums import ChangeKind, CohortState
from courses.models import Cohort, Edition
from courses.queries.naming import rule_mistakes

from .changes import facts_of, note, note_place_of_cohort
from .checks import assign, fresh, refuse, save
from .seats import locked
from .sessions import kept

FIELDS = (
    "slug",
    "name_en",
    "name_fr",
    "place_en",
    "place_fr",
    "pattern_en",
    "pattern_fr",
    "starts_on",
    "ends_on",
    "applications_open_at",
    "applications_close_at",
    "capacity",
)

PLACES = frozenset({"place_en", "place_fr"})

WhenCancelled = Callable[..., object]
_when_cancelled: list[WhenCancelled] = []


def when_cancelled(tell: WhenCancelled) -> WhenCancelled:
    """Call `tell(cohort=…, by=…)` in the transaction that cancels a cohort.

    Courses know no trainees; the app that does is told here, in its AppConfig.ready().
    """
    if tell not in _when_cancelled:
        _when_cancelled.append(tell)
    return tell


@transaction.atomic
def create_cohort(*, edition: Edition, by: Any, **fields: Any) -> Cohort:
    """A draft cohort, pinned to `edition`, which is frozen from now on. `fields` are those of FIELDS.

    A missing `slug` is made from the English name. Raises ValidationError keyed by field; keyed edition where it could
    still be changed and its rules name what is not there: frozen, what keeps an award valid could not be mended.
    """
    edition = fresh(edition)
    _freeze(edition, by=by)
    cohort = Cohort(edition=edition)
    assign(cohort, fields, allowed=FIELDS)
    cohort.slug = cohort.slug or _free_slug(cohort.name_en)
    _check_dates(cohort)
    save(cohort)
    log(instance=cohort, action="courses.cohort.create", user=by, data={"edition": edition.version})
    return cohort


@transaction.atomic
def change_cohort(*, cohort: Cohort, by: Any, **fields: Any) -> Cohort:
    """Change a cohort that was not cancelled; the edition stays.

    Raises ValidationError keyed by field: fewer seats than are taken, dates that leave a session outside.
    """
    cohort = _standing(cohort)
    changes = assign(cohort, fields, allowed=FIELDS)
    if not changes:
        return cohort
    _check_dates(cohort)
    if cohort.capacity is not None and cohort.capacity < cohort.seats_held:
        raise refuse(
            "capacity",
            _("%(held)d seats are taken. There cannot be fewer.") % {"held": cohort.seats_held},
            code="capacity",
        )
    _check_sessions(cohort)
    known = _known_places(cohort) if changes.keys() & PLACES else {}
    save(cohort)
    if known:
        note_place_of_cohort(cohort=cohort, before=known, by=by)
    log(instance=cohort, action="courses.cohort.change", user=by, data={"changes": changes})
    return cohort


@transaction.atomic
def announce_cohort(*, cohort: Cohort, by: Any) -> Cohort:
    """Let the public know of a cohort. One that is announced already is left alone."""
    cohort = _standing(cohort)
    if cohort.state == CohortState.ANNOUNCED:
        return cohort
    cohort.state = CohortState.ANNOUNCED
    cohort.save(update_fields=["state"])
    log(instance=cohort, action="courses.cohort.announce", user=by)
    return cohort


@transaction.atomic
def cancel_cohort(*, cohort: Cohort, by: Any, reason: str = "") -> Cohort:
    """Call a cohort off, for good. One that is cancelled already is left alone.

    Its sessions to come count as cancelled, but not one whose roll-call is closed: it was held. What was not sent yet
    is not sent, everybody enrolled is owed one notice; facilitators and who would make up there are told as of other
    changes. Enrolments and completions stay as they are: they are facts.
    """
    cohort = locked(cohort.pk)
    if cohort.state == CohortState.CANCELLED:
        return cohort
    _call_off_sessions(cohort, by=by)
    cohort.state = CohortState.CANCELLED
    cohort.save(update_fields=["state"])
    log(instance=cohort, action="courses.cohort.cancel", user=by, data={"reason": reason})
    for tell in _when_cancelled:
        tell(cohort=cohort, by=by)
    return cohort


def _call_off_sessions(cohort: Cohort, *, by: Any) -> None:
    """Cancel what is ahead of a cohort that is still announced, and note it for those who are not enrolled in it."""
    now = timezone.now()
    ahead = {session.pk: session for session in cohort.sessions.upcoming(at=now)}
    for pk in kept(ahead):  # what was held was held: marks and hours rest on it
        del ahead[pk]
    before = facts_of(cohort, ahead.values())
    cancelled = [(session, ChangeKind.CANCELLED, before[pk]) for pk, session in ahead.items()]
    note(cohort=cohort, noted=cancelled, by=by, at=now)
    called_off = cohort.sessions.filter(pk__in=ahead)
    called_off.update(cancelled_at=now, changed_at=now, sequence=F("sequence") + 1)


def _known_places(cohort: Cohort) -> dict[int, dict[str, Any]]:
    """What is known until now of the sessions to come that have no place of their own. Two queries."""
    stored = Cohort.objects.get(pk=cohort.pk)
    sessions = cohort.sessions.upcoming(at=timezone.now()).filter(place="", join_url="")
    return facts_of(stored, sessions)


def _freeze(edition: Edition, *, by: Any) -> None:
    if edition.is_frozen:
        return
    if not edition.modules.exists():
        raise refuse("edition", _("This edition has no modules yet."), code="empty")
    if wrong := rule_mistakes(edition):
        words = _("Its rules name what is not there. Mend them first: %(mistakes)s")
        raise refuse("edition", words % {"mistakes": " ".join(wrong)}, code="rules")
    edition.frozen_at = timezone.now()
    edition.save(update_fields=["frozen_at"])
    log(instance=edition, action="courses.edition.freeze", user=by)


def _standing(cohort: Cohort) -> Cohort:
    cohort = locked(cohort.pk)
    if cohort.state == CohortState.CANCELLED:
        raise refuse(NON_FIELD_ERRORS, _("This cohort was cancelled."), code="cancelled")
    return cohort


def _free_slug(name: str) -> str:
    """The name as a word for addresses, with a number when another cohort has it."""
    wanted = slugify(name)[:70] or "cohort"
    taken = set(Cohort.objects.filter(slug__startswith=wanted).values_list("slug", flat=True))
    slug, number = wanted, 1
    while slug in taken:
        number += 1
        slug = f"{wanted}-{number}"
    return slug


def _check_dates(cohort: Cohort) -> None:
    """Say at the field what the CHECKs would only refuse."""
    if cohort.starts_on and cohort.ends_on and cohort.ends_on < cohort.starts_on:
        raise refuse("ends_on", _("The cohort cannot end before it starts."), code="order")
    opens, closes = cohort.applications_open_at, cohort.applications_close_at
    if bool(opens) != bool(closes):
        missing = "applications_close_at" if opens else "applications_open_at"
        raise refuse(missing, _("Give both times, or none."), code="window")
    if opens and closes and closes <= opens:
        raise refuse("applications_close_at", _("Applications cannot close before they open."), code="window")


def _check_sessions(cohort: Cohort) -> None:
    """Cancelled sessions count too: they are part of what happened between the dates."""
    span = cohort.sessions.aggregate(first=Min("held_on"), last=Max("held_on"))
    if span["first"] and span["first"] < cohort.starts_on:
        raise refuse(
            "starts_on",
            _("There is a session on %(date)s, before that.") % {"date": span["first"]},
            code="sessions",
        )
    if span["last"] and span["last"] > cohort.ends_on:
        raise refuse(
            "ends_on",
            _("There is a session on %(date)s, after that.") % {"date": span["last"]},
            code="sessions",
        )

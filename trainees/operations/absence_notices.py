"""Gentle notices: somebody is close to what may be missed, or over it, while it can still be mended."""

import hashlib
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from courses.enums import RoleKind
from courses.models import Cohort
from courses.models.words import in_language
from tasks.outbox.content import render_mail, slot
from tasks.outbox.drafts import Draft
from tasks.outbox.enums import WAITING, State
from tasks.outbox.models import Content, Message
from tasks.outbox.operations import cancel_many, queue_many
from trainees.enums import ACTIVE, AllowanceState
from trainees.models import Enrolment
from trainees.queries.attendance import CohortAttendance, attendance_of
from trainees.rules import keys
from trainees.rules.minutes import Allowance

from .kinds import ABSENCE_DIGEST, ABSENCE_NOTICE, worries_of
from .mail import draft_for, frame


@dataclass(frozen=True, kw_only=True)
class Worry:
    """Who is close to which limits or over them, newly. `key` tells this notice from every other one."""

    enrolment: Enrolment
    key: str
    pairs: Sequence[str]
    allowances: Sequence[Allowance]
    is_over: bool


def owe_absence_notices(*, cohort: Cohort, enrolments: Collection[Enrolment]) -> int:
    """Owe each of these people one notice of all limits that they are newly close to or over, and their coordinators
    one message about all of them together. Returns how many messages are new.

    Before: in the transaction that changed the facts, with the cohort locked. Of each limit somebody is told once when
    they come close to it and once when they are over; what waits to be sent and is not true any more is withdrawn.
    The number of queries does not grow with the people.
    """
    ids = [enrolment.pk for enrolment in enrolments if enrolment.state in ACTIVE]
    people = list(Enrolment.objects.filter(pk__in=ids).select_related("person").order_by("pk"))
    if not people:
        return 0
    found = attendance_of(cohort, people)
    true = {enrolment.pk: worries_of(found, enrolment.pk) for enrolment in people}
    told, following = _told(people, true)
    worries = list(_new(people, true, told, following))
    if not worries:
        return 0
    return queue_many([*_to_trainees(cohort, found, worries), *_to_coordinators(cohort, found, worries)])


def _told(
    people: Sequence[Enrolment], true: Mapping[int, Mapping[str, Allowance]]
) -> tuple[Mapping[int, set[str]], Mapping[int, int]]:
    """What each was told and is still, and the number of their next notice; untrue ones that wait are withdrawn."""
    told: dict[int, set[str]] = {enrolment.pk: set() for enrolment in people}
    following = dict.fromkeys(told, 0)
    untrue = []
    earlier = Message.objects.filter(kind=ABSENCE_NOTICE, about__in=[keys.about(e) for e in people])
    for message in earlier.only("pk", "about", "dedup_key", "state", "fields"):
        enrolment = keys.enrolment_id(message.about)
        pairs = set(message.fields.get("pairs", "").split())
        # Not how many there are: old ones are purged, and a number is never given twice.
        following[enrolment] = max(following[enrolment], keys.absence_number(message.dedup_key) + 1)
        if message.state in WAITING and not pairs <= true[enrolment].keys():
            untrue.append(message.pk)
        elif message.state != State.CANCELLED:
            told[enrolment] |= pairs
    if untrue:
        with translation.override(settings.LANGUAGE_CODE):
            cancel_many(messages=Message.objects.filter(pk__in=untrue), reason=_("No longer so."))
    return told, following


def _new(
    people: Sequence[Enrolment],
    true: Mapping[int, Mapping[str, Allowance]],
    told: Mapping[int, set[str]],
    following: Mapping[int, int],
) -> Iterator[Worry]:
    for enrolment in people:
        new = {pair: a for pair, a in true[enrolment.pk].items() if pair not in told[enrolment.pk]}
        if new:
            yield Worry(
                enrolment=enrolment,
                key=keys.absence(enrolment, following[enrolment.pk]),
                pairs=sorted(new),
                allowances=list(new.values()),
                is_over=any(pair.endswith(AllowanceState.OVER) for pair in new),
            )


def _to_trainees(cohort: Cohort, found: CohortAttendance, worries: Iterable[Worry]) -> Iterator[Draft]:
    contents: dict[tuple[str, bool], Content] = {}
    for worry in worries:
        language = worry.enrolment.person.language
        if (language, worry.is_over) not in contents:
            context = frame(cohort, language) | {
                "where": slot("where"),
                "is_over": worry.is_over,
                "allows_make_ups": cohort.edition.allows_make_ups,
            }
            contents[language, worry.is_over] = render_mail(ABSENCE_NOTICE, language, context)
        yield draft_for(
            worry.enrolment,
            cohort=cohort,
            kind=ABSENCE_NOTICE,
            dedup_key=worry.key,
            content=contents[language, worry.is_over],
            fields={"where": _where(found, worry, language), "pairs": " ".join(worry.pairs)},
        )


def _to_coordinators(cohort: Cohort, found: CohortAttendance, worries: Sequence[Worry]) -> Iterator[Draft]:
    """One message for each coordinator of the programme, about everybody."""
    people = get_user_model()._default_manager.filter(
        is_active=True, roles__kind=RoleKind.COORDINATOR, roles__programme=cohort.programme
    )
    act = hashlib.sha256(" ".join(worry.key for worry in worries).encode()).hexdigest()[:24]
    pairs = " ".join(f"{worry.enrolment.pk}/{pair}" for worry in worries for pair in worry.pairs)
    contents: dict[str, Content] = {}
    for person in people.order_by("pk").distinct():
        language = getattr(person, "language", "en")
        if language not in contents:
            contents[language] = render_mail(
                ABSENCE_DIGEST, language, _digest(cohort, found, worries, language)
            )
        yield Draft(
            kind=ABSENCE_DIGEST,
            dedup_key=f"{ABSENCE_DIGEST}:{person.pk}:{act}",
            address=person.email,
            language=language,
            content=contents[language],
            fields={"name": getattr(person, "chosen_name", ""), "pairs": pairs},
            about=keys.topic(cohort),
            topic=keys.topic(cohort),
            scope=keys.scope(cohort),
        )


def _digest(
    cohort: Cohort, found: CohortAttendance, worries: Sequence[Worry], language: str
) -> dict[str, Any]:
    with translation.override(language):
        why = _("You get this because you coordinate %(programme)s.") % {
            "programme": in_language(cohort.programme, "name", language)
        }
    return frame(cohort, language) | {
        "why": why,
        "people": [
            {"name": worry.enrolment.person.chosen_name, "where": _where(found, worry, language)}
            for worry in worries
        ],
        "url": settings.WAGTAILADMIN_BASE_URL.rstrip("/") + reverse("roster:attendance", args=[cohort.pk]),
    }


def _where(found: CohortAttendance, worry: Worry, language: str) -> str:
    """Where somebody stands with each limit, in sentences."""
    with translation.override(language):
        return " ".join(f"{found.words_of(allowance)}." for allowance in worry.allowances)

"""Giving seats to people who were judged under the cohort's lock: the one way in which an enrolment comes to be."""

import datetime as dt
import secrets
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.utils import timezone

from courses.models import Cohort
from courses.operations import seats
from courses.operations.checks import log_many
from tasks.outbox.operations import queue_many
from trainees.lists import Row
from trainees.models import Enrolment, EnrolmentBatch
from trainees.queries.lists import chunks

from .welcome import welcome_drafts

Step = Callable[[str], None]
"""Called with the name of each stage as it begins."""


def seat(
    *,
    cohort: Cohort,
    rows: Sequence[Row],
    by: Any,
    batch: EnrolmentBatch | None = None,
    step: Step = lambda _: None,
) -> list[Enrolment]:
    """Enrol these people; make accounts for those who have none; owe each a welcome.

    Before: in a transaction, `cohort` locked, no address twice, nobody enrolled yet, everybody active. After: as many
    seats held as rows. Someone's account is never changed by a list: name, language and phone are theirs. Raises
    ValidationError {"capacity": …} when the seats do not suffice; then the caller's transaction must end. The number
    of queries depends on the number of rows only by the thousand.
    """
    if not rows:
        return []
    at = timezone.now()
    seats.hold(cohort, len(rows))
    step("people")
    people, made = _people(rows, at)
    new = set(made)
    log_many(
        entries=((people[email], {"cohort": cohort.pk}) for email in made),
        action="trainees.person.create",
        by=by,
    )
    step("enrolments")
    enrolments = Enrolment.objects.bulk_create(
        Enrolment(
            cohort=cohort,
            person=people[row.email],
            enrolled_at=at,
            enrolled_by=by,
            batch=batch,
            is_new_person=row.email in new,
        )
        for row in rows
    )
    about_batch = {"batch": batch.pk} if batch else {}
    log_many(
        entries=(
            (e, {"person": e.person_id, "new_person": e.is_new_person, **about_batch}) for e in enrolments
        ),
        action="trainees.enrolment.create",
        by=by,
    )
    step("messages")
    queue_many(welcome_drafts(cohort=cohort, enrolments=enrolments, at=at))
    return enrolments


def _people(rows: Collection[Row], at: dt.datetime) -> tuple[dict[str, Any], list[str]]:
    """Everybody's account by address, and the addresses whose account was made here.

    Two coordinators may enrol the same new person in two cohorts at once: the address is UNIQUE, the first wins, and
    the password, which nobody can type and which is different each time, tells whose row it became.
    """
    people = _found(row.email for row in rows)
    model = get_user_model()
    new = {
        row.email: model(
            email=row.email,
            chosen_name=row.name,
            language=row.language,
            phone=row.phone,
            password=UNUSABLE_PASSWORD_PREFIX + secrets.token_hex(20),
            joined_at=at,
        )
        # In one order for every list: two that bring the same new people would each wait for the other.
        for row in sorted(rows, key=lambda row: row.email)
        if row.email not in people
    }
    model._default_manager.bulk_create(new.values(), ignore_conflicts=True)
    lost = _give_ids(new)
    return people | new | _found(lost), [email for email in new if email not in lost]


def _give_ids(new: Mapping[str, Any]) -> set[str]:
    """Set the ids that the database gave to these people; the addresses of those that somebody else made first."""
    ids = {
        (email, password): pk
        for some in chunks(new)
        for pk, email, password in get_user_model()
        ._default_manager.filter(email__in=some)
        .values_list("pk", "email", "password")
    }
    lost = set()
    for email, person in new.items():
        person.pk = ids.get((email, person.password))
        person._state.adding = person.pk is None
        if person.pk is None:
            lost.add(email)
    return lost


def _found(addresses: Iterable[str]) -> dict[str, Any]:
    """The accounts with these addresses."""
    model = get_user_model()
    return {
        person.email: person
        for some in chunks(list(addresses))
        for person in model._default_manager.filter(email__in=some)
    }

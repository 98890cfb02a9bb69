"""The links through which a supervisor acts without an account: made, read, renewed, revoked."""

import datetime as dt
import hashlib
import secrets
from typing import Any

from django.core.signing import BadSignature, Signer
from django.db import transaction
from django.utils import timezone
from django.utils.crypto import constant_time_compare
from wagtail.log_actions import log

from courses.enums import CohortState
from trainees.enums import HOLDS_A_SEAT, LinkPurpose, PlacementState
from trainees.models import Placement, SupervisorLink

GOOD_FOR = dt.timedelta(days=30)
RENEWED_AT_MOST = 3
"""New links a day for one placement and purpose: more would only fill a mailbox."""
LONGEST = 120  # characters of a token; a longer one is none


def _signer() -> Signer:
    """Signs with SECRET_KEY; SECRET_KEY_FALLBACKS keep the links of old mails alive when it is changed."""
    return Signer(salt="practicum.link", sep=".")


def make(
    *, placement: Placement, purpose: LinkPurpose, report_number: int | None = None
) -> tuple[SupervisorLink, str]:
    """A new link and its token, which is kept nowhere but in the mail. Called inside the transaction that owes it."""
    nonce = secrets.token_urlsafe(16)
    now = timezone.now()
    link = SupervisorLink.objects.create(
        placement=placement,
        purpose=purpose,
        report_number=report_number,
        nonce_digest=_digest(nonce),
        made_at=now,
        expires_at=now + GOOD_FOR,
    )
    return link, _signer().sign(f"{link.pk}-{nonce}")


def read(token: str) -> SupervisorLink | None:
    """The link behind a token, with everything its page names; None for one that was altered or never made."""
    if len(token) > LONGEST:
        return None
    try:
        pk, _hyphen, nonce = _signer().unsign(token).partition("-")
    except BadSignature:
        return None
    link: SupervisorLink | None = (
        SupervisorLink.objects.select_related(
            "placement__module",
            "placement__site",
            "placement__supervisor",
            "placement__enrolment__person",
            "placement__enrolment__cohort__edition__course__programme",
        )
        .filter(pk=int(pk))
        .first()
    )
    if link is None or not constant_time_compare(link.nonce_digest, _digest(nonce)):
        return None
    return link


def is_expired(link: SupervisorLink) -> bool:
    """Whether its time is over; a new one can be asked for."""
    return link.expires_at <= timezone.now()


def is_closed(link: SupervisorLink) -> bool:
    """Whether it works no more and no new one is given: revoked, or nothing is left to do behind it.

    That is so when the placement came to nothing, when the supervisor supervises no more, when the trainee has left,
    or when the cohort was called off.
    """
    placement = link.placement
    return (
        link.revoked_at is not None
        or placement.state == PlacementState.CANCELLED
        or (placement.state == PlacementState.PROPOSED and link.purpose != LinkPurpose.AGREE)
        or placement.enrolment.state not in HOLDS_A_SEAT
        or placement.enrolment.cohort.state == CohortState.CANCELLED
        or not placement.supervisor.is_active
    )


def may_renew(link: SupervisorLink) -> bool:
    """Whether another link of this kind is sent today. Called with the placement locked."""
    if is_closed(link):
        return False
    since = timezone.now() - dt.timedelta(days=1)
    made = SupervisorLink.objects.filter(
        placement=link.placement_id, purpose=link.purpose, report_number=link.report_number, made_at__gt=since
    )
    return made.count() < RENEWED_AT_MOST


@transaction.atomic
def revoke(*, placement: Placement, by: Any) -> int:
    """Make every link of a placement work no more, those in mails that wait included. Returns how many.

    A new one is made when the next mail is owed, or when a coordinator sends one.
    """
    held = Placement.objects.select_for_update().select_related("enrolment__person").get(pk=placement.pk)
    count = held.links.filter(revoked_at__isnull=True).update(revoked_at=timezone.now())
    if count:
        data = {"placement": held.pk, "links": count}
        log(instance=held.enrolment, action="trainees.placement.revoke", user=by, data=data)
    return count


def _digest(nonce: str) -> str:
    """What the database keeps: who reads the database can make no token of it."""
    return hashlib.sha256(nonce.encode()).hexdigest()

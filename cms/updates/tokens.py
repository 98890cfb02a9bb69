"""What stands in the links of mails, and how little of it is kept."""

import hashlib
import secrets

from django.core.signing import BadSignature, Signer

from cms.updates.models import Subscriber


def _signer() -> Signer:
    """Signs with SECRET_KEY; SECRET_KEY_FALLBACKS keep the links of old mails alive when it is changed."""
    return Signer(salt="updates.leave", sep=".")


def new_token() -> str:
    """128 bits of chance for a link that confirms."""
    return secrets.token_urlsafe(16)


def digest(token: str) -> str:
    """What the database keeps of it: who reads the database can confirm nothing."""
    return hashlib.sha256(token.encode()).hexdigest()


def leave_token(subscriber: Subscriber) -> str:
    """For a link that stops the messages, good for as long as the subscriber exists."""
    return _signer().sign(f"{subscriber.pk}-{subscriber.key}")


def read_leave_token(token: str) -> Subscriber | None:
    """Whose link this is; None for a token that was altered, or whose subscriber was erased."""
    try:
        pk, _, key = _signer().unsign(token).partition("-")
    except BadSignature:
        return None
    found: Subscriber | None = Subscriber.objects.filter(pk=int(pk), key=key).first()
    return found

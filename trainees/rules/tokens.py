"""The address of a private calendar: made from a secret of the site and chance, kept nowhere."""

from collections.abc import Iterator

from django.conf import settings
from django.utils.crypto import constant_time_compare, salted_hmac

SALT = "trainees.calendar"


def calendar_token(feed_id: int, nonce: str) -> str:
    """What stands in the address: the feed's id, and what only this site can make of its nonce (256 bits)."""
    return f"{feed_id}.{next(_marks(feed_id, nonce))}"


def feed_id_in(token: str) -> int | None:
    """The feed that an address names; None for what no database can hold."""
    digits = token.partition(".")[0]
    return int(digits) if digits.isdecimal() and len(digits) <= 18 else None


def is_calendar_token(token: str, *, feed_id: int, nonce: str) -> bool:
    """Whether the site made it; addresses made with a former secret stay good (SECRET_KEY_FALLBACKS)."""
    given = token.partition(".")[2]
    return any(constant_time_compare(given, mark) for mark in _marks(feed_id, nonce))


def _marks(feed_id: int, nonce: str) -> Iterator[str]:
    for secret in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS):
        yield salted_hmac(SALT, f"{feed_id}:{nonce}", secret=secret, algorithm="sha256").hexdigest()

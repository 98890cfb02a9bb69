"""What a stranger with a certificate's code may know of it, and nothing else of anybody.

The rows are read without the verdict, the reasons and the person: what is not read cannot be shown by mistake. All
words come from the certificate's own content, so that it can be verified when account and enrolment are gone.
"""

import datetime as dt
import re
import zoneinfo
from dataclasses import dataclass
from typing import Any

from django.db.models import F
from django.utils.translation import get_language

from courses.models.words import OtherLanguage
from trainees.enums import CertificateState
from trainees.models import Certificate
from trainees.rules.certificates import state_of, tidy_code

A_CODE = re.compile(r"[a-z0-9]{1,32}", re.ASCII)
NO_CODE = "-"
"""Stands for whatever cannot be a code, so that this is looked for as long as any other."""

SHOWN = (
    "serial", "name", "hides_name", "content", "first_awarded_on", "issued_on", "expires_on", "replaced_at",
    "revoked_at",
)  # fmt: skip

# The line from a certificate to the one that stands at its end. A renewal every other year makes no long ones.
NEWEST = """
    WITH RECURSIVE line (id, step) AS (
        SELECT id, 1 FROM trainees_certificate WHERE replaces_id = %s
        UNION ALL
        SELECT later.id, line.step + 1 FROM trainees_certificate later
        JOIN line ON later.replaces_id = line.id WHERE line.step < 200
    )
    SELECT c.id, c.name, c.hides_name, c.expires_on, c.replaced_at, c.revoked_at
    FROM line JOIN trainees_certificate c ON c.id = line.id ORDER BY line.step DESC LIMIT 1
"""


@dataclass(frozen=True, kw_only=True)
class Shown:
    """A certificate as a stranger sees it on the day `on`.

    `state` is one of valid, expired, revoked and replaced. `name` is empty where it is not shown;
    `is_name_on_newest`: because the newest of its line bears another one, and shows it. `newest` and
    `newest_until` say of one that was replaced how the last of its line stands. `until` is None where it never ends.
    `ended_on`: the day on which it was revoked or replaced, on the programme's clock.
    """

    state: CertificateState
    on: dt.date
    serial: str
    name: str
    award: str
    programme: str
    host: str
    course: str
    class_minutes: int
    practicum_minutes: int
    first_awarded_on: dt.date
    issued_on: dt.date
    until: dt.date | None
    ended_on: dt.date | None = None
    newest: CertificateState | None = None
    newest_until: dt.date | None = None
    is_name_on_newest: bool = False


def find(typed: str) -> Certificate | None:
    """The certificate whose code was typed, with `time_zone`: its programme's clock. One query, whatever was typed."""
    code = tidy_code(typed)
    wanted = code if A_CODE.fullmatch(code) else NO_CODE
    found: Certificate | None = (
        Certificate.objects.filter(code=wanted)
        .only(*SHOWN)
        .annotate(time_zone=F("award__edition__course__programme__time_zone"))
        .first()
    )
    return found


def shown(certificate: Any, *, at: dt.datetime) -> Shown:
    """What is said of a certificate that `find` found, at the instant `at`, in the reader's language. One query more
    for one that does not stand.

    When it can be renewed is nobody else's business: one that is due is valid, one that is late has expired.
    """
    tz = zoneinfo.ZoneInfo(certificate.time_zone)
    on = at.astimezone(tz).date()
    ended_at = certificate.revoked_at or certificate.replaced_at
    newest = None if certificate.stands else _newest(certificate)
    state = state_of(certificate, None, on=on)
    is_replaced = newest is not None and state == CertificateState.REPLACED
    content = certificate.content
    minutes = content.get("minutes") or {}
    return Shown(
        state=state,
        on=on,
        serial=certificate.serial,
        name=_name(certificate, newest),
        award=in_language(content.get("award")),
        programme=in_language(content.get("programme")),
        host=in_language(content.get("host")),
        course=in_language(content.get("course")),
        class_minutes=int(minutes.get("class") or 0),
        practicum_minutes=int(minutes.get("practicum") or 0),
        first_awarded_on=certificate.first_awarded_on,
        issued_on=certificate.issued_on,
        until=certificate.expires_on,
        ended_on=ended_at.astimezone(tz).date() if ended_at else None,
        newest=state_of(newest, None, on=on) if newest is not None and is_replaced else None,
        newest_until=newest.expires_on if newest is not None and is_replaced else None,
        is_name_on_newest=is_replaced and _is_on_newest(certificate, newest),
    )


def _newest(certificate: Certificate) -> Certificate | None:
    """The last of the line that replaced it; None where nothing did."""
    return next(iter(Certificate.objects.raw(NEWEST, [certificate.pk])), None)


def _name(certificate: Certificate, newest: Certificate | None) -> str:
    """Empty where it is hidden here or on the newest; and where that bears another name, which this one may not tell
    of, nor of the one that the person left behind.
    """
    if certificate.hides_name:
        return ""
    if newest is not None and (newest.hides_name or newest.name != certificate.name):
        return ""
    return certificate.name


def _is_on_newest(certificate: Certificate, newest: Certificate | None) -> bool:
    """Whether another name is shown on the newest, and nobody chose to hide one here."""
    return (
        newest is not None
        and not certificate.hides_name
        and not newest.hides_name
        and newest.name != certificate.name
    )


def in_language(words: Any) -> str:
    """A text of a certificate's content in the reader's language, else in the other, marked as such; "" for none."""
    if isinstance(words, str):
        return words
    if not isinstance(words, dict):
        return ""
    own, other = ("fr", "en") if (get_language() or "en").startswith("fr") else ("en", "fr")
    if words.get(own):
        return str(words[own])
    instead = OtherLanguage(words.get(other) or "")
    instead.language = other
    return instead if instead else ""

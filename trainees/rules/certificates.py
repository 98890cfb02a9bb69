"""When a certificate's term ends, what is said of it on a day, and the code that it is verified by."""

import base64
import calendar
import datetime as dt
import secrets

from courses.enums import RenewalAnchor
from courses.models import Renewal
from courses.requirements.base import month_later
from trainees.enums import CertificateState
from trainees.models import Certificate

CODE_LENGTH = 26
"""Characters of a code: 128 bits, five to each."""
BLOCK = 5
"""Characters of a code between two blanks, as it is printed: short enough to be read aloud."""


def term_end(renewal: Renewal, *, begins_on: dt.date) -> dt.date:
    """The last day of a term that begins on `begins_on`.

    By the award: so many months later. By even or odd years: the first such day that is a year away or more, so that
    nobody has to renew what was just given.
    """
    if renewal.anchor == RenewalAnchor.AWARD:
        return month_later(begins_on, renewal.every_months)
    parity = 0 if renewal.anchor == RenewalAnchor.EVEN_YEARS else 1
    least = month_later(begins_on, 12)
    for year in range(least.year, least.year + 4):
        last = min(renewal.ends_on_day, calendar.monthrange(year, renewal.ends_on_month)[1])
        ends = dt.date(year, renewal.ends_on_month, last)
        if year % 2 == parity and ends >= least:
            return ends
    raise AssertionError  # of any four years in a row two have the parity, and the later one lies far enough ahead


def opens_on(renewal: Renewal, *, expires_on: dt.date) -> dt.date:
    """From which day on a renewal may be filed."""
    return expires_on - dt.timedelta(days=renewal.window_days)


def late_until(renewal: Renewal, *, expires_on: dt.date) -> dt.date:
    """The last day on which a renewal is only late; after it, it reinstates."""
    return expires_on + dt.timedelta(days=renewal.grace_days)


def state_of(certificate: Certificate, renewal: Renewal | None, *, on: dt.date) -> CertificateState:
    """What is said of a certificate on the day `on`; it is valid on the day it expires."""
    if certificate.revoked_at is not None:
        return CertificateState.REVOKED
    if certificate.replaced_at is not None:
        return CertificateState.REPLACED
    return term_state(certificate.expires_on, renewal, on=on)


def term_state(expires_on: dt.date | None, renewal: Renewal | None, *, on: dt.date) -> CertificateState:
    """What is said on the day `on` of a certificate that stands, from the end of its term."""
    if expires_on is None:
        return CertificateState.VALID
    if on > expires_on:
        if renewal is not None and on <= late_until(renewal, expires_on=expires_on):
            return CertificateState.LATE
        return CertificateState.EXPIRED
    if renewal is not None and on >= opens_on(renewal, expires_on=expires_on):
        return CertificateState.DUE
    return CertificateState.VALID


def new_code() -> str:
    """128 bits of chance as 26 characters that cannot be taken for one another: a to z and 2 to 7."""
    return base64.b32encode(secrets.token_bytes(16)).decode().rstrip("=").lower()


def tidy_code(typed: str) -> str:
    """A code as it is kept, from what somebody typed: blanks, hyphens and capitals do not matter."""
    return "".join(sign for sign in typed if not sign.isspace() and sign not in "-–.").lower()


def grouped(code: str) -> str:
    """A code as it is printed: "abcde fghij …"."""
    return " ".join(code[start : start + BLOCK] for start in range(0, len(code), BLOCK))

"""What may never reach a mail: line breaks in headers, characters that no encoding carries."""

import re

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

# C0 and C1 control characters, and the two Unicode line separators.
_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029]")
_NOT_IN_A_BODY = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")
_LONE_SURROGATE = re.compile("[\ud800-\udfff]")
_URL = re.compile(r"https?://[!-;=?-~]+")  # printable ASCII without < and >


def check_header(name: str, value: str) -> None:
    """Raise ValidationError for `name` where the value could begin another header or cannot be encoded."""
    if _CONTROL.search(value):
        raise ValidationError({name: _("This cannot hold line breaks or control characters.")}, code="header")
    if _LONE_SURROGATE.search(value):
        raise ValidationError({name: _("This holds characters that no mail can carry.")}, code="characters")


def check_body(name: str, value: str) -> None:
    """Raise ValidationError for `name` where a mail's text could not carry the value."""
    if _NOT_IN_A_BODY.search(value):
        raise ValidationError({name: _("This holds characters that no mail can carry.")}, code="characters")


def check_url(name: str, value: str) -> None:
    """Raise ValidationError for `name` where the value is not an address fit for a List-Unsubscribe header."""
    check_header(name, value)
    if value and not _URL.fullmatch(value):
        raise ValidationError({name: _("This must be a web address.")}, code="url")

"""One rule for what an e-mail address is, for everybody who keeps or compares one."""

import unicodedata

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext_lazy as _


def normalise_address(raw: str) -> str:
    """The form in which an address is kept: trimmed, NFC, lower case.

    Two addresses are the same when their kept forms are equal. Raises ValidationError for what is not an address.
    """
    address = unicodedata.normalize("NFC", raw).strip().lower()
    try:
        validate_email(address)
    except ValidationError:
        raise ValidationError(
            _("This does not look like an e-mail address. An example: name@example.org"), code="email"
        ) from None
    return address

"""Telephone numbers, kept as people read them."""

import re
import unicodedata
from typing import Any

from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

DASHES = re.compile(r"[\u2010-\u2015\u2212]")

check_phone = RegexValidator(
    # At least seven digits; after them perhaps the extension.
    r"^\+?(?:[\s().-]*[0-9]){7,15}[\s.]*(?:(?:x|ext\.?|poste)\s*[0-9]{1,6})?$",
    _("This does not look like a phone number. An example: 604-555-0123 ext. 4."),
    code="phone",
    flags=re.IGNORECASE,
)


def tidy_phone(raw: str) -> str:
    """The number with plain digits, plain hyphens and single blanks; its grouping stays as it was typed."""
    text = DASHES.sub("-", unicodedata.normalize("NFKC", raw))
    return " ".join(text.split())


class PhoneField(models.CharField):
    """A telephone number to be shown, 40 characters at most; cleaning tidies it and asks for digits."""

    default_validators = [check_phone]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", 40)
        super().__init__(*args, **kwargs)

    def to_python(self, value: Any) -> Any:
        """Tidied, before it is validated."""
        text = super().to_python(value)
        return tidy_phone(text) if isinstance(text, str) else text


def dialled(phone: str) -> str:
    """The number as a `tel:` link takes it (RFC 3966): `604-555-0123 ext. 4` gives `6045550123;ext=4`."""
    number, _word, extension = re.sub(r"(?i)[\s.]*(?:x|ext\.?|poste)\s*(?=\d{1,6}$)", "|", phone).partition(
        "|"
    )
    digits = re.sub(r"[^\d+]", "", number)
    return f"{digits};ext={extension}" if extension else digits

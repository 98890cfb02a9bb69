"""A name as it is printed on a certificate. Pure."""

import unicodedata

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from trainees.lists.rows import clean_text

LONGEST = 200
DIRECTIONS = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
"""Signs that turn the direction of text around: what is read would not be what is kept."""


def clean_printed_name(raw: str) -> str:
    """The name in NFC, blanks single; empty for none. Letters of any writing are taken: ʔ, é, 中文.

    Raises ValidationError when it is too long or holds a line break, a control or a direction sign, or no letter.
    """
    if any(sign in DIRECTIONS for sign in raw):
        raise ValidationError(_("This holds a sign that turns the text around."), code="direction")
    text = clean_text(raw)
    if len(text) > LONGEST:
        raise ValidationError(_("A name can have 200 characters at most."), code="long")
    if text and not any(unicodedata.category(sign).startswith("L") for sign in text):
        raise ValidationError(_("This does not look like a name."), code="letters")
    return text

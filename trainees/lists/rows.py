"""One person of a list: what is kept of each field, and what is wrong with it, in words."""

import re
import unicodedata
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from tasks.outbox.addresses import normalise_address

from .characters import REFUSED_CATEGORIES, showable
from .columns import plain
from .export import strip_guard

FIELD_LABELS = {
    "row": _("whole row"),
    "name": _("name"),
    "email": _("e-mail"),
    "language": _("language"),
    "phone": _("phone"),
}
LONGEST = {"name": 120, "email": 254, "language": 40, "phone": 40, "pronouns": 40}
LANGUAGES = {
    "en": ("en", "eng", "english", "anglais", "anglaise", "en ca", "en us", "en gb"),
    "fr": ("fr", "fra", "fre", "french", "francais", "francaise", "fr ca", "fr fr"),
}
LANGUAGE_OF = {word: code for code, words in LANGUAGES.items() for word in words}
# Joiners shape words in these scripts (Arabic to Myanmar); anywhere else nobody sees them.
JOINERS = "\u200c\u200d"
JOINED_SCRIPTS = ("\u0600", "\u109f")


@dataclass(frozen=True)
class Row:
    """A row as it would be used. `errors` is empty, or says per field what is wrong."""

    number: int
    name: str
    email: str
    language: str
    phone: str
    errors: dict[str, list[str]] = field(default_factory=dict)

    def as_json(self) -> list[Any]:
        """For the batch's `rows`."""
        return [self.number, self.name, self.email, self.language, self.phone, self.errors]

    @classmethod
    def from_json(cls, value: list[Any]) -> "Row":
        """Back from `as_json`."""
        return cls(*value)


def clean_text(raw: str) -> str:
    """One line of text: NFC, invisible characters gone, blanks single.

    Raises ValidationError for control characters inside it, line breaks among them.
    """
    text = raw.strip()
    if text.isascii() and text.isprintable():
        return " ".join(text.split())
    seen = "".join(c for at, c in enumerate(text) if unicodedata.category(c) != "Cf" or _joins(text, at))
    kept = unicodedata.normalize("NFC", seen)
    for character in kept.strip():
        if unicodedata.category(character) in REFUSED_CATEGORIES:
            raise ValidationError(
                _("This holds a line break or a character that cannot be shown (%(code)s)."),
                code="character",
                params={"code": f"U+{ord(character):04X}"},
            )
    return " ".join(kept.split())


def _joins(text: str, at: int) -> bool:
    """Whether the invisible character at `at` is a joiner between letters of a script that needs it."""
    around = text[at - 1 : at] + text[at + 1 : at + 2]
    low, high = JOINED_SCRIPTS
    return text[at] in JOINERS and len(around) == 2 and all(low <= c <= high for c in around)


def clean_name(raw: str) -> str:
    """A name to greet somebody with. Raises ValidationError when it is missing, too long or cannot be shown."""
    return _present(_short(clean_text(raw), "name"), _("A name is missing."))


def clean_pronouns(raw: str) -> str:
    """Pronouns as somebody writes them, or nothing. Raises ValidationError when too long or cannot be shown."""
    return _short(clean_text(raw), "pronouns")


def clean_address(raw: str) -> str:
    """An address in the form that is kept. Raises ValidationError when it is missing or is none."""
    text = re.sub(r"^mailto:", "", clean_text(raw), flags=re.IGNORECASE)
    return normalise_address(_short(_present(text, _("An e-mail address is missing.")), "email"))


def clean_phone(raw: str) -> str:
    """A telephone number as it was written. Raises ValidationError for one without digits."""
    text = _short(clean_text(raw), "phone")
    if text and not any(c.isdigit() for c in text):
        raise ValidationError(_("This does not look like a phone number."), code="phone")
    return text


def clean_language(raw: str, *, default: str) -> str:
    """The code of a language; `default` for an empty cell. Raises ValidationError for any other word."""
    word = plain(clean_text(raw))
    if not word:
        return default
    if word not in LANGUAGE_OF:
        raise ValidationError(
            _("“%(word)s” is not a language we write in. Use English or French, or leave it empty."),
            code="language",
            params={"word": showable(raw.strip(), length=40)},
        )
    return LANGUAGE_OF[word]


def _present(text: str, message: Any) -> str:
    if not text:
        raise ValidationError(message, code="missing")
    return text


def _short(text: str, name: str) -> str:
    if len(text) > LONGEST[name]:
        raise ValidationError(
            _("This is too long: %(length)s characters. At most %(most)s fit."),
            code="length",
            params={"length": len(text), "most": LONGEST[name]},
        )
    return text


def row_of(
    number: int, values: dict[str, str], *, whole_name: bool, default_language: str, extra: bool
) -> Row:
    """Clean one row. `values` has the cells by field, `extra` says that the row is longer than the header."""
    values = {name: strip_guard(value.strip()) for name, value in values.items()}
    kept: dict[str, str] = {}
    errors: dict[str, list[str]] = {}
    cleaners = {
        "name": lambda _raw: clean_name(_whole_name(values, whole_name)),
        "email": clean_address,
        "language": lambda raw: clean_language(raw, default=default_language),
        "phone": clean_phone,
    }
    for name, clean in cleaners.items():
        raw = values.get(name, "")
        try:
            kept[name] = clean(raw)
        except ValidationError as error:
            errors[name] = [str(message) for message in error.messages]
            kept[name] = showable(_whole_name(values, whole_name) if name == "name" else raw)
    if extra:
        errors["row"] = [gettext("This row has more cells than the first row has headings.")]
    return Row(number=number, errors=errors, **kept)


def _whole_name(values: dict[str, str], whole: bool) -> str:
    """The chosen name; else the name; a family name gets the first name before it."""
    if chosen := values.get("chosen", ""):
        return chosen
    given, name = values.get("given", ""), values.get("name", "")
    return name if whole and name else f"{given} {name}".strip()

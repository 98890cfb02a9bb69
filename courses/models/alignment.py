"""The published standards that an award corresponds to, one a line: its name, then its web address."""

from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils.translation import gettext_lazy as _

MOST = 20
LONGEST = 300
_is_address = URLValidator(schemes=["https", "http"])


@dataclass(frozen=True)
class Standard:
    """One of them."""

    name: str
    url: str


def standards_in(text: str) -> list[Standard]:
    """The standards that a checked text names."""
    return [_standard(line) for line in text.splitlines() if line.strip()]


def check_alignment(text: str) -> None:
    """ValidationError naming the line that is not a name and a web address."""
    found = standards_in(text)
    if len(found) > MOST:
        raise ValidationError(_("At most %(most)s lines."), code="many", params={"most": MOST})
    for number, standard in enumerate(found, start=1):
        try:
            _is_address(standard.url)
        except ValidationError as error:
            raise ValidationError(
                _("Line %(line)s must end with a web address."), code="address", params={"line": number}
            ) from error
        if not 0 < len(standard.name) <= LONGEST:
            raise ValidationError(
                _("Line %(line)s must begin with the name of a standard."),
                code="name",
                params={"line": number},
            )


def _standard(line: str) -> Standard:
    name, _blank, url = line.strip().rpartition(" ")
    return Standard(name=name.strip().rstrip(":|,").strip(), url=url)

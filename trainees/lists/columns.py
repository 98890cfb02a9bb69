"""Which column is which: names in English and French, in any order, with accents and letter case forgiven."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from .characters import showable
from .refusals import refused

KNOWN: dict[str, tuple[str, ...]] = {
    "chosen": (
        "chosen name", "preferred name", "name you go by", "goes by", "known as", "display name",
        "nom choisi", "prenom choisi", "nom usuel", "prenom usuel", "nom d usage", "nom prefere",
    ),
    "given": ("first name", "given name", "given names", "firstname", "forename", "prenom", "prenoms"),
    "name": (
        "name", "full name", "participant", "trainee", "last name", "surname", "family name", "lastname",
        "nom", "nom complet", "nom de famille", "nom et prenom", "prenom et nom", "personne", "participante",
    ),
    "email": (
        "e mail", "email", "e mail address", "email address", "mail", "address e mail",
        "courriel", "adresse courriel", "adresse de courriel", "adresse electronique", "adresse e mail",
        "adresse mail", "adresse email", "courrier electronique",
    ),
    "language": ("language", "preferred language", "lang", "langue", "langue preferee", "langue de communication"),
    "phone": (
        "phone", "phone number", "telephone", "telephone number", "tel", "mobile", "cell", "cell phone", "cellphone",
        "cellulaire", "numero de telephone", "no de telephone", "n de telephone", "n tel", "tel cellulaire",
    ),
}  # fmt: skip
FIELD_OF = {alias: name for name, aliases in KNOWN.items() for alias in aliases}
WHOLE_NAMES = frozenset({"name", "full name", "nom complet", "nom et prenom", "prenom et nom"})
"""Headings of a whole name: a first name beside them is not put before it once more."""
MOST_COLUMNS = 60


def plain(heading: str) -> str:
    """A heading without accents, letter case, punctuation and invisible characters: "É-mail *" → "e mail"."""
    letters = unicodedata.normalize("NFKD", heading).casefold()
    bare = "".join(c for c in letters if not unicodedata.combining(c) and unicodedata.category(c) != "Cf")
    return re.sub(r"[\W_]+", " ", bare).strip()


def recognised(cells: Sequence[str]) -> int:
    """How many of these cells are headings that we know."""
    return sum(plain(cell) in FIELD_OF for cell in cells)


@dataclass(frozen=True)
class Columns:
    """Where each field stands. `ignored` names the columns that are not used, as the list writes them."""

    places: dict[str, int]
    width: int
    has_whole_name: bool
    ignored: list[str] = field(default_factory=list)

    def pick(self, cells: Sequence[str]) -> dict[str, str]:
        """The cells by field; a row that ends early has empty cells at its end."""
        return {name: cells[at] if at < len(cells) else "" for name, at in self.places.items()}


def columns_of(header: Sequence[str]) -> Columns:
    """Read the first row. Raises ValidationError when needed columns are missing or one is there twice."""
    places: dict[str, int] = {}
    ignored = []
    headings: dict[str, str] = {}
    for at, heading in enumerate(header[:MOST_COLUMNS]):
        name = FIELD_OF.get(plain(heading))
        if name is None:
            if heading.strip():
                ignored.append(showable(heading.strip(), length=60))
            continue
        if name in places:
            raise refused(
                _("Two columns mean the same: “%(first)s” and “%(second)s”. Delete one of them."),
                code="columns",
                first=headings[name],
                second=showable(heading.strip()),
            )
        places[name] = at
        headings[name] = showable(heading.strip())
    _check_needed(places)
    whole = plain(headings.get("name", "")) in WHOLE_NAMES
    return Columns(places=places, width=len(header), has_whole_name=whole, ignored=ignored)


def _check_needed(places: dict[str, int]) -> None:
    missing = []
    if not places.keys() & {"chosen", "given", "name"}:
        missing.append(pgettext_lazy("heading of a column", "name"))
    if "email" not in places:
        missing.append(pgettext_lazy("heading of a column", "e-mail"))
    if missing:
        raise refused(
            _("The first row must name the columns. Missing: %(missing)s."),
            code="columns",
            missing=", ".join(str(word) for word in missing),
        )

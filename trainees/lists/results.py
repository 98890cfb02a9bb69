"""Results of an exam as people have them in a list: who, the mark in percent, the day. Pure: reads no database."""

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from courses.rules.typed_dates import read_days

from .characters import showable
from .columns import KNOWN, plain
from .export import FORMULA_STARTS, strip_guard
from .reading import read_cells
from .refusals import refused
from .rows import clean_address, clean_name
from .texts import Cells

MAX_RESULTS = 1_000
COLUMNS: dict[str, tuple[str, ...]] = {
    "email": KNOWN["email"],
    "name": (*KNOWN["chosen"], *KNOWN["name"], *KNOWN["given"]),
    "mark": (
        "mark",
        "result",
        "score",
        "percent",
        "grade",
        "note",
        "resultat",
        "pourcentage",
        "mark in percent",
    ),
    "taken_on": ("date", "day", "taken on", "written on", "jour", "passe le", "date de l examen"),
}
FIELD_OF = {alias: name for name, aliases in COLUMNS.items() for alias in aliases}
RESULT_LABELS = {
    "row": _("whole row"),
    "email": _("e-mail"),
    "name": _("name"),
    "mark": pgettext_lazy("of an exam", "mark"),
    "taken_on": _("date"),
}
MARK = re.compile(r"(\d{1,3})(?:[.,]0+)?\s*%?")


@dataclass(frozen=True)
class ResultRow:
    """One row: whose it is, by address or by name, and what it says. `errors` says per field what is wrong."""

    number: int
    email: str
    name: str
    mark: int | None
    taken_on: dt.date | None
    errors: dict[str, list[str]] = field(default_factory=dict)


@dataclass(frozen=True)
class ResultsList:
    """The rows of a list in its order, and what people should know about the reading."""

    rows: list[ResultRow]
    notices: list[str]


def recognised(cells: Sequence[str]) -> int:
    """How many of these cells are headings that we know."""
    return sum(plain(cell) in FIELD_OF for cell in cells)


def read_results(data: bytes | str, *, taken_on: dt.date | None) -> ResultsList:
    """Read CSV, XLSX or pasted rows; `taken_on` stands where a row has no date.

    Raises ValidationError {"list": …} when nothing of it can be used: no list, a column missing or there twice, more
    than MAX_RESULTS rows. What is wrong with a single row stands in its `errors`.
    """
    notices: list[str] = []
    cells = read_cells(data, recognised=recognised, notices=notices)
    header = next(cells, None)
    if header is None:
        raise refused(_("This list is empty."), code="empty")
    places = _places(header[1])
    rows: list[ResultRow] = []
    for number, row in cells:
        if len(rows) == MAX_RESULTS:
            raise refused(
                _("This list has more than %(most)s rows. Split it into several lists."),
                code="rows",
                most=f"{MAX_RESULTS:,}",
            )
        rows.append(_row((number, row), places, width=len(header[1]), taken_on=taken_on))
    if not rows:
        raise refused(_("This list has column headings but nobody below them."), code="empty")
    return ResultsList(rows=rows, notices=notices)


def _places(header: Sequence[str]) -> dict[str, int]:
    places: dict[str, int] = {}
    for at, heading in enumerate(header):
        name = FIELD_OF.get(plain(heading))
        if name is None:
            continue
        if name in places:
            raise refused(
                _("Two columns mean the same: “%(first)s” and “%(second)s”. Delete one of them."),
                code="columns",
                first=showable(header[places[name]].strip()),
                second=showable(heading.strip()),
            )
        places[name] = at
    missing = []
    if not places.keys() & {"email", "name"}:
        missing.append(pgettext_lazy("heading of a column", "e-mail"))
    if "mark" not in places:
        missing.append(pgettext_lazy("heading of a column", "mark"))
    if missing:
        raise refused(
            _("The first row must name the columns. Missing: %(missing)s."),
            code="columns",
            missing=", ".join(str(word) for word in missing),
        )
    return places


def _row(row: Cells, places: dict[str, int], *, width: int, taken_on: dt.date | None) -> ResultRow:
    number, cells = row
    raw = {name: cells[at].strip() if at < len(cells) else "" for name, at in places.items()}
    errors: dict[str, list[str]] = {}
    if any(cell.strip() for cell in cells[width:]):
        errors["row"] = [gettext("This row has more cells than the first row has headings.")]
    email = name = ""
    if raw.get("email"):
        email = _cleaned("email", raw["email"], errors)
    elif raw.get("name") or "email" not in places:
        name = _cleaned("name", raw.get("name", ""), errors)
    else:
        errors["email"] = [gettext("An e-mail address is missing.")]
    shown = showable(strip_guard(raw.get("name", "")))
    return ResultRow(
        number=number,
        email=email,
        name=name or shown,
        mark=_mark(raw["mark"], errors),
        taken_on=_day(raw.get("taken_on", ""), taken_on, errors),
        errors=errors,
    )


def _cleaned(field_name: str, raw: str, errors: dict[str, list[str]]) -> str:
    try:
        if raw.startswith(FORMULA_STARTS):
            raise ValidationError(_("This is a formula, not a value."), code="formula")
        return (clean_address if field_name == "email" else clean_name)(strip_guard(raw))
    except ValidationError as error:
        errors[field_name] = [str(message) for message in error.messages]
        return showable(raw) if field_name == "email" else ""


def _mark(raw: str, errors: dict[str, list[str]]) -> int | None:
    found = MARK.fullmatch(raw)
    if found and raw.isascii() and int(found[1]) <= 100:
        return int(found[1])
    if not raw:
        errors["mark"] = [gettext("A mark is missing.")]
    elif strip_guard(raw).startswith(FORMULA_STARTS):
        errors["mark"] = [gettext("This is a formula, not a value.")]
    else:
        errors["mark"] = [gettext("Give a whole number from 0 to 100.")]
    return None


def _day(raw: str, default: dt.date | None, errors: dict[str, list[str]]) -> dt.date | None:
    """A day as people write it (courses.rules.typed_dates); Excel's own dates have a time behind."""
    if not raw:
        if default is None:
            errors["taken_on"] = [gettext("A date is missing.")]
        return default
    if re.fullmatch(r"\d{8}", raw, re.ASCII):
        raw = f"{raw[:4]}-{raw[4:6]}-{raw[6:]}"
    found = read_days(raw[:10] if raw[10:] in ("T00:00:00", " 00:00:00") else raw)
    if len(found.lines) == 1 and not found.mistakes:
        return found.lines[0].day
    errors["taken_on"] = [gettext("Write the date like 2027-01-31.")]
    return None

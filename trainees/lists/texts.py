"""Bytes or pasted text → cells."""

import codecs
import csv
import io
from collections.abc import Callable, Iterable, Iterator

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from .refusals import refused

Cells = tuple[int, list[str]]
"""Row number as a spreadsheet shows it (the first is 1), and the cells."""

BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # before UTF-16, whose mark is its beginning
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
DELIMITERS = "\t;,"


def decode(data: bytes) -> tuple[str, str]:
    """The text, and a notice where the encoding had to be guessed.

    Tried in this order: byte order marks, UTF-8, UTF-16 without a mark, Windows-1252 (Excel's "CSV" in Canada).
    """
    for mark, encoding in BOMS:
        if data.startswith(mark):
            try:
                return data.decode(encoding), ""
            except UnicodeDecodeError:
                raise refused(_("This file is damaged: its text cannot be read."), code="encoding") from None
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        text = ""
    if (not text or "\0" in text) and (wide := _without_mark(data)):
        return wide, ""
    if text or not data:
        return text, ""
    notice = gettext(
        "The file is not in UTF-8, so it was read as Windows-1252. Please check letters with accents."
    )
    try:
        return data.decode("cp1252"), notice
    except UnicodeDecodeError:
        return data.decode("latin-1"), notice


def _without_mark(data: bytes) -> str:
    """UTF-16 text without its mark: every second byte of the first cells is NUL. Empty when it is not that."""
    head = data[:200]
    for start, encoding in ((1, "utf-16-le"), (0, "utf-16-be")):
        wide = head[start::2]
        if len(head) >= 4 and wide.count(0) > 0.8 * len(wide) and not head[1 - start :: 2].count(0):
            try:
                return data.decode(encoding)
            except UnicodeDecodeError:
                return ""
    return ""


def cells_of(text: str, *, recognised: Callable[[list[str]], int]) -> Iterator[Cells]:
    """Every row of the text that is not blank. `recognised` counts the known column names in a row.

    Raises ValidationError, naming the row, for NUL and for quotation marks that do not close.
    """
    text = text.removeprefix("\ufeff")
    if "\0" in text:
        row = text.count("\n", 0, text.index("\0")) + 1
        raise refused(
            _("Row %(row)s holds a NUL character. Is this really a list? Save it as CSV or XLSX again."),
            code="nul",
            row=row,
        )
    skipped = 0
    delimiter = ""
    first, _newline, rest = text.partition("\n")
    if first.strip().lower().startswith("sep=") and len(first.strip()) == 5:
        delimiter, text, skipped = first.strip()[4], rest, 1
    delimiter = delimiter or _delimiter(text, recognised)
    for number, cells in enumerate(_parsed(text, delimiter, skipped), start=1 + skipped):
        if any(cell.strip() for cell in cells):
            yield number, cells


def _parsed(text: str, delimiter: str, skipped: int) -> Iterator[list[str]]:
    """The rows, with errors in the reader's words."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    number = skipped
    while True:
        number += 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error:
            raise refused(
                _("Row %(row)s cannot be read: a quotation mark is not closed, or a cell is far too long."),
                code="quotes",
                row=number,
            ) from None
        yield cells


def _delimiter(text: str, recognised: Callable[[list[str]], int]) -> str:
    """The character under which the first row names most columns."""

    def score(delimiter: str) -> tuple[int, int]:
        try:
            cells = next(_not_blank(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)), [])
        except csv.Error:
            return (0, 0)
        return (recognised(cells), len(cells))

    return max(DELIMITERS, key=score)


def _not_blank(rows: Iterable[list[str]]) -> Iterator[list[str]]:
    return (cells for cells in rows if any(cell.strip() for cell in cells))

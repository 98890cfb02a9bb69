"""A file or pasted rows → the people it names. Pure: reads no database and writes nothing."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from .columns import Columns, columns_of, recognised
from .refusals import refused
from .rows import Row, row_of
from .texts import Cells, cells_of, decode
from .workbooks import OLE, ZIP, workbook_cells

MAX_ROWS = 10_000
MAX_BYTES = 10_000_000


@dataclass(frozen=True)
class PeopleList:
    """The rows of a list in its order, each cleaned, and what the coordinator should know about the reading."""

    rows: list[Row]
    notices: list[str]


def read_list(data: bytes | str, *, default_language: str) -> PeopleList:
    """Read CSV (any usual encoding and delimiter), XLSX, or rows pasted from a spreadsheet.

    The kind is told by content, never by the file's name. Raises ValidationError {"list": …} when nothing of it can be
    used: not a list, more than MAX_BYTES or MAX_ROWS, needed columns missing. What is wrong with a single row stands in
    that row's `errors`.
    """
    notices: list[str] = []
    cells = read_cells(data, recognised=recognised, notices=notices)
    header = next(cells, None)
    if header is None:
        raise refused(_("This list is empty."), code="empty")
    columns = columns_of(header[1])
    if columns.ignored:
        notices.append(
            gettext("These columns are not used: %(names)s.") % {"names": ", ".join(columns.ignored[:20])}
        )
    rows = _rows(cells, columns, default_language)
    if not rows:
        raise refused(_("This list has column headings but nobody below them."), code="empty")
    return PeopleList(rows=rows, notices=notices)


def read_cells(
    data: bytes | str, *, recognised: Callable[[list[str]], int], notices: list[str]
) -> Iterator[Cells]:
    """Every row of a list that is not blank, the one with the headings first.

    `recognised` counts the known headings in a row. Appends to `notices` what people should know about the reading.
    Raises ValidationError {"list": …}, as read_list does.
    """
    if len(data) > MAX_BYTES:
        raise refused(
            _("This list is too large: at most %(rows)s rows and %(size)s MB. Split it into several lists."),
            code="size",
            rows=f"{MAX_ROWS:,}",
            size=MAX_BYTES // 1_000_000,
        )
    if isinstance(data, bytes):
        if data.startswith(ZIP):
            return workbook_cells(data, notices=notices)
        if data.startswith(OLE):
            raise refused(
                _(
                    "This is an old Excel file, or one with a password. Save it as XLSX or CSV without a password."
                ),
                code="workbook",
            )
        data, notice = decode(data)
        if notice:
            notices.append(notice)
    return cells_of(data, recognised=recognised)


def _rows(cells: Iterator[Cells], columns: Columns, default_language: str) -> list[Row]:
    """The rows below the header; one too many ends the reading before any row is looked at."""
    found: list[Cells] = []
    for cell in cells:
        if len(found) == MAX_ROWS:
            raise refused(
                _("This list has more than %(most)s rows. Split it into several lists."),
                code="rows",
                most=f"{MAX_ROWS:,}",
            )
        found.append(cell)
    return [
        row_of(
            number,
            columns.pick(row),
            whole_name=columns.has_whole_name,
            default_language=default_language,
            extra=any(cell.strip() for cell in row[columns.width :]),
        )
        for number, row in found
    ]

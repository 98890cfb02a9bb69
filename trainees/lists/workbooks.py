"""An Excel workbook → cells. What the file declares is checked before anything of it is unpacked."""

import datetime as dt
import io
import zipfile
from collections.abc import Iterator

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from openpyxl import load_workbook

from .refusals import refused
from .texts import Cells

ZIP = b"PK\x03\x04"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
MAX_UNPACKED = 60_000_000
"""Bytes. 10,000 people need about 3 MB. zipfile never unpacks more of a part than that part declares."""
MAX_PARTS = 500
MAX_SHEET_ROWS = 50_000
MAX_COLUMNS = 60


def workbook_cells(data: bytes, *, notices: list[str]) -> Iterator[Cells]:
    """Every row of the first visible sheet that is not blank; values of formulas as Excel last showed them.

    Raises ValidationError for what is no workbook, for one that would unpack to far more than a list needs, and for a
    sheet that goes on beyond MAX_SHEET_ROWS. Appends to `notices` what the coordinator should know.
    """
    _check_declared(data)
    try:
        yield from _cells(data, notices)
    except ExpectedRefusal as refusal:
        raise refusal.error from None
    except Exception:  # noqa: BLE001 - openpyxl raises whatever a damaged part leads it to
        raise refused(
            _("This Excel file cannot be read. Open it, save it as XLSX or CSV, and try again."),
            code="workbook",
        ) from None


class ExpectedRefusal(Exception):  # noqa: N818 - it carries the error, it is none itself
    """Carries our own words past the handler for openpyxl's failures."""

    def __init__(self, error: Exception) -> None:
        super().__init__(str(error))
        self.error = error


def _check_declared(data: bytes) -> None:
    try:
        parts = zipfile.ZipFile(io.BytesIO(data)).infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError):
        raise refused(
            _("This file is damaged: it cannot be opened as an Excel file."), code="workbook"
        ) from None
    unpacked = sum(part.file_size for part in parts)
    if unpacked > MAX_UNPACKED or len(parts) > MAX_PARTS:
        raise refused(
            _(
                "Unpacked, this Excel file would take %(size)s MB; a list may take %(most)s MB. Save it as CSV."
            ),
            code="bomb",
            size=f"{unpacked / 1_000_000:,.0f}",
            most=MAX_UNPACKED // 1_000_000,
        )
    if "[Content_Types].xml" not in {part.filename for part in parts}:
        raise refused(_("This is not an Excel file (XLSX). Save the list as XLSX or CSV."), code="workbook")


def _cells(data: bytes, notices: list[str]) -> Iterator[Cells]:
    book = load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
    try:
        sheets = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]
        if not sheets:
            return
        if len(sheets) > 1:
            notices.append(gettext("Only the first sheet was read: “%(name)s”.") % {"name": sheets[0].title})
        # The declared size may be wrong; without it rows end where the sheet ends.
        sheets[0].reset_dimensions()
        for number, row in enumerate(sheets[0].iter_rows(max_col=MAX_COLUMNS, values_only=True), start=1):
            if number > MAX_SHEET_ROWS:
                raise ExpectedRefusal(
                    refused(
                        _(
                            "The sheet goes on beyond row %(most)s. Delete the empty rows at its end, or save as CSV."
                        ),
                        code="rows",
                        most=MAX_SHEET_ROWS,
                    )
                )
            cells = [_text(value) for value in row]
            if any(cell.strip() for cell in cells):
                yield number, cells
    finally:
        book.close()


def _text(value: object) -> str:
    """A cell as it reads: telephone numbers that Excel took for numbers lose their decimal point."""
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, dt.datetime | dt.date | dt.time):
        return value.isoformat()
    return str(value)

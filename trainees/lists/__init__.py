"""Lists of people as coordinators have them: CSV files, Excel workbooks, rows pasted from a spreadsheet."""

from .export import neutralise
from .reading import MAX_ROWS, PeopleList, read_list
from .rows import FIELD_LABELS, Row

__all__ = ["FIELD_LABELS", "MAX_ROWS", "PeopleList", "Row", "neutralise", "read_list"]

"""The words in which a page's readings and a row's changes meet.

`table:pk` the whole row · `table:pk/` only the columns of a line or link · `table` any list of the table ·
`table.column=value` lists narrowed to one value · `table.path<prefix` lists of what lies below a page.
"""

import json
from collections.abc import Iterator
from typing import Any

from cms.pagecache.models import Change, Reach
from cms.pagecache.watches import watches

STEP = 4  # characters of a page's path for each step down the tree


def row(table: str, pk: object) -> str:
    """The row in full."""
    return f"{table}:{pk}"


def narrow(table: str, pk: object) -> str:
    """The row as a line or a link shows it."""
    return f"{table}:{pk}/"


def scope(table: str, column: str, value: object) -> str:
    """A list narrowed to one value of a column."""
    return f"{table}.{column}={plain(value)}"


def below(table: str, prefix: object) -> str:
    """A list of rows whose path begins so."""
    return f"{table}.path<{prefix}"


def plain(value: Any) -> str:
    """A value as both databases write it into JSON: a UUID without hyphens, everything else as it is."""
    return str(value).replace("-", "") if len(str(value)) == 36 and str(value).count("-") == 4 else str(value)


def of(change: Change) -> Iterator[str]:
    """Every tag that a change touches."""
    yield row(change.table, change.row)
    if change.reach >= Reach.NARROW:
        yield narrow(change.table, change.row)
    if change.reach < Reach.LISTS:
        return
    is_gone = not change.after and watches()[change.table].parent
    if not is_gone:  # the row of the page itself, which goes with it, tells the rest
        yield change.table
    for text in (change.before, change.after):
        for column, value in (json.loads(text) if text else {}).items():
            yield scope(change.table, column, value)
            if column == "path":
                # The page itself is among what lies below its own path, as Wagtail's descendant_of(inclusive=True) is.
                for end in range(STEP, len(value) + 1, STEP):
                    yield below(change.table, value[:end])

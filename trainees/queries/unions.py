"""Rows of several tables in one UNION ALL, as plain values with the same columns: one round trip instead of many."""

from collections.abc import Iterable, Mapping, Sequence
from enum import IntEnum
from typing import Any

from django.db.models import F, Field, QuerySet, Value
from django.db.models.functions import Cast


def part(
    kind: IntEnum,
    found: QuerySet[Any],
    *,
    owner: str,
    columns: Mapping[str, str],
    wanted: Mapping[str, Field[Any, Any]],
) -> QuerySet[Any]:
    """The rows of one table: `owner`, `kind`, then the columns `wanted` ("fact_key": its type), the rank as the last.

    `columns` says from which field each is ("key": "session"); what the table does not have is NULL of the right type.
    Without a rank it is the row's id.
    """
    named = {"rank": "pk", **columns}
    values = {name: _column(named.get(name.split("_", 1)[1]), field) for name, field in wanted.items()}
    rows = found.order_by().annotate(of_kind=Value(int(kind)), **values)
    return rows.values_list(owner, "of_kind", *wanted)


def together(parts: Sequence[QuerySet[Any]], wanted: Mapping[str, Field[Any, Any]]) -> Iterable[Any]:
    """All rows, by rank. One query."""
    first, *others = parts
    return first.union(*others, all=True).order_by(list(wanted)[-1])


def _column(name: str | None, field: Field[Any, Any]) -> Any:
    # A plain column is not converted row by row; a cast to a number would be.
    return F(name) if name else Cast(Value(None), field)

"""What joins the parts of editions and sessions, in one query: which module needs which, which session covers which,
and what may be missed.

Three tables in one UNION ALL, as in `facts`: each is a few numbers, and every page of a trainee wants them all.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum
from typing import Any

from django.db.models import BigIntegerField, Field, IntegerField, TextField

from courses.models import AbsenceLimit, Coverage, Prerequisite
from trainees.rules.minutes import Limit

from .unions import part, together


class _Kind(IntEnum):
    """From which table a row is."""

    NEED = 1
    LIMIT = 2
    COVERAGE = 3


COLUMNS: Mapping[str, Field[Any, Any]] = {
    "link_module": BigIntegerField(),
    "link_text": TextField(),
    "link_number": IntegerField(),
    "link_rank": BigIntegerField(),  # the order within a kind
}


@dataclass(frozen=True, kw_only=True)
class Links:
    """needs: the modules (ids) that each module needs, in the edition's order; one that needs nothing is left out.
    limits: of each edition (id). covered: the modules (ids) of each session (id) in their order, with their minutes.
    """

    needs: Mapping[int, Sequence[int]]
    limits: Mapping[int, Sequence[Limit]]
    covered: Mapping[int, Sequence[tuple[int, int | None]]]


def links_of(editions: Iterable[int], *, sessions: Collection[int] = ()) -> Links:
    """Of these editions (ids), and of these sessions (ids). One query."""
    needs: dict[int, list[int]] = defaultdict(list)
    limits: dict[int, list[Limit]] = defaultdict(list)
    covered: dict[int, list[tuple[int, int | None]]] = defaultdict(list)
    for owner, kind, module, text, number, rank in together(_parts(list(editions), list(sessions)), COLUMNS):
        if kind == _Kind.NEED:
            needs[owner].append(module)
        elif kind == _Kind.LIMIT:
            limits[owner].append(Limit(pk=rank, unit=text, most=number, module=module))
        else:
            covered[owner].append((module, number))
    return Links(needs=dict(needs), limits=dict(limits), covered=covered)


def _parts(editions: Sequence[int], sessions: Sequence[int]) -> list[Any]:
    return [
        part(
            _Kind.NEED,
            Prerequisite.objects.filter(module__edition__in=editions),
            owner="module",
            columns={"module": "needs", "rank": "needs__position"},
            wanted=COLUMNS,
        ),
        part(
            _Kind.LIMIT,
            AbsenceLimit.objects.filter(edition__in=editions),
            owner="edition",
            columns={"module": "module", "text": "unit", "number": "most"},
            wanted=COLUMNS,
        ),
        part(
            _Kind.COVERAGE,
            Coverage.objects.filter(session__in=sessions),
            owner="session",
            columns={"module": "module", "number": "minutes", "rank": "module__position"},
            wanted=COLUMNS,
        ),
    ]

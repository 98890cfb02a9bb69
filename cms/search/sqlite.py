"""The search on SQLite, which is for the demo's few hundred entries: a function that reads each one's terms.

Production searches with PostgreSQL's own index, see cms.search.queries.
"""

import json
import math
import re
from functools import lru_cache
from typing import Any

from django.db.backends.signals import connection_created

from .terms import TITLE

IN_TITLE = 10.0
"""How much a word of the title counts beside one of the text, as in PostgreSQL's weights for A and D."""
ALL_IN_TITLE = 1_000.0


@lru_cache(maxsize=64)
def _patterns(looked_for: str) -> list[re.Pattern[str]]:
    """For each word, what finds its places in terms as cms.search.terms writes them. Words are letters and digits."""
    found = []
    for word, stem, beginning in json.loads(looked_for):
        ways = [word, stem, *([f"{beginning}[^']*"] if beginning else [])]
        found.append(re.compile(f"'(?:{'|'.join(ways)})':(\\S+)"))
    return found


def rank(written: str, looked_for: str, needs_all: int) -> float | None:
    """How well an entry's terms fit; None where they do not. `looked_for` is JSON: [[word, stem, beginning], …]."""
    scores, all_in_title = [], True
    for pattern in _patterns(looked_for):
        places = [place for every in pattern.findall(written) for place in every.split(",")]
        if needs_all and not places:
            return None
        in_title = sum(place.endswith(TITLE) for place in places)
        all_in_title = all_in_title and in_title > 0
        scores.append(math.log1p(IN_TITLE * in_title + len(places) - in_title))
    score = sum(scores)
    if not score:
        return None
    return score + (ALL_IN_TITLE if all_in_title else 0)


def _teach(sender: Any, connection: Any, **kwargs: Any) -> None:
    if connection.vendor == "sqlite":
        connection.connection.create_function("search_rank", 3, rank, deterministic=True)


def connect() -> None:
    """Give every new connection to SQLite the function."""
    connection_created.connect(_teach, dispatch_uid="search_rank")

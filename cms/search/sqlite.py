"""The search on SQLite, which is for the demo's few hundred entries: a function that reads each one's terms.

Production searches with PostgreSQL's own index, see cms.search.queries.
"""

import json
import math
from functools import lru_cache
from typing import Any

from django.db.backends.signals import connection_created

from .terms import parsed

IN_TITLE = 10.0
"""How much a word of the title counts beside one of the text, as in PostgreSQL's weights for A and D."""
ALL_IN_TITLE = 1_000.0


@lru_cache(maxsize=64)
def _read(looked_for: str) -> list[tuple[str, str, str]]:
    return [(word, stem, beginning) for word, stem, beginning in json.loads(looked_for)]


def rank(written: str, looked_for: str, needs_all: int) -> float | None:
    """How well an entry's terms fit; None where they do not. `looked_for` is JSON: [[word, stem, beginning], …]."""
    words = _read(looked_for)
    in_title, in_text = [0] * len(words), [0] * len(words)
    for word, title, text in parsed(written):
        for number, (typed, stem, beginning) in enumerate(words):
            if word in (typed, stem) or (beginning and word.startswith(beginning)):
                in_title[number] += title
                in_text[number] += text
    met = [bool(a or b) for a, b in zip(in_title, in_text, strict=True)]
    if not any(met) or (needs_all and not all(met)):
        return None
    score = sum(math.log1p(IN_TITLE * a + b) for a, b in zip(in_title, in_text, strict=True))
    return score + (ALL_IN_TITLE if all(in_title) else 0)


def _teach(sender: Any, connection: Any, **kwargs: Any) -> None:
    if connection.vendor == "sqlite":
        connection.connection.create_function("search_rank", 3, rank, deterministic=True)


def connect() -> None:
    """Give every new connection to SQLite the function."""
    connection_created.connect(_teach, dispatch_uid="search_rank")

"""The order of names: as people expect it, whatever order the database's own letters have.

`Émile` stands before `Wei` and `ann` beside `Ann`. The first migration of cms.accounts makes the collation on
PostgreSQL: the root collation of ICU, which puts names of every language into one order. SQLite is given one of the
same name, written here. Columns that hold names say
`db_collation=ALPHABET`: so every ORDER BY on them is right, and an index on them serves it. Two names are equal only
if every letter is (the collation is deterministic), so UNIQUE and `=` mean what they always do.
"""

import unicodedata
from functools import lru_cache
from typing import Any

from django.db.backends.signals import connection_created
from django.db.models import CharField, Func
from django.utils.translation import get_language

ALPHABET = "alphabet"
# Letters that Unicode does not take apart, and what they are beside.
BESIDE = str.maketrans({"œ": "oe", "æ": "ae", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i"})


@lru_cache(maxsize=50_000)
def alphabetical(name: str) -> tuple[str, str, str, str]:
    """The key to sort names by in Python: letters first, then accents, then small before capital, then the rest."""
    apart = unicodedata.normalize("NFKD", name)
    letters = "".join(c for c in apart if not unicodedata.combining(c)).casefold().translate(BESIDE)
    # Blanks before other signs, and these before digits and letters.
    places = "".join(c if c.isalnum() else " " if c.isspace() else f"!{c}" for c in letters)
    accents = "".join(c if unicodedata.combining(c) else " " for c in apart.casefold())
    return places, accents, name.swapcase(), name


def _compare(first: str, second: str) -> int:
    one, other = alphabetical(first), alphabetical(second)
    return (one > other) - (one < other)


def _teach(sender: Any, connection: Any, **kwargs: Any) -> None:
    if connection.vendor == "sqlite":
        connection.connection.create_collation(ALPHABET, _compare)


def connect() -> None:
    """Give every new connection to SQLite the collation."""
    connection_created.connect(_teach, dispatch_uid="alphabet")


class ByLanguage(Func):
    """What a row is called in the reader's language, to order by: ByLanguage("name_en", "name_fr").

    The language is that in which the query is made, not that in which it is written down: so it can stand in
    Meta.ordering. Where the French is empty the English counts, as in `in_language`.
    """

    def __init__(self, english: str, french: str, **extra: Any) -> None:
        super().__init__(english, french, output_field=CharField(db_collation=ALPHABET), **extra)

    def as_sql(
        self,
        compiler: Any,
        connection: Any,
        function: str | None = None,
        template: str | None = None,
        arg_joiner: str | None = None,
        **extra_context: Any,
    ) -> tuple[str, tuple[Any, ...]]:
        """One column, or the French one with the English behind it."""
        english, french = self.source_expressions
        sql, params = compiler.compile(english)
        if (get_language() or "en")[:2] == "fr":
            first, more = compiler.compile(french)
            # SQLite knows a collation only of a plain column.
            order = connection.ops.quote_name(ALPHABET)
            sql, params = f"COALESCE(NULLIF({first}, ''), {sql}) COLLATE {order}", [*more, *params]
        return sql, tuple(params)

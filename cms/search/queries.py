"""Finding."""

import json
from collections.abc import Iterable
from typing import Any

from django.db import connection
from django.db.models import Case, FloatField, IntegerField, QuerySet, TextField, Value, When
from django.db.models.expressions import RawSQL
from django.db.models.fields import BooleanField
from wagtail.models import Page

from .models import PARTS, Entry
from .wanted import Wanted

MOST = 500
"""More results than anybody reads are not sorted into groups, nor counted."""
WEIGHTS = "{0.1,0.2,0.4,1.0}"  # of D (the text) to A (the title)


def matching(words: tuple[Wanted, ...], *, language: str, all_of_them: bool = True) -> QuerySet[Entry, Any]:
    """What a visitor may read in `language` and has all of the words (or any), the best first; titles before texts.

    Drafts, pages taken down and pages behind a password are never among them. Words must not be empty.
    """
    entries = Entry.objects.filter(language=language, page__in=Page.objects.live().public())
    ranked = _on_postgresql if connection.vendor == "postgresql" else _on_sqlite
    return ranked(entries, words, all_of_them=all_of_them)


def groups(words: tuple[Wanted, ...], *, language: str, all_of_them: bool = True) -> list[list[int]]:
    """What `matching` finds, by id, MOST at the most. A module or question that stands word for word on several pages
    is one group, in the place of its best; anything else is a group of its own. Two queries.
    """
    parts = Case(When(kind__in=PARTS, then="text"), default=Value(""), output_field=TextField())
    found: dict[tuple[str, ...], list[int]] = {}
    rows = matching(words, language=language, all_of_them=all_of_them).annotate(said=parts)
    for pk, kind, title, said in rows.values_list("pk", "kind", "title", "said")[:MOST]:
        found.setdefault((kind, title, said) if kind in PARTS else (str(pk),), []).append(pk)
    return list(found.values())


def in_full(ids: Iterable[int]) -> dict[int, Entry]:
    """These entries with their pages, by id. One query."""
    return Entry.objects.select_related("page").in_bulk(list(ids))


def _tsquery(words: tuple[Wanted, ...], *, weight: str = "", glue: str = "&") -> str:
    """In the syntax of a tsquery literal. Words hold letters and digits only (cms.search.words.folded)."""

    def one(found: Wanted) -> str:
        whole = f":{weight}" if weight else ""
        ways = [f"'{each}'{whole}" for each in (found.word, found.stem)]
        if found.beginning:
            ways.append(f"'{found.beginning}':*{weight}")
        return f"({'|'.join(ways)})"

    return glue.join(map(one, words))


def _on_postgresql(entries: Any, words: tuple[Wanted, ...], *, all_of_them: bool) -> QuerySet[Entry, Any]:
    query = _tsquery(words, glue="&" if all_of_them else "|")
    in_title = _tsquery(words, weight="A")
    found: QuerySet[Entry, Any] = (
        entries.annotate(
            is_found=RawSQL("search_entry.vector @@ %s::tsquery", [query], BooleanField()),
            in_title=RawSQL("search_entry.vector @@ %s::tsquery", [in_title], BooleanField()),
            rank=RawSQL(
                "ts_rank(%s::float4[], search_entry.vector, %s::tsquery)", [WEIGHTS, query], FloatField()
            ),
        )
        .filter(is_found=True)
        .order_by(
            Case(When(in_title=True, then=Value(0)), default=Value(1), output_field=IntegerField()),
            "-rank",
            "-page__first_published_at",
            "pk",
        )
    )
    return found


def _on_sqlite(entries: Any, words: tuple[Wanted, ...], *, all_of_them: bool) -> QuerySet[Entry, Any]:
    looked_for = json.dumps([[each.word, each.stem, each.beginning] for each in words])
    found: QuerySet[Entry, Any] = (
        entries.annotate(
            rank=RawSQL(
                "search_rank(search_entry.terms, %s, %s)", [looked_for, int(all_of_them)], FloatField()
            )
        )
        .filter(rank__isnull=False)
        .order_by("-rank", "-page__first_published_at", "pk")
    )
    return found

"""What a SELECT depends on, from its text: which rows it brings, and which lists they were chosen from.

Only the form in which Django writes its queries is understood. What is not understood makes the answer depend on the
whole table, or be refused: mistakes make pages slower, never stale.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from cms.pagecache import tags
from cms.pagecache.watches import HARMLESS, LOOKED_THROUGH, Watch, content_type, watches

_TABLE = re.compile(
    r'\b(?:FROM|JOIN) "(\w+)"(?: "?(?!(?:INNER|LEFT|WHERE|ORDER|GROUP|LIMIT|ON|FOR|OFFSET)\b)(\w+)"?)?'
)
_JOIN = re.compile(r'\bJOIN "(\w+)"(?: "?(?!ON\b)(\w+)"?)? ON \(("?\w+"?\."\w+") = ("?\w+"?\."\w+")\)')
_COLUMN = re.compile(r'"?(\w+)"?\."(\w+)"')
_PLAIN = re.compile(r'"?(\w+)"?\."(\w+)"(?: AS "\w+")?\Z')
_EQUAL = re.compile(r'"?(\w+)"?\."(\w+)" (?:= (%s)|IN \((%s(?:, %s)*)\))\Z')
_BELOW = re.compile(r'"?(\w+)"?\."(path)"(?:::text)? LIKE %s(?: ESCAPE \'\\\')?\Z')
# The page that a subquery about restrictions joins by its key is only looked through, see watches.LOOKED_THROUGH.
_LOOKED_THROUGH = re.compile(
    rf'(FROM "(?:{"|".join(sorted(LOOKED_THROUGH))})" \w+) INNER JOIN "wagtailcore_page" \w+ ON \([^()]*"id"\)'
)
_CLAUSES = re.compile(r" (?:GROUP BY|HAVING|ORDER BY|LIMIT|OFFSET|FOR UPDATE) ")


class NotUnderstoodError(Exception):
    """The statement reads what is not watched, or is of an unknown form: the page is not kept."""


@dataclass(frozen=True)
class Term:
    """A list narrowed to the values of some parameters; `parameters` empty: the whole table."""

    table: str
    column: str = ""
    parameters: tuple[int, ...] = ()
    is_prefix: bool = False
    kind: str = ""  # the table of the page type that is asked for

    def tags(self, values: Sequence[Any]) -> Iterator[str]:
        """Its tags for these parameters of the statement."""
        if self.kind:
            yield tags.scope(self.table, "content_type_id", content_type(self.kind))
        elif not self.parameters:
            yield self.table
        for number in self.parameters:
            if self.is_prefix:
                yield tags.below(self.table, str(values[number]).rstrip("%"))
            elif self.column == watches()[self.table].pk:
                yield tags.narrow(self.table, values[number])
            else:
                yield tags.scope(self.table, self.column, values[number])


@dataclass(frozen=True)
class Plan:
    """`rows`: (position in the row, table, whether only narrow columns are read). `lists`: what they came from."""

    rows: tuple[tuple[int, str, bool], ...]
    lists: tuple[Term, ...]


@dataclass(frozen=True)
class _Statement:
    columns: list[str]
    source: str
    where: str
    rest: str
    names: dict[str, str]  # the table behind each name
    main: str
    offset: int  # of `where` in the whole text
    text: str


@lru_cache(maxsize=2_000)
def plan(text: str) -> Plan:
    """What the statement depends on. Raises NotUnderstoodError."""
    everything = {name for name, _ in _TABLE.findall(text)}
    if not everything or (unknown := everything - watches().keys() - HARMLESS):
        raise NotUnderstoodError(", ".join(sorted(unknown)) if everything else text[:80])
    statement = _split(text)
    if statement is None:
        return Plan(rows=(), lists=tuple(Term(table) for table in sorted(everything - HARMLESS)))
    rows, lists = _of_columns(statement)
    lists |= _of_joins(statement)
    lists |= _of_conditions(statement)
    inner = _LOOKED_THROUGH.sub(r"\1", " ".join([statement.where, statement.rest, *statement.columns]))
    lists |= {Term(name) for name, _ in _TABLE.findall(inner) if name not in HARMLESS}
    return Plan(rows=tuple(rows), lists=tuple(sorted(lists, key=repr)))


def _at_top(text: str, pattern: re.Pattern[str]) -> Iterator[re.Match[str]]:
    """The matches outside of any parenthesis."""
    depth = 0
    place = 0
    for match in pattern.finditer(text):
        depth += text.count("(", place, match.start()) - text.count(")", place, match.start())
        place = match.start()
        if depth == 0:
            yield match


def _parts(text: str, separator: str) -> list[tuple[int, str]]:
    """Pieces of `text` between separators outside of parentheses, each with where it begins."""
    pieces, begin = [], 0
    for match in _at_top(text, re.compile(re.escape(separator))):
        pieces.append((begin, text[begin : match.start()]))
        begin = match.end()
    return [*pieces, (begin, text[begin:])]


def _split(text: str) -> _Statement | None:
    """The clauses of a simple SELECT; None for any other form."""
    if not text.startswith("SELECT ") or any(
        word in text for word in (" UNION ", " INTERSECT ", " EXCEPT ", "'(")
    ):
        return None
    start = next(_at_top(text, re.compile(" FROM ")), None)
    if start is None:
        return None
    end = next((m.start() for m in _at_top(text, _CLAUSES)), len(text))
    where = next(_at_top(text, re.compile(" WHERE ")), None)
    source = text[start.start() : where.start() if where else end]
    named = [(match[1], match[2] or match[1]) for match in _TABLE.finditer(source)]
    if not named:
        return None
    columns = text[len("SELECT ") : start.start()].removeprefix("DISTINCT ")
    return _Statement(
        columns=[piece.strip() for _, piece in _parts(columns, ", ")],
        source=source,
        where=text[where.end() : end] if where else "",
        rest=text[end:],
        names={name: table for table, name in named},
        main=named[0][1],
        offset=where.end() if where else end,
        text=text,
    )


def _watch(statement: _Statement, name: str) -> Watch | None:
    return watches().get(statement.names.get(name, ""))


def _of_columns(statement: _Statement) -> tuple[list[tuple[int, str, bool]], set[Term]]:
    """The rows that are brought, by their keys among the columns; lists where a table comes without its key."""
    read: dict[str, set[str]] = {}
    keys: dict[str, int] = {}
    lists: set[Term] = set()
    for position, column in enumerate(statement.columns):
        if match := _PLAIN.match(column):
            name, read_column = match[1], match[2]
            watch = _watch(statement, name)
            if watch is None:
                continue
            read.setdefault(name, set()).add(read_column)
            if read_column == watch.pk:
                keys[name] = position
        else:  # a condition or a sum: it depends on the rows that are brought, or, without their keys, on a list
            for name, mentioned in _COLUMN.findall(column):
                if (watch := _watch(statement, name)) and mentioned != watch.pk:
                    read.setdefault(name, set()).add(mentioned)
    rows = []
    for name, columns in read.items():
        watch = watches()[statement.names[name]]
        is_narrow = columns <= watch.narrow | watch.unseen | {watch.pk} or (
            name != statement.main and statement.names[statement.main] in LOOKED_THROUGH
        )
        is_narrow = is_narrow and bool(watch.narrow)
        if name in keys:
            rows.append((keys[name], watch.table, is_narrow))
        else:
            lists.add(Term(watch.table))
    return rows, lists


def _of_joins(statement: _Statement) -> set[Term]:
    """A table that is joined by its key adds no row and takes none; one joined otherwise is a list."""
    understood = set()
    for match in _JOIN.finditer(statement.source):
        name = match[2] or match[1]
        watch = _watch(statement, name)
        sides = {pair for side in (match[3], match[4]) for pair in _COLUMN.findall(side)}
        if watch is None or (name, watch.pk) in sides:
            understood.add(name)
    joined = [name for name in statement.names if name != statement.main]
    return {
        Term(watch.table) for name in joined if name not in understood and (watch := _watch(statement, name))
    }


def _of_conditions(statement: _Statement) -> set[Term]:
    """The lists that conditions and order choose from, as narrow as they can be told."""
    mentioned = {
        name
        for name, column in _COLUMN.findall(f"{statement.where} {statement.rest}")
        if (watch := _watch(statement, name)) and column != watch.pk
    }
    main = _watch(statement, statement.main)
    if main is not None and not main.parent:
        mentioned.add(statement.main)
    narrowed = _narrowed(statement, statement.where, statement.offset)
    # Rows that are asked for by their keys: that one of them goes or comes is part of the answer.
    lists = {term for terms in narrowed.values() for term in terms if _is_key(term)}
    for name in mentioned:
        lists |= narrowed.get(name) or {_whole(statement, name)}
    if main is not None and main.parent and not lists:
        lists.add(Term(main.parent, kind=main.table))
    return lists


def _whole(statement: _Statement, name: str) -> Term:
    """The list of everything in a table; of the pages of one type where the statement asks for one."""
    main, watch = _watch(statement, statement.main), watches()[statement.names[name]]
    kind = main.table if main is not None and main.parent == watch.table else ""
    return Term(watch.table, kind=kind)


def _is_key(term: Term) -> bool:
    return term.column == watches()[term.table].pk


def _narrowed(statement: _Statement, text: str, offset: int) -> dict[str, set[Term]]:
    """For each table the terms to which this condition narrows it: the best of those that all hold, all of those
    of which one holds."""
    while text.startswith("(") and _closes(text):
        text, offset = text[1:-1], offset + 1
    alternatives, together = _parts(text, " OR "), _parts(text, " AND ")
    if len(alternatives) > 1:
        if len(together) > 1:
            return {}
        found = [_narrowed(statement, piece, offset + begin) for begin, piece in alternatives]
        names = set.intersection(*(set(one) for one in found))
        return {name: set().union(*(one[name] for one in found)) for name in names}
    if len(together) > 1:
        best: dict[str, set[Term]] = {}
        for begin, piece in together:
            for name, terms in _narrowed(statement, piece, offset + begin).items():
                if name not in best or _rank(terms) < _rank(best[name]):
                    best[name] = terms
        return best
    return _term(statement, text, offset)


def _closes(text: str) -> bool:
    """Whether the first parenthesis is closed by the last character and not before."""
    depth = 0
    for place, sign in enumerate(text):
        depth += (sign == "(") - (sign == ")")
        if depth == 0:
            return place == len(text) - 1
    return False


def _rank(terms: set[Term]) -> int:
    """How far down the list of scopes the worst of these terms stands; a key is best."""

    def of(term: Term) -> int:
        watch = watches()[term.table]
        return -1 if _is_key(term) else watch.scopes.index(term.column)

    return max(of(term) for term in terms)


def _term(statement: _Statement, text: str, offset: int) -> dict[str, set[Term]]:
    number = statement.text.count("%s", 0, offset)
    if match := _EQUAL.match(text):
        name, column = match[1], match[2]
        watch = _watch(statement, name)
        if watch and (column == watch.pk or column in watch.scopes):
            count = text.count("%s")
            terms = {Term(watch.table, column, tuple(range(number, number + count)))}
            # A page is chosen with the row of its type: purging.py tells of that row's columns when a page goes live.
            above = watch.parent if column != watch.pk else ""
            return {one: terms for one in (name, above) if one in statement.names}
    if match := _BELOW.match(text):
        name = match[1]
        watch = _watch(statement, name)
        if watch and "path" in watch.scopes:
            return {name: {Term(watch.table, "path", (number,), is_prefix=True)}}
    return {}

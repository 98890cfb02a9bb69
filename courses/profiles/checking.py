"""What no schema can say about a profile: codes that are not there, things in the wrong order, circles."""

import difflib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _

from courses.enums import AbsenceUnit, HoursCategory, RenewalAnchor
from courses.requirements.base import more_than_there_is
from courses.requirements.record import Named, Outline, Unit
from courses.requirements.words import EVENTS, OF_A_TERM, OF_TRAINING
from courses.rules.renewing import is_a_day

from .reading import Document, Path
from .validating import Mistake, suggestion
from .walking import Found, codes, entries, rules_of

WITH_CODE = ("module", "exam", "agreement", "award", "credential")
"""Events that have a code after a colon. See courses.requirements.record.Record.event."""
IN_CLASS = "class"


def more_mistakes(document: Document, wrong: Iterable[Path]) -> Iterator[Mistake]:
    """Mistakes in what fits the schema; what stands at or below the paths `wrong` is not looked at again."""
    data = document.data if isinstance(document.data, dict) else {}
    for name in ("modules", "exams", "agreements", "awards"):
        yield from twice(entries(data, name), "code", lambda one: one.get("code"))
    for language in ("en", "fr"):
        yield from twice(
            entries(data, "awards"), f"name/{language}", lambda one, code=language: _name(one, code)
        )
    yield from _needs(data)
    yield from _exams(data)
    yield from _limits(data)
    yield from _renewals(data)
    yield from _rules(data, wrong)
    yield from _circles(data)


def _name(one: Mapping[str, Any], language: str) -> Any:
    name = one.get("name")
    return name.get(language) if isinstance(name, dict) else None


def twice(found: Iterable[tuple[Path, dict[str, Any]]], at: str, value_of: Any) -> Iterator[Mistake]:
    """Entries whose text (by `value_of`, written at `at`) another entry before them has."""
    seen: set[str] = set()
    for path, one in found:
        value = value_of(one)
        if isinstance(value, str) and value in seen:
            words = _("“%(value)s” is there already. Each needs its own.") % {"value": value}
            yield (*path, *at.split("/")), words
        elif isinstance(value, str):
            seen.add(value)


def _needs(data: Any) -> Iterator[Mistake]:
    """A module needs modules that come before it."""
    order = codes(data, "modules")
    for path, module in entries(data, "modules"):
        code, written = module.get("code"), module.get("needs")
        needs = written if isinstance(written, list) else []
        for place, needed in enumerate(needs):
            here = (*path, "needs", place)
            if not isinstance(needed, str):
                continue
            if needed not in order:
                yield here, _no_such(_("module"), needed, order)
            elif code in order and order.index(needed) >= order.index(code):
                words = _("%(module)s can need only modules that come before it.") % {"module": code}
                yield here, words
            elif needed in needs[:place]:
                yield here, _("the same stands here twice.")


def _exams(data: Any) -> Iterator[Mistake]:
    known = codes(data, "modules")
    for path, exam in entries(data, "exams"):
        after = exam.get("after")
        if isinstance(after, str) and after not in known:
            yield (*path, "after"), _no_such(_("module"), after, known)


def _limits(data: Any) -> Iterator[Mistake]:
    known, seen = codes(data, "modules"), set()
    for path, limit in entries(data, "absence_limits"):
        unit, module = limit.get("unit"), limit.get("module")
        if isinstance(module, str) and module not in known:
            yield (*path, "module"), _no_such(_("module"), module, known)
        if module is not None and unit == AbsenceUnit.MODULES:
            yield (*path, "unit"), _("of one module, count sessions or minutes.")
        if (str(unit), str(module)) in seen:
            yield (*path, "unit"), _("there is such a limit already.")
        seen.add((str(unit), str(module)))


def _renewals(data: Any) -> Iterator[Mistake]:
    for path, award in entries(data, "awards"):
        renewal = award.get("renewal")
        if isinstance(renewal, dict) and not _is_a_day(renewal):
            yield (*path, "renewal", "ends_on_day"), _("the month has fewer days.")
        for name in ("categories", "sources"):
            yield from (
                ((*path, "renewal", *here), words)
                for here, words in twice(entries(renewal, name), "code", lambda one: one.get("code"))
            )


def _is_a_day(renewal: Mapping[str, Any]) -> bool:
    """Whether its terms can end on it. True as well for what cannot be read: the schema says it."""
    month, day = renewal.get("ends_on_month", 12), renewal.get("ends_on_day", 31)
    if renewal.get("anchor", RenewalAnchor.AWARD) == RenewalAnchor.AWARD:
        return True  # its terms end on no day of the year
    return not isinstance(month, int) or not isinstance(day, int) or is_a_day(month, day)


def _rules(data: Any, wrong: Iterable[Path]) -> Iterator[Mistake]:
    """What the requirements name, and how many parts they ask for."""
    known, outline = _known(data), _outline(data)
    holds_mistakes = {one[:length] for one in wrong for length in range(len(one) + 1)}
    for path, award in entries(data, "awards"):
        own = award.get("code")
        for found in rules_of(award, path):
            if found.path in holds_mistakes and not found.is_group:
                continue
            in_term = "renewal" in found.path
            there = known | _logged(award["renewal"]) if in_term else known
            # What to write instead is never the award itself: it cannot ask for itself.
            meant = there if in_term else {**there, "award": [one for one in there["award"] if one != own]}
            for here, (_field, sort, code) in found.references():
                if code not in there[sort]:
                    yield here, _no_such(_sort_words(sort), code, meant[sort])
            for here, event in found.events():
                if in_term or event != f"award:{own}":
                    yield from _event(here, event, meant, in_term=in_term)
            if in_term and not found.is_group:
                yield from _never_in_a_term(found)
            yield from _too_much(found, outline)


def _known(data: Any) -> dict[str, list[str]]:
    learning = {
        name: [code for _path, award in entries(data, "awards") for code in codes(award.get("renewal"), name)]
        for name in ("categories", "sources")
    }
    return {
        "module": codes(data, "modules"),
        "exam": codes(data, "exams"),
        "agreement": codes(data, "agreements"),
        "award": codes(data, "awards"),
        "category": [IN_CLASS, *(str(value) for value in HoursCategory.values), *learning["categories"]],
        "source": learning["sources"],
    }


def _logged(renewal: Any) -> dict[str, list[str]]:
    """What holders can log in its term: its own kinds and sources, no other ones."""
    return {"category": codes(renewal, "categories"), "source": codes(renewal, "sources")}


def _never_in_a_term(found: Found) -> Iterator[Mistake]:
    """Nobody could meet what asks for a training: the facts of a term do not hold it."""
    words = _("a renewal looks at one term, so it cannot ask for this.")
    value = found.value
    if value.is_of_training:
        yield found.path, words
        return
    written = {event: here for here, event in found.events()}
    for event in value.events():
        if event.partition(":")[0] in OF_TRAINING:
            yield written.get(event, found.path), words


def _event(path: Path, event: str, known: Mapping[str, Sequence[str]], *, in_term: bool) -> Iterator[Mistake]:
    sort, colon, code = event.partition(":")
    if not colon:
        plain = [name for name in EVENTS if in_term or name not in OF_A_TERM]
        if event not in plain:
            pattern = _("there is no event “%(code)s”. %(known)s")
            options = [*plain, *(f"{name}:CODE" for name in WITH_CODE)]
            yield path, pattern % {"code": event, "known": suggestion(event, options)}
    elif sort == "credential":
        if not code:
            yield path, _("a short name is needed after the colon.")
    elif sort not in WITH_CODE:
        pattern = _("there is no event “%(code)s”. %(known)s")
        yield path, pattern % {"code": event, "known": suggestion(event, _with_codes(sort, code))}
    elif code not in known[sort]:
        yield path, _no_such(_sort_words(sort), code, known[sort])


def _with_codes(sort: str, code: str) -> list[str]:
    """Events as they may have been meant: of the nearest sort, with the code that was typed."""
    near = difflib.get_close_matches(sort, WITH_CODE, n=1)
    return [f"{name}:{code or 'CODE'}" for name in near or WITH_CODE]


def _too_much(found: Found, outline: Outline) -> Iterator[Mistake]:
    """More asked for than there is, as the kind says it. A group may hold what cannot be read: its parts are counted
    as they stand.
    """
    if not found.is_group:
        yield from (((*found.path, field), words) for field, words in found.value.too_much(outline))
        return
    wanted = found.fields.get("number") if isinstance(found.fields, dict) else None
    there = len(found.parts)
    if isinstance(wanted, int) and there and wanted > there:
        yield (*found.path, "number"), more_than_there_is(wanted, there)


def _outline(data: Any) -> Outline:
    """What of an edition limits numbers, as far as it can be read: its modules and the versions of its agreements. A
    module without a code counts: it only needs one.
    """
    modules = {str(one.get("code", path)): one for path, one in entries(data, "modules")}
    versions = [(one.get("code"), one.get("version", 1)) for _path, one in entries(data, "agreements")]
    nameless = Named("")
    return Outline(
        modules={
            code: Unit(title=nameless, minutes=0, is_optional=one.get("optional") is True)
            for code, one in modules.items()
        },
        agreements={
            code: (nameless, version)
            for code, version in versions
            if isinstance(code, str) and isinstance(version, int)
        },
    )


def _circles(data: Any) -> Iterator[Mistake]:
    """Awards that ask for each other, so that nobody can earn any of them."""
    asks: dict[str, list[tuple[str, Path]]] = {}
    for path, award in entries(data, "awards"):
        if isinstance(award.get("code"), str):
            rules = rules_of({"requirements": award.get("requirements")}, path)
            asks[award["code"]] = [
                (str(found.fields["award"]), (*found.path, "award"))
                for found in rules
                if found.kind == "award" and isinstance(found.fields, dict) and "award" in found.fields
            ]
    for code, named in asks.items():
        for other, path in named:
            if code in _reached(other, asks):
                yield path, _("“%(code)s” asks for itself here, so nobody could earn it.") % {"code": code}


def _reached(code: str, asks: Mapping[str, list[tuple[str, Path]]]) -> set[str]:
    found, left = set(), [code]
    while left:
        at = left.pop()
        if at not in found:
            found.add(at)
            left += [other for other, _path in asks.get(at, ())]
    return found


def _sort_words(sort: str) -> str:
    return {
        "module": _("module"),
        "exam": _("exam"),
        "agreement": _("agreement"),
        "award": _("award"),
        "category": _("kind of hours"),
        "source": _("source"),
    }[sort]


def _no_such(what: str, code: str, known: Sequence[str]) -> str:
    return _("there is no %(what)s “%(code)s”. %(known)s") % {
        "what": what,
        "code": code,
        "known": suggestion(code, known),
    }

"""Records of people from a file, as requirements see them. Nobody in it needs to exist."""

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from django.utils.translation import gettext as _

from courses.requirements.base import minutes_of
from courses.requirements.kinds.evaluation import RECOMMENDATION
from courses.requirements.record import (
    Credential,
    Evaluation,
    Held,
    Hours,
    Outline,
    Record,
    Result,
    Sat,
    Signed,
    Time,
)
from courses.rules.minutes import split

from .checking import IN_CLASS, twice
from .problems import Refused
from .reading import Document, Path, read
from .records_schema import records_schema
from .validating import Mistake, mistakes, suggestion
from .walking import entries

ALL = "all"
Fields = dict[str, Any]


class Records(NamedTuple):
    """The people of a file by name, in its order, and the day of judging if the file says one."""

    people: list[tuple[str, Record]]
    on: dt.date | None


def read_records(name: str, content: bytes, outline: Outline) -> Records:
    """The records in a file called `name`, of people who take what `outline` says.

    Raises Refused with everything that is wrong, codes that the outline does not have included. No database.
    """
    document = read(name, content)
    wrong = mistakes(document, records_schema())
    if not wrong:
        wrong = list(_unknown(document, outline))
    if wrong:
        raise Refused(document.problem(path, words) for path, words in wrong)
    on = document.data.get("on")
    return Records(records_from(document.data, outline), _day(on) if on else None)


def records_from(parsed: Fields, outline: Outline) -> list[tuple[str, Record]]:
    """Names and records, of what fits the schema of records."""
    return [(person["name"], _record(person, outline)) for person in parsed["people"]]


def _record(person: Fields, outline: Outline) -> Record:
    completed = _completed(person.get("completed", {}), outline)
    sessions = [_sat(one) for one in person.get("sessions", ())]
    return Record(
        outline=outline,
        completed=completed,
        sessions=sessions,
        minutes=_by_module(sessions, outline),
        course=_sum([sat.time for sat in sessions]),
        to_come=dict(person.get("to_come", {})),
        hours=[*_in_class(completed, outline), *map(_hours, person.get("hours", ()))],
        results=_results(person.get("results", ())),
        evaluations=[_evaluation(one) for one in person.get("evaluations", ())],
        credentials=[
            Credential(
                one["kind"], _day(one["issued_on"]), _maybe(one, "expires_on"), one.get("proven", True)
            )
            for one in person.get("credentials", ())
        ],
        signed=[
            Signed(
                one["agreement"], one.get("version") or _newest(outline, one["agreement"]), _day(one["on"])
            )
            for one in person.get("signed", ())
        ],
        held=[
            Held(one["award"], _day(one["on"]), _maybe(one, "expires_on"), one.get("valid", True))
            for one in person.get("held", ())
        ],
        events={event: _day(on) for event, on in person.get("events", {}).items()},
    )


def _day(value: str) -> dt.date:
    return dt.date.fromisoformat(value)


def _maybe(one: Fields, name: str) -> dt.date | None:
    return _day(one[name]) if name in one else None


def _newest(outline: Outline, agreement: str) -> int:
    known = outline.agreements.get(agreement)
    return known[1] if known else 1


def _completed(written: Fields, outline: Outline) -> dict[str, dt.date]:
    found = {code: _day(on) for code, on in written.items() if code != ALL}
    if ALL in written:
        found = dict.fromkeys(outline.needed, _day(written[ALL])) | found
    return found


def _sat(one: Fields) -> Sat:
    was_absent = one.get("absent", False)
    minutes: int = one["minutes"]
    time = Time(
        minutes, one["attended"] if "attended" in one else minutes * (not was_absent), one.get("made_up", 0)
    )
    return Sat(_day(one["on"]), frozenset(one["modules"]), time, was_absent)


def _by_module(sessions: list[Sat], outline: Outline) -> dict[str, Time]:
    """Minutes of each module; a session of several is divided as long as each of them takes."""
    found: dict[str, list[Time]] = defaultdict(list)
    for sat in sessions:
        weights = {code: outline.modules[code].minutes for code in outline.modules if code in sat.modules}
        shares = [split(minutes, weights) for minutes in sat.time]
        for code in weights:
            found[code].append(Time(*(share[code] for share in shares)))
    return {code: _sum(times) for code, times in found.items()}


def _sum(times: list[Time]) -> Time:
    return Time(*(sum(column) for column in zip(*times, strict=True))) if times else Time()


def _in_class(completed: dict[str, dt.date], outline: Outline) -> Iterator[Hours]:
    for code, on in completed.items():
        module = outline.modules[code]
        if not module.is_practicum and not module.is_optional:
            yield Hours(IN_CLASS, module.minutes, on)


def _hours(one: Fields) -> Hours:
    return Hours(one["kind"], minutes_of(one["hours"]), _day(one["on"]), one.get("source", ""))


def _results(written: Any) -> list[Result]:
    """Attempts that have no number are counted by their dates."""
    found: list[Result] = []
    tried: dict[str, int] = defaultdict(int)
    for one in sorted(written, key=lambda one: str(one["on"])):
        tried[one["exam"]] += 1
        attempt = one.get("attempt") or tried[one["exam"]]
        found.append(Result(one["exam"], attempt, one["mark"], _day(one["on"])))
    return found


def _evaluation(one: Fields) -> Evaluation:
    is_recommendation = one["kind"] == RECOMMENDATION
    recommends = one.get("recommends", True) if is_recommendation else None
    return Evaluation(one["kind"], one["by"], _day(one["on"]), recommends, one.get("rating"))


def _unknown(document: Document, outline: Outline) -> Iterator[Mistake]:
    """Names that two people have, codes that the profile does not have, and minutes that do not add up."""
    yield from twice(entries(document.data, "people"), "name", lambda one: one["name"])
    for path, person in entries(document.data, "people"):
        for here, what, code, known in _named(path, person, outline):
            if code not in known:
                words = _("the profile has no %(what)s “%(code)s”. %(known)s")
                yield here, words % {"what": what, "code": code, "known": suggestion(code, known)}
        for here, session in entries(person, "sessions"):
            if session.get("attended", 0) + session.get("made_up", 0) > session["minutes"]:
                words = _("more minutes were attended and made up than there were.")
                yield (*path, *here, "minutes"), words


def _named(path: Path, person: Fields, outline: Outline) -> Iterator[tuple[Path, str, str, list[str]]]:
    """Every code in a person's facts: where, what it should be, and what there is."""
    modules = list(outline.modules)
    for name, more in (("completed", [ALL]), ("to_come", [])):
        for code in person.get(name, {}):
            yield (*path, name, code), _("module"), code, [*modules, *more]
    for here, session in entries(person, "sessions"):
        for place, code in enumerate(session["modules"]):
            yield (*path, *here, "modules", place), _("module"), code, modules
    lists: tuple[tuple[str, str, str, Callable[[], list[str]]], ...] = (
        (
            "hours",
            "kind",
            _("kind of hours"),
            lambda: [kind for kind in outline.categories if kind != IN_CLASS],
        ),
        ("results", "exam", _("exam"), lambda: list(outline.exams)),
        ("signed", "agreement", _("agreement"), lambda: list(outline.agreements)),
        ("held", "award", _("award"), lambda: list(outline.awards)),
    )
    for name, field, what, known in lists:
        for here, one in entries(person, name):
            yield (*path, *here, field), what, one[field], known()

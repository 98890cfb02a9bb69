"""Whatever requirements and records, for Hypothesis. Nothing in the outline has a number in its name: those in a
sentence are the judgement's.
"""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from hypothesis import strategies as st

from courses.requirements.record import (
    Credential,
    Evaluation,
    ExamFacts,
    Held,
    Hours,
    Named,
    Outline,
    Record,
    Result,
    Sat,
    Signed,
    Time,
    Unit,
)

AT = dt.date(2027, 6, 15)
CODES = ("MA", "MB", "MC")
OUTLINE = Outline(
    modules={
        "MA": Unit(title=Named("Alpha"), minutes=240),
        "MB": Unit(title=Named("Beta"), minutes=120),
        "MC": Unit(title=Named("Gamma"), minutes=120, is_optional=True),
    },
    exams={"final": ExamFacts(title=Named("Final exam"), pass_mark=60, attempts=3)},
    agreements={"code": (Named("Code of ethics"), 2)},
    awards={"level": Named("Level one")},
    categories={"law": Named("law and ethics"), "group": Named("group support")},
)
FIXED = [None, "enrolment", "start", "module:MA", "finish"]
"""Events whose date never changes once they happened."""
EARLIER = [*FIXED, "exam:final", "hours", "award:level"]
"""And those that further facts can only put earlier."""
EVENTS = [*EARLIER, "agreement:code", "credential:first-aid"]

days = st.dates(dt.date(2026, 5, 1), AT + dt.timedelta(days=20))
maybe = st.one_of(st.none(), st.integers(1, 3))
months = st.one_of(st.none(), st.integers(1, 15))
Raw = dict[str, Any]


def _kind(name: str, **fields: Any) -> st.SearchStrategy[Raw]:
    return st.fixed_dictionaries({"type": st.just(name), "value": st.fixed_dictionaries(fields)})


def _hours(**more: Any) -> st.SearchStrategy[Raw]:
    fields = {
        "hours": st.integers(0, 40).map(lambda quarters: str(quarters / 4)),
        "kinds": st.lists(st.sampled_from(["law", "group"]), max_size=2),
        "from_event": st.sampled_from(EARLIER),
        "last_months": months,
        "over_months": maybe,
        "sources": st.lists(
            st.fixed_dictionaries(
                {"source": st.sampled_from(["web", ""]), "at_most": st.integers(0, 4).map(str)}
            ),
            max_size=1,
        ),
    }
    return _kind("hours", **(fields | more))


def _result(**more: Any) -> st.SearchStrategy[Raw]:
    fields = {
        "exam": st.just("final"),
        "mark": st.one_of(st.none(), st.integers(0, 100)),
        "attempts": maybe,
        "from_event": st.sampled_from(EARLIER),
    }
    return _kind("result", **(fields | more))


def _agreement(events: Sequence[str | None]) -> st.SearchStrategy[Raw]:
    return _kind(
        "agreement",
        agreement=st.just("code"),
        version=maybe,
        not_older_months=months,
        from_event=st.sampled_from(events),
    )


def _credential(events: Sequence[str | None]) -> st.SearchStrategy[Raw]:
    return _kind(
        "credential",
        sort=st.just("first-aid"),
        name_en=st.just("First aid"),
        name_fr=st.just("Premiers soins"),
        valid_at_event=st.sampled_from(events),
        needs_proof=st.booleans(),
    )


_codes = st.lists(st.sampled_from(CODES), max_size=3)
_simple = [
    _kind("modules", codes=_codes, at_least=maybe),
    _kind(
        "evaluation",
        sort=st.sampled_from(["recommendation", "report"]),
        by=st.sampled_from(["", "facilitator"]),
        rating=st.sampled_from([None, 2]),
        number=st.sampled_from([1, 1, 2]),
    ),
    _kind("award", award=st.just("level"), is_valid=st.booleans()),
]
lower_bounds = [*_simple, _hours(), _result(), _agreement(EARLIER), _credential(FIXED)]
"""Requirements that more facts can only help, kind by kind."""
requirements = [
    *_simple,
    _hours(from_event=st.sampled_from(EVENTS), for_months=months),
    _result(from_event=st.sampled_from(EVENTS), within_months=months),
    _agreement(EVENTS),
    _credential(EVENTS),
    _kind(
        "attendance",
        most=st.integers(0, 200),
        unit=st.sampled_from(["sessions", "minutes"]),
        codes=_codes,
        is_live=st.booleans(),
    )
    | _kind("attendance", most=st.integers(0, 2), codes=_codes, is_live=st.booleans()),
    _kind(
        "age",
        sort=st.sampled_from(["finished", "recent"]),
        months=st.integers(1, 15),
        from_event=st.sampled_from(EVENTS),
        to_event=st.sampled_from(EVENTS),
    ),
]
"""Requirements of every kind."""


def trees(kinds: Sequence[st.SearchStrategy[Raw]]) -> st.SearchStrategy[list[Raw]]:
    """What an award may ask for: one requirement of each of the `kinds`, and groups of them, as deep as they go."""
    leaves = st.one_of(*kinds)

    def groups(inner: st.SearchStrategy[Raw]) -> st.SearchStrategy[Raw]:
        parts = st.lists(inner, max_size=3)
        return st.one_of(
            _kind("all_of", parts=parts),
            _kind("any_of", parts=parts),
            _kind("at_least", parts=parts, number=st.integers(1, 4)),
        )

    deep = groups(leaves | groups(leaves | groups(leaves)))
    return st.tuples(*kinds, deep).map(list)


@st.composite
def _sats(draw: Any) -> Sat:
    attended = draw(st.sampled_from([0, 0, 30, 120]))
    made_up = draw(st.integers(0, 120 - attended))
    modules = frozenset(draw(st.lists(st.sampled_from(CODES), max_size=2)))
    return Sat(draw(days), modules, Time(120, attended, made_up), attended == 0)


_yes_or_no = st.sampled_from([True, True, False])
FACTS: Mapping[str, st.SearchStrategy[Any]] = {
    "sessions": st.lists(_sats(), max_size=4),
    "hours": st.lists(
        st.builds(
            Hours,
            st.sampled_from(["law", "group", "class"]),
            st.integers(1, 600),
            days,
            st.sampled_from(["", "web", "book"]),
        ),
        min_size=1,
        max_size=6,
    ),
    "results": st.lists(
        st.builds(Result, st.just("final"), st.integers(1, 4), st.integers(0, 100), days),
        min_size=1,
        max_size=4,
    ),
    "evaluations": st.lists(
        st.builds(
            Evaluation,
            st.sampled_from(["recommendation", "report"]),
            st.sampled_from(["facilitator", "supervisor"]),
            days,
            _yes_or_no,
            st.sampled_from([None, 1, 2, 3]),
        ),
        min_size=3,
        max_size=6,
    ),
    "credentials": st.lists(
        st.builds(Credential, st.just("first-aid"), days, st.one_of(st.none(), days), _yes_or_no), max_size=2
    ),
    "signed": st.lists(st.builds(Signed, st.just("code"), st.integers(1, 3), days), max_size=3),
    "held": st.lists(
        st.builds(Held, st.just("level"), days, st.one_of(st.none(), days), _yes_or_no), max_size=2
    ),
    "completed": st.dictionaries(st.sampled_from(CODES), days),
    "events": st.dictionaries(st.sampled_from(["enrolment", "start"]), days),
}
SEQUENCES = ("sessions", "hours", "results", "evaluations", "credentials", "signed", "held")
MAPPINGS = ("completed", "events")
facts = st.fixed_dictionaries(dict(FACTS))
outlines = st.sampled_from([OUTLINE, Outline(modules=OUTLINE.modules, allows_make_ups=False)])


def record_of(found: Mapping[str, Any], outline: Outline = OUTLINE) -> Record:
    """A record of facts; minutes by module and in all are those of its sessions."""
    minutes: dict[str, Time] = {}
    course = Time()
    for sat in found["sessions"]:
        course = _sum(course, sat.time)
        for code in sat.modules:
            minutes[code] = _sum(minutes.get(code, Time()), sat.time)
    return Record(outline=outline, minutes=minutes, course=course, **found)


def _sum(one: Time, other: Time) -> Time:
    return Time(*(a + b for a, b in zip(one, other, strict=True)))


@st.composite
def fewer(draw: Any, found: Mapping[str, Any]) -> dict[str, Any]:
    """Most of the facts."""
    keep = st.sampled_from([True, True, False])
    kept: dict[str, Any] = {name: [one for one in found[name] if draw(keep)] for name in SEQUENCES}
    for name in MAPPINGS:
        kept[name] = {code: day for code, day in found[name].items() if draw(keep)}
    return kept

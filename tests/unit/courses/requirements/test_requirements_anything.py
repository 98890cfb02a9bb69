"""What holds for whatever requirements and facts: more good facts never harm, their order never matters, sentences have
the judgement's numbers, what cannot be met stays so, and what is stored reads the same.
"""

import datetime as dt
import json
import re
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from hypothesis import given, settings
from hypothesis import strategies as st

from courses.requirements.groups import Group
from courses.requirements.judgement import In, Judgement, as_data
from courses.requirements.stream import judge, requirements_of, stored

from .anything import (
    AT,
    MAPPINGS,
    OUTLINE,
    SEQUENCES,
    facts,
    fewer,
    lower_bounds,
    outlines,
    record_of,
    requirements,
    trees,
)

ATTEMPTS = OUTLINE.exams["final"].attempts
ONLY_WORDS = {"agreement", "award", "credential"}
UPPER_BOUNDS = {"attendance", "age"}
DURATION = re.compile(r"(\d+) h (\d+) min|(\d+) h|(\d+) min")


@given(trees(lower_bounds), facts, st.data())
@settings(max_examples=200, deadline=None)
def test_more_facts_never_unmeet_what_has_only_lower_bounds(
    raw: list[Any], more: dict[str, Any], data: st.DataObject
) -> None:
    less = data.draw(fewer(more))
    rules = stored(raw)
    before, after = (judge(rules, record_of(found), at=AT) for found in (less, more))
    for one, same in zip(before.walk(), after.walk(), strict=True):
        assert not one.is_met or same.is_met, (one.text, same.text)


@given(trees(requirements), facts, outlines, st.data())
@settings(max_examples=150, deadline=None)
def test_the_order_of_facts_never_matters(
    raw: list[Any], found: dict[str, Any], outline: Any, data: st.DataObject
) -> None:
    other: dict[str, Any] = {name: data.draw(st.permutations(found[name])) for name in SEQUENCES}
    other |= {name: dict(data.draw(st.permutations(list(found[name].items())))) for name in MAPPINGS}
    rules = stored(raw)
    one, same = (judge(rules, record_of(given_, outline), at=AT) for given_ in (found, other))
    assert one == same
    assert as_data(one) == as_data(same)


def numbers_in(text: str, *, has_minutes: bool) -> set[int]:
    """The numbers of a sentence; lengths in minutes."""
    found: set[int] = set()
    if has_minutes:
        for hours, rest, whole, minutes in DURATION.findall(text):
            found.add(int(hours or whole or 0) * 60 + int(rest or minutes or 0))
        text = DURATION.sub("", text)
    return found | {int(number) for number in re.findall(r"\d+", text)}


def said_in_words(judged: Judgement) -> set[int]:
    """Numbers that the sentence says without digits."""
    if judged.kind in ONLY_WORDS or (isinstance(judged.of, Group) and not judged.parts):
        return {judged.have, judged.need}
    if judged.kind == "evaluation" and judged.need == 1:
        return {judged.have, judged.need} if "recommendation" in judged.text else set()
    if judged.kind == "result" and not judged.number("counted"):
        return {judged.have}
    if judged.kind == "age" and not judged.number("has_begun"):
        return {judged.have}
    return {number for number in (judged.have, judged.need) if number == 0}


def check_words(judged: Judgement) -> None:
    """Each number in the sentence is the judgement's, and `have` and `need` are said."""
    said = numbers_in(judged.text, has_minutes=judged.counts == In.MINUTES)
    own = {int(value) for _name, value in judged.more if isinstance(value, int)}
    assert said <= {judged.have, judged.need} | own, judged
    assert {judged.have, judged.need} <= said | said_in_words(judged), (judged.text, judged)


@given(trees(requirements), facts, outlines)
@settings(max_examples=250, deadline=None)
def test_the_numbers_of_the_sentence_are_those_of_the_judgement(
    raw: list[Any], found: dict[str, Any], outline: Any
) -> None:
    for judged in judge(stored(raw), record_of(found, outline), at=AT).walk():
        check_words(judged)


@given(trees(requirements), facts, outlines)
@settings(max_examples=200, deadline=None)
def test_a_judgement_agrees_with_itself_and_its_parts(
    raw: list[Any], found: dict[str, Any], outline: Any
) -> None:
    for judged in judge(stored(raw), record_of(found, outline), at=AT).walk():
        assert judged.can_be_met or not judged.is_met
        assert not judged.is_over or (judged.can_be_met and not judged.is_met)
        assert bool(judged.next_step) != judged.is_met, judged
        if judged.kind in UPPER_BOUNDS:
            assert judged.have <= judged.need or not judged.is_met
        elif judged.is_met:
            assert judged.have >= judged.need
        if isinstance(judged.of, Group):
            wanted = judged.of.wanted(len(judged.parts))
            done = sum(part.is_met for part in judged.parts)
            assert (judged.is_met, judged.have, judged.need) == (done >= wanted, min(done, wanted), wanted)
            assert judged.can_be_met == (sum(part.can_be_met for part in judged.parts) >= wanted)
            open_ = sum(part.is_met or part.is_open for part in judged.parts) >= wanted
            assert judged.is_open == (open_ and not judged.is_met)
        else:
            assert not judged.parts


@given(trees(requirements), facts, facts, st.integers(0, 400))
@settings(max_examples=250, deadline=None)
def test_what_is_over_is_not_met_by_what_happens_from_then_on(
    raw: list[Any], found: dict[str, Any], new: dict[str, Any], after: int
) -> None:
    """Whatever happens from the day of judging on. An exam is taken as the next attempt, while one is left."""
    later = AT + dt.timedelta(days=after)
    rules = stored(raw)
    known = {**found, **_until(found, AT)}
    before = judge(rules, record_of(known), at=AT)
    after_all = judge(rules, record_of(_later(known, new, later)), at=later)
    for one, same in zip(before.walk(), after_all.walk(), strict=True):
        assert one.is_open or one.is_met or not same.is_met, (dict(one.of), one.text, same.text)


@given(trees(requirements), facts, outlines, facts, facts, st.integers(0, 400))
@settings(max_examples=250, deadline=None)
def test_what_cannot_be_met_any_more_stays_so(
    raw: list[Any], found: dict[str, Any], outline: Any, late: dict[str, Any], new: dict[str, Any], after: int
) -> None:
    """Whatever happens from the day of judging on, and whatever of days gone by is entered after it."""
    later = AT + dt.timedelta(days=after)
    rules = stored(raw)
    known = {**found, **_until(found, AT)}
    before = judge(rules, record_of(known, outline), at=AT)
    entered = _late(known, late)
    after_all = judge(rules, record_of(_later(entered, new, later), outline), at=later)
    for one, same in zip(before.walk(), after_all.walk(), strict=True):
        assert one.can_be_met or not same.is_met, (dict(one.of), one.text, same.text)


def _until(found: dict[str, Any], at: dt.date) -> dict[str, Any]:
    """What was known on a day; exams numbered as they were taken."""
    kept: dict[str, Any] = {name: [one for one in found[name] if _day(one) <= at] for name in SEQUENCES}
    ordered = sorted(kept["results"], key=lambda one: one.on)
    kept["results"] = [one._replace(attempt=number) for number, one in enumerate(ordered[:ATTEMPTS], 1)]
    return kept | {name: {code: min(day, at) for code, day in found[name].items()} for name in MAPPINGS}


def _late(known: dict[str, Any], late: dict[str, Any]) -> dict[str, Any]:
    """What was done before and is entered now, beside what was known. A mark takes the next attempt that is free."""
    past = _until(late, AT)
    entered = {name: known[name] + past[name] for name in SEQUENCES if name != "held"}
    left = past["results"][: max(ATTEMPTS - len(known["results"]), 0)]
    first = len(known["results"]) + 1
    entered["results"] = known["results"] + [
        one._replace(attempt=number) for number, one in enumerate(left, first)
    ]
    return known | entered | {name: past[name] | known[name] for name in MAPPINGS}


def _later(known: dict[str, Any], new: dict[str, Any], day: dt.date) -> dict[str, Any]:
    """Further facts, all of them on one day; what is in no table happened then as well."""
    return {
        "sessions": known["sessions"] + [one._replace(on=day) for one in new["sessions"]],
        "hours": known["hours"]
        + [one._replace(on=day, minutes=min(one.minutes, 288)) for one in new["hours"]],
        "results": known["results"]
        + [
            one._replace(on=day, attempt=number)
            for number, one in enumerate(new["results"], len(known["results"]) + 1)
            if number <= ATTEMPTS
        ],
        "evaluations": known["evaluations"] + [one._replace(on=day) for one in new["evaluations"]],
        "credentials": known["credentials"] + [one._replace(issued_on=day) for one in new["credentials"]],
        "signed": known["signed"] + [one._replace(on=day) for one in new["signed"]],
        "held": known["held"] + [one._replace(on=day) for one in new["held"]],
        "completed": dict.fromkeys(new["completed"], day) | known["completed"],
        "events": dict.fromkeys(new["events"], day) | known["events"],
    }


def _day(fact: Any) -> dt.date:
    found: dt.date = fact.issued_on if hasattr(fact, "issued_on") else fact.on
    return found


@given(trees(requirements), facts)
@settings(max_examples=200, deadline=None)
def test_what_is_stored_reads_the_same(raw: list[Any], found: dict[str, Any]) -> None:
    rules = stored(raw)
    one = judge(
        rules, record_of(found), at=AT
    )  # reads each block: what nobody read would be stored as it came
    kept = json.loads(json.dumps(rules.get_prep_value(), cls=DjangoJSONEncoder))
    same = judge(stored(kept), record_of(found), at=AT)
    assert one == same
    assert as_data(one) == as_data(same)


@given(trees(requirements))
@settings(max_examples=100, deadline=None)
def test_each_says_what_it_asks_for(raw: list[Any]) -> None:
    for requirement in requirements_of(stored(raw)):
        assert re.fullmatch(r"\S.*[.:]", requirement.asks(OUTLINE)), requirement.asks(OUTLINE)

"""Something that somebody else certified."""

import datetime as dt
from typing import Any

import pytest
from django.utils.translation import override

from courses.requirements.record import Credential

from .tables import ALL, AT, Case, asks, check, day, done, judged

AID: dict[str, Any] = {"sort": "first-aid", "name_en": "First aid", "name_fr": "Premiers soins"}
AT_FINISH = AID | {"valid_at_event": "finish"}
FINISHED = {"completed": done(*ALL, on=day("05-01"))}
SEND = "Send a copy of it: First aid."


def aid(since: str = "01-01", until: str | None = None, *, proven: bool = True) -> Credential:
    """First aid, from one day to another."""
    return Credential("first-aid", day(since), day(until) if until else None, is_proven=proven)


CASES = {
    "none": Case(AID, {}, False, "First aid: not there yet.", SEND),
    "for good": Case(AID, {"credentials": [aid()]}, True, "First aid: valid."),
    "on its last day": Case(AID, {"credentials": [aid(until="06-15")]}, True, "First aid: valid."),
    "a day later": Case(
        AID,
        {"credentials": [aid(until="06-14")]},
        False,
        "First aid: not valid on the day that counts.",
        SEND,
    ),
    "from tomorrow on": Case(AID, {"credentials": [aid("06-16")]}, False, "First aid: not there yet.", SEND),
    "without proof": Case(
        AID,
        {"credentials": [aid(proven=False)]},
        False,
        "First aid: the proof is not accepted yet.",
        "Your coordinator looks at the proof.",
    ),
    "no proof needed": Case(
        AID | {"needs_proof": False}, {"credentials": [aid(proven=False)]}, True, "First aid: valid."
    ),
    "something else": Case(
        AID,
        {"credentials": [Credential("cpr", day("01-01"), is_proven=True)]},
        False,
        "First aid: not there yet.",
        SEND,
    ),
    "an old one and a new one": Case(
        AID, {"credentials": [aid(until="02-01"), aid("03-01")]}, True, "First aid: valid."
    ),
    "the day that counts is to come": Case(
        AT_FINISH,
        {"credentials": [aid()]},
        False,
        "First aid: the day that counts is still to come.",
        "Keep it valid until then: the last module.",
    ),
    "valid on that day, not today": Case(
        AT_FINISH, FINISHED | {"credentials": [aid(until="05-01")]}, True, "First aid: valid."
    ),
    "not on that day": Case(
        AT_FINISH,
        FINISHED | {"credentials": [aid("05-02")]},
        False,
        "First aid: not valid on the day that counts.",
        "Send a copy of one that is valid on 1 May 2027: First aid.",
    ),
    "on a planned day": Case(
        AID | {"valid_at_event": "end"},
        {"events": {"end": day("12-01")}, "credentials": [aid(until="11-30"), aid(until="12-01")]},
        True,
        "First aid: valid.",
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_credential(name: str) -> None:
    check("credential", CASES[name])


def test_it_speaks_french_where_it_has_words() -> None:
    found = judged("credential", AID, credentials=[aid()], at=AT + dt.timedelta(days=400))
    with override("fr"):
        assert "Premiers soins" in found.text


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (AID, "First aid, still valid. With proof."),
        (AID | {"needs_proof": False}, "First aid, still valid."),
        (AT_FINISH, "First aid, valid on this day: the last module. With proof."),
    ],
)
def test_credential_in_words(value: dict[str, Any], words: str) -> None:
    assert asks("credential", value) == words

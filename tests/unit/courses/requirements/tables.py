"""What the tables of each kind share: an outline, and one requirement judged on a few facts."""

import datetime as dt
from typing import Any, NamedTuple

from courses.requirements.judgement import Judgement
from courses.requirements.record import ExamFacts, Named, Outline, Record, Unit
from courses.requirements.stream import judge, requirements_of, stored

AT = dt.date(2027, 6, 15)
"""The day on which the tables judge."""

OUTLINE = Outline(
    modules={
        "M1": Unit(title=Named("Orientation", "Accueil"), minutes=240),
        "M2": Unit(title=Named("Roles", "Rôles"), minutes=480),
        "M8": Unit(title=Named("Listening", "Écoute"), minutes=120),
        "M9": Unit(title=Named("Sharing", "Partage"), minutes=120),
        "P1": Unit(title=Named("Practicum", "Stage"), minutes=2160, is_practicum=True),
        "F1": Unit(title=Named("Family stream", "Volet famille"), minutes=720, is_optional=True),
    },
    exams={
        "final": ExamFacts(title=Named("Final exam", "Examen final"), pass_mark=80),
        "mid": ExamFacts(title=Named("Mid-term", "Mi-parcours"), pass_mark=70, attempts=2),
    },
    agreements={"code": (Named("Code of ethics", "Code de déontologie"), 3)},
    awards={"level-1": Named("Level 1", "Niveau 1"), "certified": Named("Certified", "Certification")},
    categories={
        "practicum": Named("practicum", "stage"),
        "law": Named("law and ethics", "droit et éthique"),
        "group": Named("group support", "soutien de groupe"),
    },
    sources={"webinar": Named("webinars", "webinaires")},
)
NO_MAKE_UPS = Outline(modules=OUTLINE.modules, allows_make_ups=False)
ALL = ("M1", "M2", "M8", "M9", "P1")


class Case(NamedTuple):
    """A requirement, facts, and what comes out. can: whether it can still be met, where it is not; over: only by what
    was done before and is entered late.
    """

    value: dict[str, Any]
    facts: dict[str, Any]
    met: bool
    text: str
    next_step: str = ""
    can: bool = True
    over: bool = False


def day(text: str) -> dt.date:
    """ "05-01" of 2027, or a whole date."""
    return dt.date.fromisoformat(text if len(text) > 5 else f"2027-{text}")


def done(*codes: str, on: dt.date = AT) -> dict[str, dt.date]:
    """Modules completed on a day."""
    return dict.fromkeys(codes, on)


def record(**facts: Any) -> Record:
    """Somebody's facts, in the outline of the tables unless another is given."""
    return Record(**({"outline": OUTLINE} | facts))


def judged(kind: str, value: dict[str, Any], *, at: dt.date = AT, **facts: Any) -> Judgement:
    """What one requirement says."""
    [requirement] = requirements_of(stored([{"type": kind, "value": value}]))
    return requirement.judge(record(**facts), at=at)


def asks(kind: str, value: dict[str, Any]) -> str:
    """What one requirement asks for, in words."""
    [requirement] = requirements_of(stored([{"type": kind, "value": value}]))
    return requirement.asks(OUTLINE)


def everything(raw: list[dict[str, Any]], *, at: dt.date = AT, **facts: Any) -> Judgement:
    """What an award with these requirements says."""
    return judge(stored(raw), record(**facts), at=at)


def check(kind: str, case: Case) -> None:
    """It comes out as the table says, in English."""
    found = judged(kind, case.value, **case.facts)
    said = (found.is_met, found.can_be_met, found.is_over, found.text, found.next_step)
    assert said == (case.met, case.can, case.over, case.text, case.next_step)

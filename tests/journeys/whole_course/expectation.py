"""What must come of the script, worked out by hand from it, and nothing of it from the product's rules.

M01 has 60 minutes, M02 240, M03 180, M04 240; the sessions of two hours are M01+M02, M02, M02+M03, M03, M04, M04, with
an hour for each where there are two. Eighty percent of M02 and M04 are 192 minutes, of M03 144.
"""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from courses.enums import HoursCategory
from courses.models import Cohort
from trainees.queries.practicum import cohort_practicum
from trainees.queries.records import Record, cohort_record
from trainees.rules.minutes import Time

from .course import World
from .script import PEOPLE, YEAR

# Minutes attended, made up and missed.
MINUTES = """
Name |  M01      |  M02         |  M03        |  M04         |  in all
Ana  |  60  0  0 |  240   0   0 | 180   0   0 |  240  0    0 |  720   0   0
Bo   |  60  0  0 |  220   0  20 | 180   0   0 |  240  0    0 |  700   0  20
Cleo |  60  0  0 |  120 120   0 | 180   0   0 |  240  0    0 |  600 120   0
Dev  |  60  0  0 |  240   0   0 |  60 120   0 |  240  0    0 |  600 120   0
Eli  |  60  0  0 |  180   0  60 | 120   0  60 |  240  0    0 |  600   0 120
Fay  |  60  0  0 |  240   0   0 | 180   0   0 |  240  0    0 |  720   0   0
Gus  |  60  0  0 |  240   0   0 | 180   0   0 |  240  0    0 |  720   0   0
Hana |  60  0  0 |  235   0   5 | 175   0   5 |  240  0    0 |  710   0  10
Ira  |  60  0  0 |  240   0   0 | 180   0   0 |  210  0   30 |  690   0  30
Jun  |  60  0  0 |  240   0   0 | 180   0   0 |  120  0  120 |  600   0 120
Kai  |  53  0  7 |  232   0   8 | 180   0   0 |  240  0    0 |  705   0  15
Lou  |   0  0 60 |  120  60  60 | 120  60   0 |  240  0    0 |  480 120 120
Mia  |  60  0  0 |  240   0   0 | 180   0   0 |  240  0    0 |  720   0   0
Nur  |  60  0  0 |  240   0   0 | 180   0   0 |  230  0   10 |  710   0  10
Pia  |   0  0  0 |  180   0   0 | 180   0   0 |  240  0    0 |  600   0   0
"""
# On which day of March a module was completed (P1: of April); else what keeps it open, with / between two things.
MODULES = """
Name | M01 | M02        | M03        | M04                | P1
Ana  | 2   | 12         | 19         | 23                 | 8
Bo   | 2   | 12         | 19         | 23                 | practicum/sign_off
Cleo | 2   | 13         | 19         | 23                 | practicum/sign_off
Dev  | 2   | 12         | 19         | 23                 | practicum/sign_off
Eli  | 2   | attendance | attendance | M02                | M04/practicum/sign_off
Fay  | 2   | 12         | 19         | 23                 | practicum/sign_off
Gus  | 2   | 13         | 19         | 23                 | practicum/sign_off
Hana | 2   | 12         | 19         | 23                 | practicum/sign_off
Ira  | 2   | 12         | 19         | 23                 | practicum/sign_off
Jun  | 2   | 12         | assignment | attendance/practice | M04/practicum/sign_off
Kai  | 2   | 12         | assignment | 23                 | practicum/sign_off
Lou  | 2   | attendance | 19         | M02                | M04/practicum/sign_off
Mia  | 2   | 12         | 19         | 23                 | practicum/sign_off
Nur  | 2   | 12         | 19         | 23                 | practicum/sign_off
Pia  | 3   | 12         | 19         | 23                 | practicum/sign_off
"""
# Sessions that count as missed in the end, of the one that may be; of M04, of which none may be; how often a person
# was written to about that while it could be mended (Nur's slip was put right before anybody wrote).
MISSED = {"Eli": (1, 0, 1), "Lou": (1, 0, 2), "Jun": (1, 1, 1), "Cleo": (0, 0, 1), "Dev": (0, 0, 1)}
# Confirmed minutes that count by category, those that wait, the sum for each goal, reports of trainee and supervisor.
NOTHING = dict.fromkeys((category.value for category in HoursCategory), 0)
PRACTICUM: Mapping[str, Mapping[str, Any]] = {
    "Ana": {
        "by_category": {"one_to_one": 120, "group": 90, "supervision": 45, "training": 60},
        "waiting": 0,
        "toward": [("All hours", 315), ("With people", 210)],
        "written": [(1, "supervisor"), (1, "trainee"), (2, "supervisor"), (2, "trainee")],
    },
    "Cleo": {
        "by_category": NOTHING | {"one_to_one": 100, "training": 50},
        "waiting": 40,
        "toward": [("All hours", 150), ("With people", 100)],
        "written": [(1, "trainee")],
    },
}
# The signs of the overview: modules, then the exam. ✓ done, ● waits for Kim, ○ to do, · later, ! talk together.
OVERVIEW = {
    "Ana": "✓ ✓ ✓ ✓ ✓ ✓",
    "Eli": "✓ ○ ○ · ○ ✓",
    "Jun": "✓ ✓ ○ ○ ○ ○",
    "Kai": "✓ ✓ ● ✓ ○ ✓",
    "Mia": "✓ ✓ ✓ ✓ ○ !",
}

# What three people read of it on their own pages.
PAGES: Mapping[str, Mapping[str, Sequence[str]]] = {
    "Cleo": {
        "/my/": ("12 of 12 class hours", "2.5 of 5 practicum hours", "4 of 5 required modules done"),
        "/my/checklist/": (
            "4 of 5 required modules done",
            "Your facilitator confirms it.",
            "Passed with 88 %",
        ),
        "/my/attendance/": ("10 h of 12 h attended; 2 h made up.", "Sessions missed: 0 of 1 allowed"),
    },
    "Eli": {
        "/my/": ("1 of 5 required modules done", "2 h to make up. Your facilitator plans it with you."),
        "/my/checklist/": (
            "3 hours of 3 hours 12 minutes attended. Ask your facilitator how to make up for what you missed.",
            "2 hours of 2 hours 24 minutes attended.",
            "Needs Roles first",
            "4 hours attended.",
            "Needs Communication first",
            "Passed with 90 %",
        ),
        "/my/attendance/": ("10 h of 12 h attended; 2 h missed.", "Sessions missed: 1 of 1 allowed"),
    },
    "Mia": {
        "/my/": ("0 of 5 practicum hours", "4 of 5 required modules done"),
        "/my/checklist/": ("75 % so far, 80 % needed", "Talk to your facilitator: together you find a way."),
        "/my/attendance/": ("12 h of 12 h attended.", "Sessions missed: 0 of 1 allowed"),
    },
}
# What waits for Kim in the end, the first and how many: Kai's story. Practicums are with those who practise.
INBOX = ("Kai", 1)


@dataclass(frozen=True)
class Outcome:
    """What is compared for one person."""

    minutes: list[tuple[int, int, int]]
    modules: list[str]
    quiz: list[int]
    levels: list[list[int]]
    marks: list[int]
    missed: tuple[int, int]


def expected() -> dict[str, Outcome]:
    """The tables, and what the script says itself."""
    minutes, modules = _rows(MINUTES), _rows(MODULES)
    return {
        name: Outcome(
            minutes=[_three(cell) for cell in minutes[name]],
            modules=modules[name],
            quiz=[right * 100 // 5 for right in one.quiz],
            levels=[list(levels) for levels in one.seen],
            marks=list(one.marks),
            missed=MISSED.get(name, (0, 0, 0))[:2],
        )
        for name, one in PEOPLE.items()
    }


def found(world: World) -> dict[str, Outcome]:
    """What the product says now."""
    cohort = Cohort.objects.with_course().get(pk=world.cohort.pk)
    records = cohort_record(cohort, at=timezone.now())
    return {record.person.chosen_name: _outcome(world, record) for record in records}


def practicum_found(world: World) -> dict[str, dict[str, Any]]:
    """Of everybody who has one."""
    cohort = Cohort.objects.with_course().get(pk=world.cohort.pk)
    names = {enrolment.pk: name for name, enrolment in world.enrolments.items()}
    return {
        names[pk]: {
            "by_category": dict(one.totals.by_category),
            "waiting": one.totals.waiting,
            "toward": [(goal.name_en, minutes) for goal, minutes in one.toward()],
            "written": sorted((report.number, report.author) for report in one.written),
        }
        for pk, (one,) in cohort_practicum(cohort).items()
    }


def _outcome(world: World, record: Record) -> Outcome:
    plan, attended = record.plan, record.attended
    classes = [attended.modules.get(module.pk, Time()) for module in plan.modules if module.code != "P1"]
    return Outcome(
        minutes=[(time.attended, time.made_up, time.missed) for time in (*classes, attended.course)],
        modules=[_state(record, module) for module in plan.modules],
        quiz=[one.percent or 0 for one in record.tries.get(world.items["quiz"].pk, ())],
        levels=[list(levels) for levels in record.levels.get(world.items["practice"].pk, ())],
        marks=list(record.results.get(world.exam.pk, ())),
        missed=(record.allowances[0].missed, record.allowances[1].missed),
    )


def _state(record: Record, module: Any) -> str:
    """The day on which it was completed, else what keeps it open: modules before it, then what it asks for."""
    if done_on := record.completions.get(module.pk):
        assert done_on == dt.date(YEAR, 4 if module.code == "P1" else 3, done_on.day)
        return str(done_on.day)
    codes = {one.pk: one.code for one in record.plan.modules}
    parts = [part for part in record.evidence(module).parts if not part.is_met]
    return "/".join(
        [*(codes[pk] for pk in record.missing(module)), *(part.item.kind for part in parts if part.item)]
    )


def _rows(table: str) -> dict[str, list[str]]:
    lines = [[cell.strip() for cell in line.split("|")] for line in table.strip().splitlines()[1:]]
    return {name: cells for name, *cells in lines}


def _three(cell: str) -> tuple[int, int, int]:
    attended, made_up, missed = map(int, cell.split())
    return attended, made_up, missed

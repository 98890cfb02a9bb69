"""Hours of some kinds."""

import datetime as dt
from typing import Any

import pytest

from courses.requirements.record import Credential, Hours

from .tables import ALL, AT, Case, asks, check, day, done, judged

NEVER = "There is not enough time left for it. Ask your coordinator what is possible."
OVER = (
    "There is not enough time left for it. Hours from before can still be entered. "
    "If there are none, ask your coordinator what is possible."
)


def hours(number: float, on: dt.date = AT, kind: str = "law", source: str = "") -> Hours:
    """Hours of a kind."""
    return Hours(kind, round(number * 60), on, source)


LAW = {"hours": "6", "kinds": ["law"]}
AFTER = {"hours": "10", "from_event": "finish"}
YEAR = {"hours": "10", "from_event": "enrolment", "for_months": 12}
SPREAD = {"hours": "2", "over_months": 6}
WEBINARS = {"hours": "20", "sources": [{"source": "webinar", "at_most": "5"}]}
CASES = {
    "none yet": Case({"hours": "36"}, {}, False, "None yet of 36 h.", "36 more hours."),
    "one more": Case(
        LAW,
        {"hours": [hours(2), hours(3), hours(9, kind="group")]},
        False,
        "5 h of 6 h.",
        "1 more hour of law and ethics.",
    ),
    "some more": Case(LAW, {"hours": [hours(2)]}, False, "2 h of 6 h.", "4 more hours of law and ethics."),
    "with minutes": Case(
        LAW, {"hours": [hours(4.5)]}, False, "4 h 30 min of 6 h.", "1 h 30 min more of law and ethics."
    ),
    "less than an hour": Case(
        {"hours": "1"}, {"hours": [hours(0.25)]}, False, "15 min of 1 h.", "45 min more."
    ),
    "one more of any": Case({"hours": "2"}, {"hours": [hours(1)]}, False, "1 h of 2 h.", "1 more hour."),
    "a period of no event begins with the enrolment": Case(
        {"hours": "10", "for_months": 12},
        {"events": {"enrolment": dt.date(2025, 1, 1)}, "hours": [hours(9)]},
        False,
        "None yet of 10 h.",
        OVER,
        over=True,
    ),
    "exactly": Case(LAW, {"hours": [hours(6)]}, True, "6 h of 6 h."),
    "more than needed": Case(LAW, {"hours": [hours(60)]}, True, "6 h of 6 h."),
    "of two kinds": Case(
        {"hours": "4", "kinds": ["law", "group"]},
        {"hours": [hours(1), hours(1, kind="group"), hours(9, kind="practicum")]},
        False,
        "2 h of 4 h.",
        "2 more hours of law and ethics or group support.",
    ),
    "of a kind without words": Case(
        {"hours": "1", "kinds": ["x"]}, {}, False, "None yet of 1 h.", "1 more hour of x."
    ),
    "tomorrow's do not count": Case(
        {"hours": "1"},
        {"hours": [hours(1, AT + dt.timedelta(days=1))]},
        False,
        "None yet of 1 h.",
        "1 more hour.",
    ),
    "before the event happened none count": Case(
        AFTER,
        {"hours": [hours(50)]},
        False,
        "None yet of 10 h.",
        "It counts from a later day on: the last module.",
    ),
    "from the event's day on": Case(
        AFTER,
        {
            "completed": done(*ALL, on=day("05-01")),
            "hours": [hours(9, day("04-30")), hours(4, day("05-01")), hours(6, day("05-02"))],
        },
        True,
        "10 h of 10 h.",
    ),
    "in the period, its last day included": Case(
        YEAR,
        {"events": {"enrolment": day("2026-06-15")}, "hours": [hours(10, AT)]},
        True,
        "10 h of 10 h.",
    ),
    "after the period": Case(
        YEAR,
        {"events": {"enrolment": day("2026-06-14")}, "hours": [hours(10, AT)]},
        False,
        "None yet of 10 h.",
        OVER,
        over=True,
    ),
    "on its last day 24 hours are left": Case(
        YEAR | {"hours": "24"},
        {"events": {"enrolment": day("2026-06-15")}},
        False,
        "None yet of 24 h.",
        "24 more hours. The last day that counts: 15 June 2027.",
    ),
    "but not 25": Case(
        YEAR | {"hours": "25"},
        {"events": {"enrolment": day("2026-06-15")}},
        False,
        "None yet of 25 h.",
        OVER,
        over=True,
    ),
    "within the last months": Case(
        {"hours": "10", "last_months": 12},
        {"hours": [hours(9, day("2026-06-14")), hours(4, day("2026-06-15")), hours(2)]},
        False,
        "6 h of 10 h.",
        "4 more hours.",
    ),
    "enough, in too short a time": Case(
        SPREAD,
        {"hours": [hours(1, day("01-15")), hours(1, day("06-14"))]},
        False,
        "2 h of 2 h. Spread over 4 of 6 months.",
        "The hours are there. They need to be spread over more months.",
    ),
    "spread over just so many months": Case(
        SPREAD,
        {"hours": [hours(1, day("2026-12-15")), hours(1, day("06-15"))]},
        True,
        "2 h of 2 h. Spread over 6 of 6 months.",
    ),
    "spread wide enough, too few": Case(
        SPREAD,
        {"hours": [hours(0.5, day("2026-01-15")), hours(1)]},
        False,
        "1 h 30 min of 2 h. Spread over 6 of 6 months.",
        "30 min more.",
    ),
    "spread over one month": Case(
        {"hours": "1", "over_months": 1},
        {"hours": [hours(1)]},
        False,
        "1 h of 1 h. Spread over 0 of 1 month.",
        "The hours are there. They need to be spread over more months.",
    ),
    "no time left to spread them": Case(
        SPREAD | {"from_event": "enrolment", "for_months": 12},
        {"events": {"enrolment": day("2026-08-01")}, "hours": [hours(2, day("02-02"))]},
        False,
        "2 h of 2 h. Spread over 0 of 6 months.",
        OVER,
        over=True,
    ),
    "a period shorter than they are to be spread": Case(
        SPREAD | {"last_months": 5},
        {},
        False,
        "None yet of 2 h. Spread over 0 of 6 months.",
        NEVER,
        can=False,
    ),
    "so much of one source at most": Case(
        WEBINARS,
        {"hours": [hours(8, source="webinar"), hours(3, source="webinar"), hours(4, source="course")]},
        False,
        "9 h of 20 h. 6 h more do not count: there is a limit for their source.",
        "11 more hours.",
    ),
    "what does not count is not spread either": Case(
        SPREAD | {"sources": [{"source": "webinar", "at_most": "0"}]},
        {"hours": [hours(1, day("2026-12-15"), source="webinar"), hours(2)]},
        False,
        "2 h of 2 h. Spread over 0 of 6 months. 1 h more do not count: there is a limit for their source.",
        "The hours are there. They need to be spread over more months.",
    ),
    "of what is beyond a limit, those hours count that are spread the most": Case(
        SPREAD | {"sources": [{"source": "webinar", "at_most": "1"}]},
        {
            "hours": [
                hours(1, day("2026-12-15"), source="webinar"),
                hours(1, day("03-15")),
                hours(1, source="webinar"),
            ]
        },
        True,
        "2 h of 2 h. Spread over 6 of 6 months. 1 h more do not count: there is a limit for their source.",
    ),
    "the source's limit is enough": Case(
        WEBINARS | {"hours": "5"}, {"hours": [hours(5, source="webinar")]}, True, "5 h of 5 h."
    ),
    "nothing needed": Case({"hours": "0"}, {}, True, "None yet of 0 min."),
}


@pytest.mark.parametrize("name", CASES)
def test_hours(name: str) -> None:
    check("hours", CASES[name])


def test_parts_of_hours_become_the_nearest_minutes() -> None:
    assert judged("hours", {"hours": "1.33"}).need == 80


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ({"hours": "36"}, "36 hours."),
        ({"hours": "1.5", "kinds": ["law"]}, "1 hour 30 minutes: law and ethics."),
        ({"hours": "4", "kinds": ["law", "group"]}, "4 hours: law and ethics or group support."),
        (AFTER, "10 hours. Counted from: the last module."),
        (YEAR, "10 hours. Counted from: the enrolment. Within 12 months from then on."),
        ({"hours": "1", "last_months": 1}, "1 hour. Within the last 1 month."),
        (SPREAD, "2 hours. Spread over 6 months or more."),
        (WEBINARS, "20 hours. At most 5 hours from this source: webinars."),
    ],
)
def test_hours_in_words(value: dict[str, Any], words: str) -> None:
    assert asks("hours", value) == words


@pytest.mark.parametrize(("proven", "have"), [(False, 0), (True, 3 * 60)])
def test_what_nobody_has_accepted_moves_no_day(proven: bool, have: int) -> None:
    """Hours that count from a certificate from elsewhere do not count on the word of who sent it in."""
    approval = Credential("site-approval", AT - dt.timedelta(days=30), is_proven=proven)
    rule = {"hours": "10", "from_event": "credential:site-approval"}
    assert judged("hours", rule, hours=[hours(3)], credentials=[approval]).have == have

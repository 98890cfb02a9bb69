"""A renewal tried out on sample records sees what the site would see: the facts of the term."""

import datetime as dt

import pytest

from courses.profiles.profile import read_profile
from courses.profiles.trying import try_out
from courses.requirements.record import Held, Hours, Record, Signed

from .expectations import SHIPPED

BEGAN, ENDS = dt.date(2026, 4, 15), dt.date(2028, 4, 15)


def test_what_came_before_the_term_does_not_renew() -> None:
    content = (SHIPPED / "california.yaml").read_text(encoding="utf-8").replace(", from_event: term", "")
    profile = read_profile("california.yaml", content.encode())

    def is_met(on: dt.date) -> bool:
        record = Record(
            outline=profile.outline,
            held=[Held("certified", BEGAN, ENDS)],
            hours=[Hours("law_and_ethics", 20 * 60, on, "course")],
            signed=[Signed("ethics", 1, on)],
        )
        tried = [one for one in try_out(profile, [("Ana", record)], at=ENDS) if one.term]
        return tried[0].judged.is_met

    assert is_met(BEGAN)
    assert not is_met(BEGAN - dt.timedelta(days=1))


@pytest.mark.parametrize(("ends", "other"), [(dt.date.min, "opens_on"), (dt.date.max, "late_until")])
def test_a_term_at_an_end_of_the_calendar_is_tried_too(ends: dt.date, other: str) -> None:
    """People type any date: what lies beyond the calendar ends with it."""
    profile = read_profile("california.yaml", (SHIPPED / "california.yaml").read_bytes())
    record = Record(outline=profile.outline, held=[Held("certified", ends, ends)])
    [tried] = [one for one in try_out(profile, [("Ana", record)], at=ENDS) if one.term]
    assert getattr(tried.term, other) == ends

"""Which days a renewal goes by: windows, grace, leap days, even and odd years, and what is reminded of."""

import datetime as dt
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from courses.enums import RenewalAnchor
from courses.models import Renewal
from courses.requirements.base import month_later
from courses.requirements.record import Named
from trainees.enums import STILL_VALID, CertificateKind, CertificateState
from trainees.models import Certificate
from trainees.rules.certificates import late_until, opens_on, state_of, term_end
from trainees.rules.renewals import (
    STAGES,
    counted_from,
    is_automatic,
    kind_of_filing,
    last_day_of,
    next_end,
    stage_on,
    words_by_code,
)

DAY = dt.timedelta(days=1)
ENDS = dt.date(2028, 3, 1)
TWO_YEARS = Renewal(every_months=24, window_days=90, grace_days=30)
EVEN = Renewal(anchor=RenewalAnchor.EVEN_YEARS)
ODD = Renewal(anchor=RenewalAnchor.ODD_YEARS, ends_on_month=6, ends_on_day=30)
LEAP = Renewal(anchor=RenewalAnchor.EVEN_YEARS, ends_on_month=2, ends_on_day=29)


def on(words: str) -> dt.date:
    return dt.date.fromisoformat(words)


@pytest.mark.parametrize(
    ("renewal", "begins", "ends"),
    [
        (TWO_YEARS, "2026-11-29", "2028-11-29"),
        (TWO_YEARS, "2024-02-29", "2026-02-28"),
        (Renewal(every_months=48), "2024-02-29", "2028-02-29"),
        (Renewal(every_months=1), "2027-01-31", "2027-02-28"),
        (Renewal(every_months=1), "2028-01-31", "2028-02-29"),
        (EVEN, "2026-11-29", "2028-12-31"),
        (EVEN, "2027-12-31", "2028-12-31"),
        (EVEN, "2028-01-01", "2030-12-31"),
        (EVEN, "2026-12-31", "2028-12-31"),
        (ODD, "2026-06-30", "2027-06-30"),
        (ODD, "2026-07-01", "2029-06-30"),
        (LEAP, "2027-02-28", "2028-02-29"),
        (LEAP, "2028-02-29", "2030-02-28"),
        (LEAP, "2030-02-28", "2032-02-29"),
    ],
)
def test_the_last_day_of_a_term(renewal: Renewal, begins: str, ends: str) -> None:
    assert term_end(renewal, begins_on=on(begins)) == on(ends)


@pytest.mark.parametrize(
    ("filed", "kind"),
    [
        ("2027-12-01", None),  # 91 days before
        ("2027-12-02", CertificateKind.RENEWED),  # 90 days before
        ("2028-03-01", CertificateKind.RENEWED),  # the last day
        ("2028-03-31", CertificateKind.RENEWED),  # the last day of grace
        ("2028-04-01", CertificateKind.REINSTATED),
        ("2038-04-01", CertificateKind.REINSTATED),
    ],
)
def test_what_a_request_leads_to(filed: str, kind: CertificateKind | None) -> None:
    assert kind_of_filing(TWO_YEARS, expires_on=ENDS, filed_on=on(filed)) == kind


@pytest.mark.parametrize(
    ("filed", "answered", "ends"),
    [
        ("2027-12-02", "2027-12-20", "2030-03-01"),  # in time: it follows the term before
        ("2028-03-01", "2028-09-01", "2030-03-01"),  # the answer was slow, and nobody loses by it
        ("2028-03-31", "2028-04-10", "2030-03-01"),  # late: nobody gains by it
        ("2028-04-01", "2028-04-10", "2030-04-10"),  # reinstated: it begins with the answer
    ],
)
def test_the_next_term(filed: str, answered: str, ends: str) -> None:
    found = next_end(TWO_YEARS, expires_on=ENDS, filed_on=on(filed), answered_on=on(answered))
    assert found == on(ends)


@pytest.mark.parametrize(
    ("issued", "ends", "first"),
    [
        (["2026-08-31"], "2027-02-28", "2026-08-31"),
        (["2026-08-31", "2027-03-10"], "2027-08-31", "2026-08-31"),
        (["2026-08-31", "2028-08-28"], "2029-02-28", "2026-08-31"),  # both would do: the first one
        (["2026-08-31", "2027-10-05"], "2028-04-05", "2027-10-05"),  # counted anew from an answer
        (["2026-08-31"], "2027-03-15", "2027-03-15"),  # given by hand
        (["2026-08-31"], "2026-08-31", "2026-08-31"),
        ([], "2027-02-28", "2027-02-28"),
    ],
)
def test_from_which_day_terms_are_counted(issued: list[str], ends: str, first: str) -> None:
    half_years = Renewal(every_months=6)
    assert counted_from(half_years, issued=[on(day) for day in issued], expires_on=on(ends)) == on(first)


def test_a_term_that_would_be_over_begins_with_the_answer() -> None:
    short = Renewal(every_months=1, window_days=10, grace_days=60)
    found = next_end(short, expires_on=ENDS, filed_on=on("2028-04-15"), answered_on=on("2028-04-20"))
    assert found == on("2028-05-20")


def test_by_even_years_what_is_late_keeps_its_year_and_what_is_reinstated_gets_a_full_one() -> None:
    ends = on("2028-12-31")
    late = {"expires_on": ends, "filed_on": on("2029-01-30"), "answered_on": on("2029-02-01")}
    assert next_end(EVEN, **late) == on("2030-12-31")
    reinstated = {"expires_on": ends, "filed_on": on("2029-02-01"), "answered_on": on("2029-02-01")}
    assert next_end(EVEN, **reinstated) == on("2030-12-31")
    year_later = {"expires_on": ends, "filed_on": on("2030-02-01"), "answered_on": on("2030-02-01")}
    assert next_end(EVEN, **year_later) == on("2032-12-31")


@pytest.mark.parametrize(
    ("today", "state"),
    [
        ("2027-12-01", CertificateState.VALID),
        ("2027-12-02", CertificateState.DUE),
        ("2028-03-01", CertificateState.DUE),
        ("2028-03-02", CertificateState.LATE),
        ("2028-03-31", CertificateState.LATE),
        ("2028-04-01", CertificateState.EXPIRED),
    ],
)
def test_what_is_said_of_a_certificate(today: str, state: CertificateState) -> None:
    assert state_of(Certificate(expires_on=ENDS), TWO_YEARS, on=on(today)) == state


@pytest.mark.parametrize(
    ("left", "stage"),
    [(91, None), (90, 90), (31, 90), (30, 30), (8, 30), (7, 7), (0, 7), (-1, None)],
)
def test_the_nearest_reminder_alone_is_due(left: int, stage: int | None) -> None:
    begins = ENDS - dt.timedelta(days=731)
    assert stage_on(begins_on=begins, expires_on=ENDS, on=ENDS - dt.timedelta(days=left)) == stage


@pytest.mark.parametrize(("term", "stages"), [(91, {90, 30, 7}), (90, {30, 7}), (30, {7}), (7, set())])
def test_of_a_short_term_only_what_lies_ahead_is_reminded(term: int, stages: set[int]) -> None:
    begins = ENDS - dt.timedelta(days=term)
    days = [begins + dt.timedelta(days=passed) for passed in range(term + 1)]
    found = {stage_on(begins_on=begins, expires_on=ENDS, on=day) for day in days}
    assert found - {None} == stages


@pytest.mark.parametrize(("stage", "last"), [(90, 31), (30, 8), (7, 0)])
def test_a_reminder_says_nothing_once_the_next_one_is_due(stage: int, last: int) -> None:
    assert last_day_of(stage, expires_on=ENDS) == ENDS - dt.timedelta(days=last)


def test_words_of_kinds_and_what_a_source_says() -> None:
    sources: list[dict[str, Any]] = [
        {"code": "webinar", "en": "Webinar", "is_automatic": True},
        {"code": "course", "en": "Course"},
    ]
    renewal = Renewal(sources=sources)
    assert words_by_code(sources) == {"webinar": Named("Webinar", ""), "course": Named("Course", "")}
    found = [is_automatic(renewal, code) for code in ("webinar", "course", "other")]
    assert found == [True, False, False]


DATES = st.dates(min_value=dt.date(2000, 1, 1), max_value=dt.date(2100, 1, 1))
RULES = st.fixed_dictionaries(
    {
        "anchor": st.sampled_from(list(RenewalAnchor)),
        "every_months": st.integers(1, 120),
        "ends_on_month": st.integers(1, 12),
        "ends_on_day": st.integers(1, 31),
        "window_days": st.integers(0, 400),
        "grace_days": st.integers(0, 400),
    }
)
Rules = dict[str, Any]
LEAP_RULES: Rules = {"anchor": RenewalAnchor.EVEN_YEARS, "ends_on_month": 2, "ends_on_day": 29}


@given(RULES, DATES, DATES)
@example(LEAP_RULES, dt.date(2028, 2, 29), dt.date(2028, 2, 29))
def test_on_any_day_there_is_exactly_one_state(rules: Rules, begins: dt.date, today: dt.date) -> None:
    """The four states of a certificate that stands share the days out among themselves, in their order."""
    renewal = Renewal(**rules)
    ends = term_end(renewal, begins_on=begins)
    opens, late = opens_on(renewal, expires_on=ends), late_until(renewal, expires_on=ends)
    spans = {
        CertificateState.VALID: today < opens,
        CertificateState.DUE: opens <= today <= ends,
        CertificateState.LATE: ends < today <= late,
        CertificateState.EXPIRED: today > late,
    }
    assert [state for state, is_so in spans.items() if is_so] == [
        state_of(Certificate(expires_on=ends), renewal, on=today)
    ]
    assert (state_of(Certificate(expires_on=ends), renewal, on=today) in STILL_VALID) is (today <= ends)


@given(RULES, DATES, st.integers(0, 800), st.integers(0, 400))
def test_what_is_asked_for_in_the_window_never_shortens_validity(
    rules: Rules, begins: dt.date, after_opening: int, waited: int
) -> None:
    """Whoever asks, whenever it is answered: valid for longer than before, and on the day of the answer."""
    renewal = Renewal(**rules)
    ends = term_end(renewal, begins_on=begins)
    filed = opens_on(renewal, expires_on=ends) + dt.timedelta(days=after_opening)
    answered = filed + dt.timedelta(days=waited)
    found = next_end(renewal, expires_on=ends, filed_on=filed, answered_on=answered)
    assert found > ends
    assert found >= answered


@given(RULES, DATES, st.integers(0, 90))
def test_who_asks_earlier_or_late_ends_on_the_same_day(rules: Rules, begins: dt.date, before: int) -> None:
    """Within window and grace the day of asking makes no difference, where the next term is not over by then."""
    renewal = Renewal(**rules)
    ends = term_end(renewal, begins_on=begins)
    following = term_end(renewal, begins_on=ends)
    days = [opens_on(renewal, expires_on=ends), late_until(renewal, expires_on=ends)]
    found = {
        next_end(renewal, expires_on=ends, filed_on=day, answered_on=day) for day in days if day <= following
    }
    assert found <= {following}


@given(DATES, st.integers(1, 60), st.integers(1, 12))
def test_the_nth_term_ends_n_times_its_months_after_the_first_day(
    begins: dt.date, months: int, terms: int
) -> None:
    """However short the months are in between; asked for and answered on the last day each time."""
    renewal = Renewal(every_months=months)
    issued, ends = [begins], term_end(renewal, begins_on=begins)
    for number in range(2, terms + 2):
        first = counted_from(renewal, issued=issued, expires_on=ends)
        issued.append(ends)
        ends = next_end(renewal, expires_on=ends, filed_on=ends, answered_on=ends, counted_from=first)
        assert ends == month_later(begins, number * months)


@given(DATES, st.integers(1, 4000), DATES)
def test_each_day_has_one_reminder_at_most_and_none_after_the_end(
    begins: dt.date, length: int, today: dt.date
) -> None:
    ends = begins + dt.timedelta(days=length)
    stage = stage_on(begins_on=begins, expires_on=ends, on=today)
    if stage is not None:
        assert stage in STAGES
        assert ends - dt.timedelta(days=stage) <= today <= last_day_of(stage, expires_on=ends)
        assert ends - dt.timedelta(days=stage) > begins

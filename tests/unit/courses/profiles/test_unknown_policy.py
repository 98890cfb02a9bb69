"""A policy of a shape that none of the shipped ones has, written with docs/profiles.md alone: minutes missed, an exam
within a year, hours that count only from an approval on, first aid valid at the end, two of three who recommend.
"""

import pytest

from courses.operations.profiles import load_profile
from courses.profiles.profile import Profile, read_profile
from courses.profiles.records import read_records
from courses.profiles.trying import try_out
from courses.queries.profiles import profile_data
from tests import factories

from .expectations import line
from .test_guide import blocks

MODULES, COURSE, SAFETY, EXAM, HOURS, FIRST_AID, RECOMMENDED = range(7)
PEOPLE = """\
on: 2026-12-15
people:
  - name: Ada # three attempts, one percent short
    events: {enrolment: 2026-01-10, end: 2026-06-30}
    results:
      - {exam: EXAM, mark: 60, on: 2026-06-01}
      - {exam: EXAM, mark: 74, on: 2026-06-20}
      - {exam: EXAM, mark: 70, on: 2026-07-20}
  - name: Ben # passed a month after the year was over
    events: {enrolment: 2025-01-10, end: 2025-06-30}
    results: [{exam: EXAM, mark: 80, on: 2026-02-10}]
  - name: Cal # passed on the last day of the year, with a minute too many missed
    events: {enrolment: 2025-01-10, end: 2025-06-30}
    results: [{exam: EXAM, mark: 80, on: 2026-01-10}]
    sessions:
      - {on: 2025-02-01, modules: [H1], minutes: 180, attended: 60}
      - {on: 2025-03-01, modules: [H3], minutes: 180, attended: 119}
  - name: Dot # a day short of three months; first aid valid on just that day, its proof not accepted
    events: {enrolment: 2026-01-10, end: 2026-06-30}
    credentials:
      - {kind: site-approval, issued_on: 2026-07-15}
      - {kind: first-aid, issued_on: 2026-06-30, expires_on: 2026-06-30, proven: false}
    hours:
      - {kind: one_to_one, hours: 30, on: 2026-07-15}
      - {kind: group, hours: 30, on: 2026-10-14}
      - {kind: supervision, hours: 5, on: 2026-10-30}
    evaluations: [{kind: recommendation, by: coordinator, on: 2026-12-15}]
  - name: Eli # the same, a day later, with the proof; another facilitator's word is no second voice
    events: {enrolment: 2026-01-10, end: 2026-06-30}
    credentials:
      - {kind: site-approval, issued_on: 2026-07-15}
      - {kind: first-aid, issued_on: 2026-06-30, expires_on: 2026-06-30}
    hours:
      - {kind: one_to_one, hours: 30, on: 2026-07-15}
      - {kind: group, hours: 29.75, on: 2026-10-15}
    evaluations:
      - {kind: recommendation, by: facilitator, on: 2026-12-01}
      - {kind: recommendation, by: facilitator, on: 2026-12-02}
"""
EXPECTED = {
    ("Ada", EXAM): "over 74/75 Exam: 74 %, 75 % needed. | "
    "Exam: it cannot be taken again for this. Ask your coordinator about it.",
    ("Ben", EXAM): "late 0/75 Exam: no result that counts yet, 75 % needed. | "
    "Exam: the time for it is over. A mark from before can still be entered. "
    "If there is none, ask your coordinator what is possible.",
    ("Cal", EXAM): "met 80/75 Exam: 80 %, 75 % needed.",
    (
        "Cal",
        COURSE,
    ): "open 181/180 3 h 1 min missed of 3 h allowed. | To make up: 1 min (Beginnings and Listening).",
    ("Cal", SAFETY): "met 0/0 Nothing missed, and nothing may be.",
    ("Dot", HOURS): "open 3600/3600 60 h of 60 h. Spread over 2 of 3 months. | "
    "The hours are there. They need to be spread over more months.",
    (
        "Dot",
        FIRST_AID,
    ): "open 0/1 First aid: the proof is not accepted yet. | Your coordinator looks at the proof.",
    ("Dot", RECOMMENDED): "open 1/2 1 of 2 done. | 1 recommendation by a facilitator is still to come.",
    ("Eli", HOURS): "open 3585/3600 59 h 45 min of 60 h. Spread over 3 of 3 months. | "
    "15 min more of One-to-one support or Group support.",
    ("Eli", FIRST_AID): "met 1/1 First aid: valid.",
    (
        "Eli",
        RECOMMENDED,
    ): "open 1/2 1 of 2 done. | 1 recommendation by a practicum supervisor is still to come.",
}


def harbour() -> Profile:
    return read_profile("harbour.yaml", blocks("yaml")[0].encode())


def test_it_is_judged_as_was_worked_out_by_hand() -> None:
    profile = harbour()
    records = read_records("people.yaml", PEOPLE.encode(), profile.outline)
    assert records.on is not None
    found = {
        (tried.person, place): line(part)
        for tried in try_out(profile, records.people, at=records.on)
        for place, part in enumerate(tried.judged.parts)
    }
    assert {key: found[key] for key in EXPECTED} == EXPECTED


@pytest.mark.django_db
def test_it_loads_and_reads_back() -> None:
    factories.stream(slug="peer")
    profile = harbour()
    edition = load_profile(profile=profile, programme=factories.programme(), by=None).edition
    assert profile_data(edition) == profile.data

"""What is said of a certificate, and of one that was replaced."""

import datetime as dt
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone, translation
from django.utils.html import conditional_escape

from tests import factories
from trainees.enums import CertificateKind, CertificateState
from trainees.models import Certificate
from trainees.queries.verifying import Shown, find, shown
from trainees.rules.certificates import grouped

pytestmark = pytest.mark.django_db
VALID, EXPIRED, REVOKED, REPLACED = (
    CertificateState.VALID,
    CertificateState.EXPIRED,
    CertificateState.REVOKED,
    CertificateState.REPLACED,
)


def said(certificate: Certificate, at: dt.datetime | None = None) -> Shown:
    found = find(certificate.code)
    assert found is not None
    return shown(found, at=at or timezone.now())


def certificate(**fields: Any) -> Certificate:
    return factories.certificate(factories.enrolment(factories.awarding_cohort(renews=True)), **fields)


def in_days(days: int) -> dt.date:
    return factories.today() + dt.timedelta(days=days)


def replace_many(first: Certificate, times: int) -> Certificate:
    for _ in range(times):
        first = factories.renewed_certificate(first)
    return first


def test_a_code_is_found_however_it_is_typed() -> None:
    made = certificate()
    typed = (made.code, made.code.upper(), grouped(made.code), f" {grouped(made.code).replace(' ', '-')} ")
    for code in typed:
        assert find(code) == made


@pytest.mark.parametrize(
    "typed",
    ["", " ", "-", "x", "a" * 26, "a" * 32, "a" * 9_000, "\x00", "İ" * 26, "a/b", "' OR 1=1 --", "AL-2026-1"],
)
def test_every_other_code_is_looked_for_once_and_not_found(typed: str) -> None:
    certificate()
    with CaptureQueriesContext(connection) as queries:
        assert find(typed) is None
    assert len(queries) == 1


def test_it_is_not_found_by_its_serial_and_not_by_a_part() -> None:
    made = certificate()
    assert find(made.serial) is None
    assert find(made.code[:-1]) is None
    assert find(made.code + "a") is None


@pytest.mark.parametrize(
    ("ends_in", "state"),
    [(None, VALID), (400, VALID), (30, VALID), (0, VALID), (-1, EXPIRED), (-20, EXPIRED), (-200, EXPIRED)],
)
def test_when_it_can_be_renewed_is_not_said(ends_in: int | None, state: CertificateState) -> None:
    """In the window of a renewal it is valid, in the days of grace it has expired."""
    until = None if ends_in is None else in_days(ends_in)
    made = certificate(issued_on=in_days(-800), expires_on=until)
    assert (said(made).state, said(made).until) == (state, until)


def test_it_expires_at_midnight_on_the_clock_of_its_programme() -> None:
    programme = factories.programme(time_zone="America/St_Johns")
    cohort = factories.awarding_cohort(programme=programme)
    last = dt.date(2027, 3, 31)
    made = factories.certificate(factories.enrolment(cohort), issued_on=dt.date(2027, 1, 1), expires_on=last)
    midnight = dt.datetime(2027, 4, 1, tzinfo=programme.tz)
    assert said(made, midnight - dt.timedelta(seconds=1)).state == VALID
    assert said(made, midnight).state == EXPIRED


def test_the_words_are_those_of_its_content_in_the_readers_language() -> None:
    content = {
        "award": {"en": "Certified", "fr": "Certification"},
        "programme": {"en": "Vancouver", "fr": ""},
        "host": "A host",
        "course": {"fr": "Cours"},
        "minutes": {"class": 5160, "practicum": 2160},
    }
    made = said(certificate(content=content))
    assert (made.award, made.programme, made.host, made.course) == (
        "Certified",
        "Vancouver",
        "A host",
        "Cours",
    )
    assert (made.class_minutes, made.practicum_minutes) == (5160, 2160)
    assert conditional_escape(made.course) == '<span lang="fr-CA">Cours</span>'
    assert conditional_escape(made.award) == "Certified"
    with translation.override("fr"):
        made = said(Certificate.objects.get())
    assert (made.award, made.programme, made.course) == ("Certification", "Vancouver", "Cours")


def test_content_that_lacks_things_is_shown_without_them() -> None:
    assert said(certificate(content={})).award == ""
    assert said(certificate(content={"award": None, "minutes": None, "course": 7})).class_minutes == 0


def test_account_and_enrolment_may_be_gone() -> None:
    made = certificate(name="Noor")
    Certificate.objects.filter(pk=made.pk).update(person=None, enrolment=None, issued_by=None)
    assert (said(made).name, said(made).state) == ("Noor", VALID)


@pytest.mark.parametrize(("ends_in", "state"), [(None, VALID), (300, VALID), (-3, EXPIRED)])
def test_a_replaced_one_says_how_the_newest_of_its_line_stands(
    ends_in: int | None, state: CertificateState
) -> None:
    first = certificate(issued_on=in_days(-900), expires_on=in_days(-100))
    second = factories.renewed_certificate(first, issued_on=in_days(-800), expires_on=in_days(-50))
    until = None if ends_in is None else in_days(ends_in)
    factories.renewed_certificate(second, issued_on=in_days(-700), expires_on=until)
    for replaced in (first, second):
        assert (said(replaced).state, said(replaced).newest) == (REPLACED, state)
        assert said(replaced).newest_until == until


def test_the_newest_may_be_revoked_and_one_that_was_revoked_says_nothing_of_others() -> None:
    first = certificate()
    factories.renewed_certificate(first, revoked_at=timezone.now(), revoke_reason="x")
    assert (said(first).state, said(first).newest, said(first).newest_until) == (REPLACED, REVOKED, None)
    other = certificate(revoked_at=timezone.now(), revoke_reason="x")
    factories.certificate(other.enrolment)  # given anew
    assert (said(other).state, said(other).newest) == (REVOKED, None)


def test_one_that_nothing_replaced_yet_is_replaced_all_the_same() -> None:
    made = certificate(replaced_at=timezone.now())
    assert (said(made).state, said(made).newest) == (REPLACED, None)


@pytest.mark.parametrize("times", [1, 5, 40])
def test_a_long_line_takes_as_many_queries_as_a_short_one(times: int) -> None:
    first = certificate()
    last = replace_many(first, times)
    found = find(first.code)
    with CaptureQueriesContext(connection) as queries:
        assert shown(found, at=timezone.now()).newest == VALID
    assert len(queries) == 1
    with CaptureQueriesContext(connection) as queries:
        assert said(last).state == VALID
    assert len(queries) == 1


def test_another_line_of_the_same_award_is_not_followed() -> None:
    cohort = factories.awarding_cohort()
    mine, theirs = (factories.certificate(factories.enrolment(cohort, chosen_name=n)) for n in ("Ann", "Bo"))
    factories.renewed_certificate(mine, expires_on=in_days(5))
    factories.renewed_certificate(theirs, expires_on=in_days(9))
    assert said(mine).newest_until == in_days(5)


def test_a_hidden_name_is_hidden_on_all_that_the_certificate_replaced() -> None:
    first = certificate(name="Noor")
    assert said(first).name == "Noor"
    last = factories.renewed_certificate(first)
    assert said(first).name == "Noor"
    Certificate.objects.filter(pk=last.pk).update(hides_name=True)
    assert (said(first).name, said(last).name) == ("", "")
    assert not said(first).is_name_on_newest


def test_a_name_that_somebody_left_behind_is_shown_nowhere() -> None:
    first = certificate(name="Old Name")
    last = factories.renewed_certificate(first, name="New Name", kind=CertificateKind.CORRECTED)
    assert (said(first).name, said(last).name) == ("", "New Name")
    assert said(first).is_name_on_newest
    Certificate.objects.filter(pk=last.pk).update(hides_name=True)
    assert not said(first).is_name_on_newest
    Certificate.objects.filter(pk=last.pk).update(hides_name=False)
    Certificate.objects.filter(pk=first.pk).update(hides_name=True)
    assert not said(first).is_name_on_newest


def test_what_may_not_be_said_is_not_even_read() -> None:
    made = certificate()
    with CaptureQueriesContext(connection) as queries:
        assert said(made).state == VALID
    [query] = [one["sql"] for one in queries]
    for column in ("judgement", "reason", "revoke_reason", "person_id", "issued_by", "enrolment_id", "email"):
        assert f'"{column}"' not in query

"""Who stands in the register, and how somebody is found there."""

import datetime as dt
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone, translation

from tests import factories
from trainees.models import Certificate
from trainees.queries.register import found_in, lines, listed, programmes_of

pytestmark = pytest.mark.django_db


def certificate(name: str = "Kit", **fields: Any) -> Certificate:
    cohort = fields.pop("cohort", None) or factories.awarding_cohort()
    defaults = {"is_listed": True, "name": name}
    return factories.certificate(factories.enrolment(cohort, chosen_name=name), **(defaults | fields))


def names(typed: str = "", programme: str = "", at: dt.datetime | None = None) -> list[str]:
    ids = found_in(listed(at=at or timezone.now()), typed=typed, programme=programme)
    return [line.name for line in lines(ids)]


def in_days(days: int) -> dt.date:
    return factories.today() + dt.timedelta(days=days)


def test_only_who_asked_and_holds_a_valid_one() -> None:
    certificate("Ann")
    certificate("Bo", expires_on=in_days(0))
    certificate("Cy", is_listed=False)
    certificate("Di", issued_on=in_days(-9), expires_on=in_days(-1))
    certificate("Ed", revoked_at=timezone.now(), revoke_reason="x")
    factories.renewed_certificate(certificate("Fa"))
    certificate("Gus", is_listed=False, hides_name=True)
    assert names() == ["Ann", "Bo"]


def test_off_the_register_in_the_same_moment() -> None:
    made = certificate("Ann")
    one = Certificate.objects.filter(pk=made.pk)
    for change, back in (
        ({"hides_name": True, "is_listed": False}, {"hides_name": False, "is_listed": True}),
        ({"is_listed": False}, {"is_listed": True}),
    ):
        assert names() == ["Ann"]
        one.update(**change)
        assert names() == []
        one.update(**back)
    holder: Any = made.person
    holder.is_active = False
    holder.save()
    assert names() == []
    holder.is_active = True
    holder.save()
    certificate("Bo")
    one.update(person=None)
    assert names() == ["Bo"]
    Certificate.objects.filter(name="Bo").update(revoked_at=timezone.now(), revoke_reason="x")
    assert names() == []


def test_each_expires_on_the_clock_of_its_own_programme() -> None:
    last = dt.date(2027, 3, 31)
    for name, zone in (("East", "America/St_Johns"), ("West", "America/Vancouver")):
        cohort = factories.awarding_cohort(programme=factories.programme(time_zone=zone))
        certificate(name, cohort=cohort, issued_on=dt.date(2027, 1, 1), expires_on=last)
    assert names(at=dt.datetime(2027, 4, 1, 2, tzinfo=dt.UTC)) == ["East", "West"]
    assert names(at=dt.datetime(2027, 4, 1, 3, tzinfo=dt.UTC)) == ["West"]
    assert names(at=dt.datetime(2027, 4, 1, 7, tzinfo=dt.UTC)) == []


def test_names_stand_as_people_expect_and_are_found_as_people_type() -> None:
    cohort = factories.awarding_cohort(seats=20)
    for name in ("wei", "Émile", "Ann", "Siʔa", "ann", "Zoë O’Neil"):
        certificate(name, cohort=cohort)
    assert names() == ["ann", "Ann", "Émile", "Siʔa", "wei", "Zoë O’Neil"]
    assert [names(typed) for typed in ("emi", "SIA", "siʔ", "zoe oneil", "mile", "100%")] == [
        ["Émile"], ["Siʔa"], ["Siʔa"], ["Zoë O’Neil"], [], [],
    ]  # fmt: skip


def test_by_programme_as_it_was_called_then_and_by_its_address_now() -> None:
    ours, theirs = (
        factories.programme(name_en=name, name_fr=f"{name} fr") for name in ("Harbour", "Prairie")
    )
    certificate("Ann", cohort=factories.awarding_cohort(programme=ours))
    certificate("Bo", cohort=factories.awarding_cohort(programme=theirs))
    ours.name_en = "Another name"
    ours.save()
    assert (names("harb"), names("bo harb"), names("prairie")) == (["Ann"], [], ["Bo"])
    assert names(programme=theirs.slug) == ["Bo"]
    assert names("ann", programme=theirs.slug) == []
    factories.programme(name_en="Nobody's")
    assert set(programmes_of(listed(at=timezone.now()))) == {ours, theirs}


def test_a_line_is_in_the_readers_language() -> None:
    made = certificate("Ann", expires_on=in_days(4))
    with translation.override("fr"):
        [line] = lines([made.pk])
    assert (line.name, line.award, line.until) == ("Ann", "Certification", in_days(4))
    assert line.programme == made.content["programme"]["fr"]


@pytest.mark.parametrize("typed", ["", "a"])
def test_the_queries_do_not_grow(typed: str) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as made:
            names(typed)
        return len(made)

    certificate("Ann")
    before = queries()
    cohort = factories.awarding_cohort(seats=30, programme=factories.programme())
    for number in range(20):
        certificate(f"Ann {number}", cohort=cohort)
    assert queries() == before == 3

"""What the holder decides: whether the name is shown, and whether it stands in the register."""

import datetime as dt
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone
from wagtail.models import ModelLogEntry

from tests import factories
from trainees.models import Certificate
from trainees.operations import certificates
from trainees.operations.showing import hide_name, list_publicly, withhold_name

pytestmark = pytest.mark.django_db


def state(certificate: Certificate) -> tuple[bool, bool]:
    """Whether the name is hidden, and whether it is listed."""
    return Certificate.objects.values_list("hides_name", "is_listed").get(pk=certificate.pk)


def logged() -> list[tuple[str, Any, Any]]:
    entries = ModelLogEntry.objects.filter(action__startswith="trainees.certificate.").order_by("pk")
    return [(one.action.removeprefix("trainees.certificate."), one.user, one.data) for one in entries]


def test_hiding_and_showing_again() -> None:
    made = factories.certificate()
    for _ in range(2):
        hide_name(certificate=made, hides=True, by=made.person)
    assert state(made) == (True, False)
    for _ in range(2):
        hide_name(certificate=made, hides=False, by=made.person)
    assert state(made) == (False, False)
    serial = {"serial": made.serial}
    assert logged() == [("hide_name", made.person, serial), ("show_name", made.person, serial)]


def test_into_the_register_and_off_it() -> None:
    made = factories.certificate()
    for _ in range(2):
        list_publicly(certificate=made, is_listed=True, by=made.person)
    assert state(made) == (False, True)
    for _ in range(2):
        list_publicly(certificate=made, is_listed=False, by=made.person)
    assert state(made) == (False, False)
    assert [action for action, _by, _data in logged()] == ["list", "unlist"]


def test_who_hides_the_name_leaves_the_register_and_does_not_come_back_by_showing_it() -> None:
    made = factories.certificate()
    list_publicly(certificate=made, is_listed=True, by=made.person)
    hide_name(certificate=made, hides=True, by=made.person)
    assert state(made) == (True, False)
    assert logged()[-1][2] == {"serial": made.serial, "left_register": True}
    with pytest.raises(ValidationError) as refused:
        list_publicly(certificate=made, is_listed=True, by=made.person)
    assert refused.value.error_dict["__all__"][0].code == "hidden"
    hide_name(certificate=made, hides=False, by=made.person)
    assert state(made) == (False, False)


def test_nobody_else_decides() -> None:
    admin = factories.person("Ada", is_superuser=True)
    made = factories.certificate(is_listed=True, issued_by=admin)
    for by in (admin, factories.person("Bo"), None):
        for act in (
            lambda by=by: hide_name(certificate=made, hides=True, by=by),
            lambda by=by: list_publicly(certificate=made, is_listed=False, by=by),
        ):
            with pytest.raises(ValidationError, match="not your certificate"):
                act()
    Certificate.objects.filter(pk=made.pk).update(person=None)
    with pytest.raises(ValidationError, match="not your certificate"):
        hide_name(certificate=made, hides=True, by=None)
    assert (state(made), logged()) == ((False, True), [])


@pytest.mark.parametrize(
    "over",
    [
        {"revoked_at": timezone.now(), "revoke_reason": "x"},
        {"replaced_at": timezone.now()},
        {"issued_on": dt.date(2020, 1, 1), "expires_on": dt.date(2021, 1, 1)},
    ],
)
def test_what_is_not_valid_is_not_listed_but_taken_off_and_its_name_is_hidden(over: dict[str, Any]) -> None:
    made = factories.certificate(**over)
    with pytest.raises(ValidationError) as refused:
        list_publicly(certificate=made, is_listed=True, by=made.person)
    assert refused.value.error_dict["__all__"][0].code == "over"
    Certificate.objects.filter(pk=made.pk).update(is_listed=True)
    list_publicly(certificate=made, is_listed=False, by=made.person)
    hide_name(certificate=made, hides=True, by=made.person)
    assert state(made) == (True, False)


def test_one_that_can_be_renewed_now_is_valid() -> None:
    soon = factories.today() + dt.timedelta(days=10)
    made = factories.certificate(factories.enrolment(factories.awarding_cohort(renews=True)), expires_on=soon)
    list_publicly(certificate=made, is_listed=True, by=made.person)
    assert state(made) == (False, True)


# What the office may do where the holder is gone


def orphaned(**fields: Any) -> Certificate:
    """A certificate whose account is gone."""
    made = factories.certificate(**fields)
    Certificate.objects.filter(pk=made.pk).update(person=None)
    return made


def office(made: Certificate) -> Any:
    assert made.enrolment is not None
    return factories.givers(made.enrolment.cohort).coordinator


def test_the_office_hides_the_name_of_who_is_gone_and_shows_it_again() -> None:
    made = orphaned()
    anna = office(made)
    for _ in range(2):
        withhold_name(certificate=made, withholds=True, reason=" They asked by mail. ", by=anna)
    made.refresh_from_db()
    assert (made.hides_name, made.is_withheld, made.is_listed) == (True, True, False)
    for _ in range(2):
        withhold_name(certificate=made, withholds=False, reason="They asked again.", by=anna)
    made.refresh_from_db()
    assert (made.hides_name, made.is_withheld) == (False, False)
    assert logged() == [
        ("withhold_name", anna, {"serial": made.serial, "reason": "They asked by mail."}),
        ("release_name", anna, {"serial": made.serial, "reason": "They asked again."}),
    ]


@pytest.mark.parametrize("withholds", [True, False])
def test_the_office_does_not_decide_for_a_holder_who_is_there(withholds: bool) -> None:
    made = factories.certificate()
    with pytest.raises(ValidationError) as refused:
        withhold_name(certificate=made, withholds=withholds, reason="They asked.", by=office(made))
    assert refused.value.error_dict["__all__"][0].code == "holder"
    assert state(made) == (False, False)


def test_a_name_that_the_holder_hid_stays_hidden() -> None:
    made = orphaned(hides_name=True)
    with pytest.raises(ValidationError) as refused:
        withhold_name(certificate=made, withholds=True, reason="They asked.", by=office(made))
    assert refused.value.error_dict["__all__"][0].code == "hidden"
    withhold_name(certificate=made, withholds=False, reason="They asked.", by=office(made))
    assert state(made) == (True, False)
    assert logged() == []


@pytest.mark.parametrize(("reason", "code"), [("  ", "required"), ("x" * 501, "long")])
def test_the_office_says_why(reason: str, code: str) -> None:
    made = orphaned()
    with pytest.raises(ValidationError) as refused:
        withhold_name(certificate=made, withholds=True, reason=reason, by=office(made))
    assert refused.value.error_dict["reason"][0].code == code
    assert state(made) == (False, False)


def test_what_takes_its_place_hides_the_name_too() -> None:
    made = orphaned()
    anna = office(made)
    withhold_name(certificate=made, withholds=True, reason="They asked.", by=anna)
    corrected = certificates.reissue(certificate=made, reason="A letter.", by=anna, name="Sam")
    assert (corrected.hides_name, corrected.is_withheld) == (True, True)

"""What a trainee reads of their awards: what is met, what is left and why, the next step, the certificate."""

import datetime as dt
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests import factories
from trainees.enums import Evidence
from trainees.models import Certificate, Completion, Enrolment

pytestmark = pytest.mark.django_db
Rules = list[dict[str, Any]]


def enrolled(rules: Rules | None = None, **fields: Any) -> Enrolment:
    """Somebody in a cohort that has begun, whose edition has two modules and one award."""
    fields.setdefault("starts_on", factories.today() - dt.timedelta(days=10))
    return factories.enrolment(factories.awarding_cohort(modules=2, requirements=rules, **fields))


def page(of: Enrolment, name: str = "portal:awards", *args: object) -> str:
    """The page as they read it."""
    client = Client()
    client.force_login(of.person)
    response = client.get(reverse(name, args=args))
    assert response.status_code == 200
    return response.content.decode()


def test_each_requirement_says_where_one_stands_and_what_is_next() -> None:
    text = page(enrolled())
    assert "Certified" in text
    assert "All modules that are not optional" in text
    assert "0 of 2 modules done." in text
    assert "Still to do:" in text
    assert "%" not in text.split("<main", 1)[1].split("</main>", 1)[0]


def test_groups_are_nested_and_what_is_not_needed_says_so() -> None:
    rules: Rules = [
        {
            "type": "any_of",
            "value": {
                "parts": [
                    {"type": "modules", "value": {"codes": ["M01"]}},
                    {"type": "hours", "value": {"hours": "36", "kinds": ["group"]}},
                ]
            },
        }
    ]
    trainee = enrolled(rules)
    text = page(trainee)
    assert text.count("Open my practicum") == 1
    assert "Not needed" not in text
    Completion.objects.create(
        enrolment=trainee,
        module=trainee.cohort.edition.modules.get(code="M01"),
        completed_on=factories.today(),
        evidence=Evidence.ATTENDANCE,
    )
    text = page(trainee)
    assert "Everything is there" in text
    assert "Not needed" in text
    assert "Open my practicum" not in text


@pytest.mark.parametrize(
    ("sort", "words"), [("finished", "The time is over"), ("recent", "Cannot be met any more")]
)
def test_what_is_over_or_cannot_be_met_is_said_with_whom_to_ask(sort: str, words: str) -> None:
    """A module that was finished in time may still be entered; the day of the enrolment stays as it is."""
    trainee = enrolled([{"type": "age", "value": {"sort": sort, "months": 1}}])
    Enrolment.objects.filter(pk=trainee.pk).update(enrolled_at=timezone.now() - dt.timedelta(days=90))
    text = page(trainee)
    assert text.count(words) == 2  # of the award, and of what it asks for
    assert f"mailto:{trainee.cohort.programme.email}" in text


def test_before_the_course_begins_only_what_is_asked_is_said() -> None:
    trainee = enrolled(starts_on=factories.today() + dt.timedelta(days=10))
    text = page(trainee)
    assert "All modules that are not optional" in text
    assert "0 of 2" not in text
    assert "To do" not in text


def test_an_award_without_rules_says_whom_to_ask() -> None:
    assert "What it takes is not written here yet." in page(enrolled([]))


def test_the_certificate_is_shown_where_there_is_one() -> None:
    trainee = enrolled()
    held = factories.certificate(trainee)
    text = page(trainee)
    assert held.serial in text
    assert "You have it" in text
    assert "Expired" not in text
    later = held.issued_on - dt.timedelta(days=1)
    expired = factories.certificate(enrolled(), issued_on=later, expires_on=later)
    assert expired.enrolment is not None
    text = page(expired.enrolment)
    assert text.count("Expired") == 2  # of the award, and of its certificate
    Certificate.objects.filter(pk=held.pk).update(revoked_at=timezone.now(), revoke_reason="By mistake")
    text = page(trainee)
    assert "Revoked" in text
    assert "You have it" not in text
    assert "Valid until" not in text


def test_what_was_revoked_is_not_promised_again() -> None:
    trainee = factories.earner()
    promise = "Your programme looks at it next, and gives you the award."
    assert promise in page(trainee)
    Certificate.objects.filter(pk=factories.certificate(trainee).pk).update(
        revoked_at=timezone.now(), revoke_reason="By mistake"
    )
    text = page(trainee)
    assert "Everything is there" in text
    assert "Your coordinator can tell you what is possible." in text
    assert promise not in text


def test_certificates_of_other_courses_are_there_even_without_a_course() -> None:
    held = factories.certificate()
    leaves = held.enrolment
    assert leaves is not None
    Enrolment.objects.filter(pk=leaves.pk).update(state="withdrawn", ended_at=timezone.now())
    text = page(leaves)
    assert held.serial in text
    assert "Your other certificates" in text


def test_the_awards_of_another_training() -> None:
    trainee = enrolled()
    later = factories.today() + dt.timedelta(days=20)
    other = factories.enrolment(factories.awarding_cohort(starts_on=later), held_by=trainee.person)
    url = reverse("portal:cohort_awards", args=[other.cohort_id])
    assert url in page(trainee)
    assert other.cohort.name in page(trainee, "portal:cohort_awards", other.cohort_id)
    client = Client()
    client.force_login(trainee.person)
    elsewhere = factories.enrolment(factories.awarding_cohort())
    assert client.get(reverse("portal:cohort_awards", args=[elsewhere.cohort_id])).status_code == 404


def test_an_empty_place_says_what_will_be_there() -> None:
    client = Client()
    client.force_login(factories.person())
    assert "Your awards will be here" in client.get(reverse("portal:awards")).content.decode()

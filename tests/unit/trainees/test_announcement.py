"""Writing to a cohort: each enrolled person once, in their language."""

import uuid

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import ModelLogEntry

from courses.models import Cohort
from courses.operations.cohorts import cancel_cohort
from tasks.outbox import kinds
from tasks.outbox.content import as_sent
from tasks.outbox.models import Content, Message
from tests import factories
from tests.counting import statements
from trainees.enums import EnrolmentState
from trainees.models import Announcement, Enrolment
from trainees.operations.announcement import draft, send
from trainees.operations.enrolment import finish, withdraw

pytestmark = pytest.mark.django_db

ENGLISH = {
    "subject_en": "The room",
    "text_en": "We meet in room 204.\n\nSee https://example.org/map <b>now</b>",
}
FRENCH = {"subject_fr": "La salle", "text_fr": "Salle 204."}


@pytest.fixture
def cohort() -> Cohort:
    """A cohort with Sam, who reads English, and Camille, who reads French; Kit has left."""
    made = factories.cohort()
    factories.enrolment(made, chosen_name="Sam", language="en", email="sam@example.org")
    factories.enrolment(made, chosen_name="Camille", language="fr", email="camille@example.org")
    withdraw(enrolment=factories.enrolment(made, chosen_name="Kit"), by=None)
    factories.enrolment(chosen_name="Elsewhere")
    return made


def read(address: str) -> tuple[str, str, str]:
    mail = as_sent(Message.objects.get(address=address))
    return mail.subject, mail.text, mail.html


def test_each_enrolled_person_is_owed_one_in_their_language(cohort: Cohort) -> None:
    by = factories.person()
    announcement = send(cohort=cohort, token=uuid.uuid4(), by=by, **ENGLISH, **FRENCH)
    assert (announcement.recipients, announcement.sent_by) == (2, by)
    found = Message.objects.order_by("pk").values_list(
        "address", "language", "content__subject", "about", "topic", "scope"
    )
    sam, camille = cohort.enrolments.filter(state=EnrolmentState.ENROLLED).order_by("pk")
    scope = f"programme:{cohort.programme.pk}"
    assert list(found) == [
        ("sam@example.org", "en", "The room", f"enrolment:{sam.pk}", f"cohort:{cohort.pk}", scope),
        ("camille@example.org", "fr", "La salle", f"enrolment:{camille.pk}", f"cohort:{cohort.pk}", scope),
    ]
    subject, text, html = read("sam@example.org")
    assert subject == "The room"
    assert text.startswith("Hello Sam,\n\nWe meet in room 204.\n\nSee https://example.org/map <b>now</b>")
    assert "&lt;b&gt;now&lt;/b&gt;" in html
    assert '<a href="https://example.org/map" rel="nofollow">' in html
    assert cohort.programme.postal_address in text
    entry = ModelLogEntry.objects.for_instance(cohort).get(action="trainees.announcement.send")
    assert (entry.user, entry.data) == (by, {"announcement": announcement.pk, "recipients": 2})


def test_a_double_click_sends_once(cohort: Cohort) -> None:
    token = uuid.uuid4()
    first = send(cohort=cohort, token=token, by=None, **ENGLISH)
    factories.enrolment(cohort, chosen_name="Late")
    assert send(cohort=cohort, token=token, by=None, **ENGLISH, **FRENCH) == first
    assert (Announcement.objects.count(), Message.objects.count()) == (1, 2)
    send(cohort=cohort, token=uuid.uuid4(), by=None, **ENGLISH)
    assert (Announcement.objects.count(), Message.objects.count()) == (2, 5)
    with pytest.raises(ValidationError, match="another cohort"):
        send(cohort=factories.cohort(), token=token, by=None, **ENGLISH)


def test_who_reads_the_other_language_is_told_so(cohort: Cohort) -> None:
    send(cohort=cohort, token=uuid.uuid4(), by=None, **ENGLISH)
    subject, text, html = read("camille@example.org")
    assert Message.objects.get(address="camille@example.org").language == "fr"
    assert subject == "The room"
    assert "We meet in room 204." in text
    assert '<html lang="fr-CA">' in html
    assert '<div lang="en-CA">' in html
    shown = draft(cohort=cohort, **FRENCH).rendered
    assert "Your programme wrote this in French only." in shown["en"].text
    assert "French only" not in shown["fr"].text


def test_the_preview_is_what_would_be_sent_and_writes_nothing(cohort: Cohort) -> None:
    preview = draft(cohort=cohort, **ENGLISH, **FRENCH)
    assert [e.person.chosen_name for e in preview.recipients] == ["Sam", "Camille"]
    assert (preview.count, list(preview.rendered)) == (2, ["en", "fr"])
    assert (Message.objects.count(), Content.objects.count(), Announcement.objects.count()) == (0, 0, 0)
    send(cohort=cohort, token=uuid.uuid4(), by=None, **ENGLISH, **FRENCH)
    assert preview.rendered["en"] == as_sent(Message.objects.get(address="sam@example.org"))


@pytest.mark.parametrize(
    ("written", "field"),
    [
        ({}, "text_en"),
        ({"text_en": "  "}, "text_en"),
        ({"text_en": "A"}, "subject_en"),
        ({"subject_fr": "A"}, "text_fr"),
        ({"subject_en": "A\r\nBcc: x@example.org", "text_en": "A"}, "subject_en"),
        ({"subject_en": "x" * 151, "text_en": "A"}, "subject_en"),
        ({"subject_en": "A", "text_en": "nul \x00"}, "text_en"),
        ({"subject_en": "A", "text_en": "\ue000name\ue001"}, "text_en"),
    ],
)
def test_each_mistake_is_named_at_its_field(cohort: Cohort, written: dict[str, str], field: str) -> None:
    for act in (
        lambda: draft(cohort=cohort, **written),
        lambda: send(cohort=cohort, token=uuid.uuid4(), by=None, **written),
    ):
        with pytest.raises(ValidationError) as caught:
            act()
        assert list(caught.value.message_dict) == [field]
    assert Message.objects.count() == 0


def test_nobody_to_write_to_is_said() -> None:
    cohort = factories.cohort()
    with pytest.raises(ValidationError, match="Nobody is enrolled"):
        send(cohort=cohort, token=uuid.uuid4(), by=None, **ENGLISH)
    cancel_cohort(cohort=cohort, by=None)
    with pytest.raises(ValidationError, match="was cancelled"):
        send(cohort=cohort, token=uuid.uuid4(), by=None, **ENGLISH)


def test_who_leaves_before_it_is_sent_does_not_get_it(cohort: Cohort) -> None:
    send(cohort=cohort, token=uuid.uuid4(), by=None, **ENGLISH)
    messages = list(Message.objects.order_by("pk"))
    still_owed = kinds.get("announcement").still_owed
    assert still_owed is not None
    assert still_owed(messages) == {}
    withdraw(enrolment=cohort.enrolments.get(person__chosen_name="Sam"), by=None)
    assert still_owed(messages) == {messages[0].pk: "No longer enrolled."}
    cancel_cohort(cohort=cohort, by=None)
    assert still_owed(messages)[messages[1].pk] == "The cohort was cancelled."


def test_a_thousand_people_take_as_many_queries_as_ten() -> None:
    counts = []
    for number in (10, 1_000):
        cohort = factories.cohort(seats=number)
        factories.enrolments(cohort, number)
        with CaptureQueriesContext(connection) as queries:
            send(cohort=cohort, token=uuid.uuid4(), by=None, **ENGLISH, **FRENCH)
        counts.append(statements(queries))
    assert Message.objects.count() == 1_010
    assert counts[0] == counts[1] <= 40


def test_who_finishes_meanwhile_still_hears(cohort: Cohort) -> None:
    send(cohort=cohort, token=uuid.uuid4(), by=None, **ENGLISH)
    finish(enrolment=Enrolment.objects.get(person__email="sam@example.org"), by=None)
    ask = kinds.get("announcement").still_owed
    assert ask is not None
    assert ask(list(Message.objects.all())) == {}

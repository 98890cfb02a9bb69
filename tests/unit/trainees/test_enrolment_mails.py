"""What the welcome, and the notice of a mistake, say."""

import datetime as dt
from typing import Any

import pytest
from django.utils import timezone, translation

from courses import local
from courses.models import Cohort
from courses.operations.cohorts import cancel_cohort
from tasks.outbox import kinds
from tasks.outbox.content import Filled, as_sent
from tasks.outbox.enums import State
from tasks.outbox.models import Message
from tests import factories
from trainees.models import Enrolment
from trainees.operations import batches
from trainees.operations.enrolment import enrol, withdraw

from .lists import csv_of, read

pytestmark = pytest.mark.django_db
TUESDAY = dt.date(2030, 11, 26)


def spring() -> Cohort:
    programme = factories.programme(host="Host <of> Vancouver", email="training@example.org")
    cohort: Cohort = factories.cohort(
        programme=programme, name_en="Autumn & friends", name_fr="Automne et amis", place_en="Main Hall",
        place_fr="Grande salle", starts_on=TUESDAY, ends_on=TUESDAY + dt.timedelta(days=90),
    )  # fmt: skip
    return cohort


def welcome(cohort: Cohort, language: str, name: str = "Sam") -> Filled:
    enrolment = enrol(cohort=cohort, email="sam@example.org", chosen_name=name, language=language, by=None)
    return as_sent(Message.objects.about(f"enrolment:{enrolment.pk}").get())


def test_a_welcome_says_when_where_and_how_to_sign_in() -> None:
    cohort = spring()
    hybrid: dict[str, Any] = {"place": "Main Hall", "join_url": "https://meet.example.org/a?b=1&c=2"}
    factories.session(cohort, factories.instant(TUESDAY), **hybrid)
    factories.session(cohort, factories.instant(TUESDAY + dt.timedelta(days=2)), place="Elsewhere")
    mail = welcome(cohort, "en", "Sam <3")
    assert "26 November 2030" in mail.subject
    for words in (
        "Hello Sam <3,", "You have a place in Autumn & friends.", "Tuesday, 26 November 2030",
        "6:00 p.m. to 9:00 p.m. Pacific time", "Main Hall", "https://meet.example.org/a?b=1&c=2",
        "http://testserver/my/", "training@example.org", "Host <of> Vancouver",
    ):  # fmt: skip
        assert words in mail.text
    assert "Elsewhere" not in mail.text + mail.html
    for words in ("Hello Sam &lt;3,", "Autumn &amp; friends", "a?b=1&amp;c=2", "Host &lt;of&gt; Vancouver"):
        assert words in mail.html
    assert "<3" not in mail.html


def test_the_subject_could_be_read_over_a_shoulder() -> None:
    cohort = spring()
    assert welcome(cohort, "en").subject == "Your course starts on 26 November 2030"
    Enrolment.objects.get().delete()
    Cohort.objects.update(seats_held=0)
    factories.session(cohort, factories.instant(TUESDAY + dt.timedelta(days=2)))
    assert welcome(cohort, "en").subject == "Your first session: 28 November 2030"


def test_french_readers_get_french_facts_and_their_own_page() -> None:
    cohort = spring()
    factories.session(cohort, factories.instant(TUESDAY))
    mail = welcome(cohort, "fr")
    for words in ("Automne et amis", "Grande salle", "mardi 26 novembre 2030", "http://testserver/fr/my/"):
        assert words in mail.text
        assert words in mail.html
    assert "Autumn" not in mail.text + mail.html


def test_a_cohort_without_sessions_says_when_it_begins() -> None:
    mail = welcome(spring(), "en")
    assert "Your course begins on\nTuesday, 26 November 2030\nMain Hall" in mail.text
    assert "We will write to you again before your first session." in mail.text


def test_the_first_session_is_the_first_that_is_still_to_come() -> None:
    cohort = factories.cohort()
    now = timezone.now()
    factories.session(cohort, now - dt.timedelta(days=2), place="Gone")
    factories.session(cohort, now + dt.timedelta(days=2), place="Next")
    mail = welcome(cohort, "en")
    assert "Next" in mail.text
    assert "Gone" not in mail.text


def test_everybody_on_a_list_shares_one_content_for_each_language() -> None:
    batches.start_apply(batch=read(factories.cohort(seats=20), csv_of(20)), by=None)
    assert Message.objects.values("content").distinct().count() == 2
    mails = [as_sent(message) for message in Message.objects.order_by("pk")[:2]]
    assert [f"Trainee {at}" in mail.text for at, mail in enumerate(mails)] == [True, True]


def test_a_welcome_is_not_sent_after_the_cohort_has_ended() -> None:
    cohort = spring()
    welcome(cohort, "en")
    end = Message.objects.get().not_after
    assert end == factories.instant(cohort.ends_on + dt.timedelta(days=1), 0)


def test_a_welcome_that_waits_is_not_owed_to_who_left_or_when_all_is_off() -> None:
    cohort = spring()
    sam = enrol(cohort=cohort, email="sam@example.org", chosen_name="Sam", by=None)
    enrol(cohort=cohort, email="kit@example.org", chosen_name="Kit", by=None)
    still_owed = kinds.get("welcome").still_owed
    assert still_owed is not None
    messages = list(Message.objects.filter(kind="welcome").order_by("pk"))
    assert still_owed(messages) == {}
    withdraw(enrolment=sam, by=None)
    assert set(still_owed(messages)) == {messages[0].pk}
    cancel_cohort(cohort=cohort, by=None)
    assert set(still_owed(messages)) == {message.pk for message in messages}


@pytest.mark.parametrize("language", ["en", "fr"])
def test_the_notice_of_a_mistake_is_short_and_blames_nobody(language: str) -> None:
    cohort = spring()
    batch = batches.start_apply(batch=read(cohort, csv_of(1, languages=(language,))), by=None)
    Message.objects.update(state=State.SENT, sent_at=timezone.now())
    batches.undo(batch=batch, by=None)
    notice = Message.objects.get(kind="enrolment_undone")
    mail = as_sent(notice)
    assert notice.language == language
    assert {"en": "Autumn & friends", "fr": "Automne et amis"}[language] in mail.text
    assert "training@example.org" in mail.text
    assert "Trainee 0" in mail.html
    assert "Autumn" not in mail.subject
    with translation.override(language):
        first_day = local.short_day(cohort.starts_on)
    assert first_day in mail.subject
    assert first_day in mail.text

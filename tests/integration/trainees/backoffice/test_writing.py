"""Write to the cohort: read before sending, exactly once, nothing lost."""

import re
from typing import Any

from django.test import Client
from django.urls import reverse

from tasks.outbox.models import Message
from tests import factories
from trainees.models import Announcement

from .world import Side

TEXT = {"subject_en": "About Thursday", "text_en": "We meet in Room 3.", "subject_fr": "", "text_fr": ""}


def url(side: Side) -> str:
    """The form."""
    return reverse("roster:write", args=[side.cohort.pk])


def hidden(response: Any) -> dict[str, str]:
    """The hidden fields as a browser would send them."""
    text = response.content.decode()
    return {
        name: re.search(rf'name="{name}" value="([^"]*)"', text)[1]  # type: ignore[index]  # the form has them
        for name in ("token", "read")
    }


def test_preview_then_send_once(office: Client, here: Side) -> None:
    """Each enrolled person is owed one message, also after a double click."""
    factories.enrolment(here.cohort, language="fr", chosen_name="Camille")
    first = hidden(office.get(url(here)))
    preview = office.post(url(here), {**TEXT, **first, "preview": "1"})
    page = preview.content.decode()
    assert preview.status_code == 200
    assert "We meet in Room 3." in page
    assert "Trainee Here" in page
    assert "Camille" in page
    assert "Send to 2 people" in page
    assert not Announcement.objects.exists()
    send = {**TEXT, **hidden(preview), "send": "1"}
    for _click in range(2):
        assert office.post(url(here), send).status_code == 302
    assert Announcement.objects.get().recipients == 2
    assert Message.objects.filter(kind="announcement").count() == 2


def test_nothing_is_sent_that_was_not_read(office: Client, here: Side) -> None:
    """A text that changed since the preview is shown once more."""
    preview = office.post(url(here), {**TEXT, **hidden(office.get(url(here))), "preview": "1"})
    changed = {**TEXT, **hidden(preview), "text_en": "We meet in Room 4.", "send": "1"}
    response = office.post(url(here), changed)
    assert response.status_code == 200
    assert "have changed since the preview." in response.content.decode()
    assert not Announcement.objects.exists()


def test_nobody_gets_it_who_was_not_among_the_readers_shown(office: Client, here: Side) -> None:
    """Somebody enrolled since the preview is shown first; after the first click a second one changes nothing."""
    preview = office.post(url(here), {**TEXT, **hidden(office.get(url(here))), "preview": "1"})
    factories.enrolment(here.cohort, chosen_name="Camille")
    again = office.post(url(here), {**TEXT, **hidden(preview), "send": "1"})
    assert "Camille" in again.content.decode()
    assert not Announcement.objects.exists()
    send = {**TEXT, **hidden(again), "send": "1"}
    assert office.post(url(here), send).status_code == 302
    factories.enrolment(here.cohort)
    assert office.post(url(here), send).status_code == 302
    assert Announcement.objects.get().recipients == 2
    assert Message.objects.filter(kind="announcement").count() == 2


def test_mistakes_keep_what_was_typed(office: Client, here: Side) -> None:
    """At their field."""
    data = {**TEXT, "subject_en": "", **hidden(office.get(url(here))), "preview": "1"}
    response = office.post(url(here), data)
    assert response.status_code == 422
    assert response.context["form"].errors["subject_en"] == ["This needs a subject."]
    assert "We meet in Room 3." in response.content.decode()


def test_a_text_is_not_markup(office: Client, here: Side) -> None:
    """It is shown as it was typed."""
    data = {**TEXT, "text_en": "<script>alert(1)</script>", **hidden(office.get(url(here))), "preview": "1"}
    page = office.post(url(here), data).content.decode()
    assert "<script>alert(1)</script>" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page

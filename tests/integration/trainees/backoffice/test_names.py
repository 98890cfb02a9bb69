"""The office hides the name of a holder whose account is gone, and shows it again; and what a message brings."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from tasks.outbox.models import Message
from tests import factories
from trainees.models import Certificate, CertificateTemplate

pytestmark = pytest.mark.django_db


@pytest.fixture
def gone() -> Certificate:
    """Sam's certificate; the account is gone."""
    made = factories.certificate(factories.enrolment(factories.awarding_cohort(), chosen_name="Sam Example"))
    Certificate.objects.filter(pk=made.pk).update(person=None)
    made.refresh_from_db()
    return made


def coordinator(of: Any) -> Client:
    client = Client()
    client.force_login(factories.givers(of.enrolment.cohort).coordinator)
    return client


def url(name: str, of: Certificate) -> str:
    return reverse(f"certificates:{name}", args=[of.pk])


def strangers_read(of: Certificate) -> str:
    return Client().get(reverse("verify:certificate", args=[of.code])).content.decode()


def test_hidden_from_strangers_and_shown_again(gone: Certificate) -> None:
    client = coordinator(gone)
    assert "Sam Example" in strangers_read(gone)
    assert url("withhold_name", gone) in client.get(url("read", gone)).content.decode()
    for _ in range(2):  # clicked twice, it is hidden once
        answer = client.post(url("withhold_name", gone), {"reason": "They asked by mail."})
        assert answer.status_code == 302
    assert "Sam Example" not in strangers_read(gone)
    page = client.get(url("read", gone)).content.decode()
    assert "Hidden by the office" in page
    assert page.count("They asked by mail.") == 1
    assert url("withhold_name", gone) not in page
    assert url("release_name", gone) in page
    client.post(url("release_name", gone), {"reason": "They asked again."})
    assert "Sam Example" in strangers_read(gone)


def test_a_reason_is_asked_for_and_nothing_happens_without(gone: Certificate) -> None:
    answer = coordinator(gone).post(url("withhold_name", gone), {"reason": " "})
    assert answer.status_code == 422
    assert "Sam Example" in strangers_read(gone)


@pytest.mark.parametrize("name", ["withhold_name", "release_name"])
def test_what_is_the_holders_to_say_is_not_there_for_the_office(gone: Certificate, name: str) -> None:
    assert gone.enrolment is not None
    held = factories.certificate(factories.enrolment(gone.enrolment.cohort))
    client = coordinator(gone)
    for answer in (client.get(url(name, held)), client.post(url(name, held), {"reason": "x"})):
        assert answer.status_code == 404
    assert url(name, held) not in client.get(url("read", held)).content.decode()


def test_a_name_that_the_holder_hid_is_not_shown_again(gone: Certificate) -> None:
    Certificate.objects.filter(pk=gone.pk).update(hides_name=True)
    client = coordinator(gone)
    assert client.post(url("release_name", gone), {"reason": "x"}).status_code == 404
    page = client.get(url("read", gone)).content.decode()
    assert url("release_name", gone) not in page
    assert url("withhold_name", gone) not in page


@pytest.mark.parametrize(("mail", "is_named"), [("attached", True), ("linked", False)])
def test_the_page_of_a_message_names_what_it_brings(mail: str, is_named: bool) -> None:
    trainee = factories.earner()
    CertificateTemplate.objects.create(course=trainee.cohort.edition.course, mail=mail)
    issued = factories.given(trainee)
    message = Message.objects.about(f"certificate:{issued.pk}").get()
    page = coordinator(issued).get(reverse("messages:read", args=[message.pk])).content.decode()
    assert (f"Attached: {issued.serial}.pdf" in page) is is_named

"""Recommending somebody on a phone; sending a certificate in, taking it back, and the answer to it."""

import re
import uuid
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import ModelLogEntry

from courses.enums import RoleKind
from courses.models import Programme
from tests import factories
from trainees.enums import ProofState, Recommender
from trainees.models import Enrolment, ExternalCredential, Recommendation

pytestmark = pytest.mark.django_db
RULES: list[dict[str, Any]] = [
    {"type": "evaluation", "value": {"sort": "recommendation", "by": "facilitator", "number": 1}},
    {
        "type": "credential",
        "value": {
            "sort": "first-aid",
            "name_en": "First aid",
            "name_fr": "Secourisme",
            "needs_proof": True,
        },
    },
]


@pytest.fixture(autouse=True)
def private(settings: Any, tmp_path: Path) -> Path:
    """Where files lie in this test."""
    settings.PRIVATE_ROOT = tmp_path
    return tmp_path


@pytest.fixture
def trainee() -> Enrolment:
    return factories.enrolment(factories.awarding_cohort(requirements=RULES), chosen_name="Robin")


def signed_in(person: Any) -> Client:
    client = Client()
    client.force_login(person)
    return client


def who(kind: RoleKind, programme: Programme) -> Client:
    return signed_in(factories.role(kind, programme).person)


def test_a_facilitator_recommends_and_it_is_seen_in_the_cohort(trainee: Enrolment) -> None:
    client = who(RoleKind.FACILITATOR, trainee.cohort.programme)
    assert trainee.cohort.name in client.get(reverse("portal:recommendations")).content.decode()
    url = reverse("portal:recommend", args=[trainee.pk])
    facts = {"given_by": "facilitator", "recommends": "yes", "rating": "3", "note": "Listens."}
    for _click in range(2):
        response = client.post(url, facts)
        assert response["Location"] == reverse("portal:cohort_recommendations", args=[trainee.cohort_id])
    made = Recommendation.objects.get()
    assert (made.by, made.recommends, made.rating) == (Recommender.FACILITATOR, True, 3)
    text = client.get(response["Location"]).content.decode()
    assert "Robin" in text
    assert "Recommended" in text
    assert "Shown well" in text
    assert "Listens." not in text  # on the person's own page only
    assert "Listens." in client.get(url).content.decode()
    assert (
        "The recommendation is there."
        in signed_in(trainee.person).get(reverse("portal:awards")).content.decode()
    )


def test_the_form_says_for_which_award_and_leads_to_what_somebody_did() -> None:
    edition = factories.course_edition(1)
    factories.award_that_asks(edition, RULES, name_en="Certified")
    factories.award_that_asks(edition, name_en="Attendance only")
    trainee = factories.enrolment(factories.cohort(edition))
    client = who(RoleKind.FACILITATOR, trainee.cohort.programme)
    text = client.get(reverse("portal:recommend", args=[trainee.pk])).content.decode()
    assert "Your word counts for:" in text
    assert "Certified" in text
    assert "Attendance only" not in text
    done = reverse("enrolments:read", args=[trainee.pk])
    assert f'href="{done}"' in text
    assert client.get(done).status_code == 200


def test_nothing_typed_is_lost_on_an_error(trainee: Enrolment) -> None:
    client = who(RoleKind.FACILITATOR, trainee.cohort.programme)
    response = client.post(
        reverse("portal:recommend", args=[trainee.pk]), {"given_by": "facilitator", "note": "Listens."}
    )
    assert response.status_code == 422
    assert "Listens." in response.content.decode()
    response = client.post(
        reverse("portal:recommend", args=[trainee.pk]), {"given_by": "supervisor", "recommends": "yes"}
    )
    assert response.status_code == 422
    assert not Recommendation.objects.exists()


def test_a_coordinator_may_write_down_what_a_supervisor_said(trainee: Enrolment) -> None:
    client = who(RoleKind.COORDINATOR, trainee.cohort.programme)
    url = reverse("portal:recommend", args=[trainee.pk])
    assert "A practicum supervisor, who told me" in client.get(url).content.decode()
    client.post(url, {"given_by": "supervisor", "recommends": "no"})
    made = Recommendation.objects.get()
    assert (made.by, made.recommends, made.rating) == (Recommender.SUPERVISOR, False, None)


def test_outside_of_ones_programme_nobody_is_there(trainee: Enrolment) -> None:
    elsewhere = who(RoleKind.COORDINATOR, factories.programme())
    themselves = signed_in(trainee.person)
    factories.role(RoleKind.FACILITATOR, trainee.cohort.programme, held_by=trainee.person)
    url = reverse("portal:recommend", args=[trainee.pk])
    for client in (elsewhere, themselves):
        assert client.get(url).status_code == 404
        assert client.post(url, {"given_by": "facilitator", "recommends": "yes"}).status_code == 404
    cohort = reverse("portal:cohort_recommendations", args=[trainee.cohort_id])
    assert elsewhere.get(cohort).status_code == 404
    assert "Robin" not in themselves.get(cohort).content.decode()


def test_it_is_voided_in_the_office_and_stays_to_be_seen(trainee: Enrolment) -> None:
    made = factories.recommendation(trainee)
    client = who(RoleKind.COORDINATOR, trainee.cohort.programme)
    client.post(reverse("roster:void_recommendation", args=[made.pk]), {"reason": "Another Robin"})
    made.refresh_from_db()
    assert made.void_reason == "Another Robin"
    assert "Another Robin" in client.get(reverse("enrolments:read", args=[trainee.pk])).content.decode()


def send(of: Enrolment, **more: Any) -> Any:
    facts = {
        "action": "send",
        "token": str(uuid.uuid4()),
        "kind": "first-aid",
        "issued_on": str(factories.today()),
        "file": SimpleUploadedFile("aid.pdf", b"%PDF-1.7 aid"),
    }
    return signed_in(of.person).post(reverse("portal:credentials", args=[of.cohort_id]), facts | more)


def test_a_certificate_is_sent_and_the_award_says_that_it_waits(trainee: Enrolment) -> None:
    assert reverse("portal:credentials", args=[trainee.cohort_id]) in awards_page(trainee)
    assert send(trainee).status_code == 302
    text = signed_in(trainee.person).get(reverse("portal:credentials", args=[trainee.cohort_id]))
    assert "aid.pdf" in text.content.decode()
    assert "Waits for an answer" in awards_page(trainee)


def awards_page(of: Enrolment) -> str:
    return signed_in(of.person).get(reverse("portal:awards")).content.decode()


def test_a_wrong_date_is_said_and_nothing_else_is_lost(trainee: Enrolment) -> None:
    response = send(trainee, issued_on="2020-05-01", expires_on="2019-05-01")
    assert response.status_code == 422
    text = response.content.decode()
    assert "It cannot end before it was issued." in text
    assert 'value="2020-05-01"' in text
    assert not ExternalCredential.objects.exists()


def test_all_that_is_missing_is_named_at_once(trainee: Enrolment) -> None:
    response = send(trainee, issued_on="", file="")
    assert response.status_code == 422
    assert set(response.context["form"].errors) == {"issued_on", "file"}


def test_another_ones_certificate_is_not_taken_back(trainee: Enrolment) -> None:
    other = factories.credential(factories.enrolment(trainee.cohort))
    client = signed_in(trainee.person)
    url = reverse("portal:credentials", args=[trainee.cohort_id])
    for wrong in (str(other.pk), "x", "9" * 30, ""):
        assert client.post(url, {"action": "take_back", "credential": wrong}).status_code == 404
    mine = factories.credential(trainee)
    assert client.post(url, {"action": "take_back", "credential": mine.pk}).status_code == 302
    mine.refresh_from_db()
    other.refresh_from_db()
    assert (mine.state, other.state) == (ProofState.WITHDRAWN, ProofState.WAITING)


def test_what_was_answered_meanwhile_stays_and_the_form_can_still_be_used(trainee: Enrolment) -> None:
    mine = factories.credential(trainee, state=ProofState.ACCEPTED, answered_at=timezone.now())
    client = signed_in(trainee.person)
    url = reverse("portal:credentials", args=[trainee.cohort_id])
    page = client.post(url, {"action": "take_back", "credential": mine.pk}, follow=True).content.decode()
    assert "This was answered in the meantime." in page
    assert re.search(r'name="token" value="[0-9a-f-]{36}"', page)
    assert 'aria-invalid="true"' not in page


def test_a_coordinator_finds_it_opens_the_file_and_answers(trainee: Enrolment) -> None:
    send(trainee)
    one = ExternalCredential.objects.get()
    client = who(RoleKind.COORDINATOR, trainee.cohort.programme)
    url = reverse("portal:answer_credential", args=[one.pk])
    inbox = client.get(reverse("portal:inbox")).content.decode()
    assert url in inbox
    assert "First aid" in inbox
    client.get(url)
    assert ModelLogEntry.objects.filter(action="trainees.credential.read").count() == 1
    file = reverse("portal:credential_file", args=[one.pk])
    assert "attachment" not in client.get(file).headers.get("Content-Disposition", "")
    answer: Any = client.post(file)
    assert b"".join(answer.streaming_content) == b"%PDF-1.7 aid"
    assert ModelLogEntry.objects.filter(action="trainees.credential.read").count() == 2
    assert client.post(url, {"decision": "declined", "answer": ""}).status_code == 422
    assert client.post(url, {"decision": "accepted", "answer": "Thank you."}).status_code == 302
    one.refresh_from_db()
    assert (one.state, one.answer) == (ProofState.ACCEPTED, "Thank you.")
    assert url not in client.get(reverse("portal:inbox")).content.decode()
    assert "First aid: valid." in awards_page(trainee)


def test_nobody_else_sees_it(trainee: Enrolment) -> None:
    send(trainee)
    one = ExternalCredential.objects.get()
    url = reverse("portal:answer_credential", args=[one.pk])
    file = reverse("portal:credential_file", args=[one.pk])
    for client in (
        who(RoleKind.FACILITATOR, trainee.cohort.programme),
        who(RoleKind.COORDINATOR, factories.programme()),
        signed_in(factories.enrolment(trainee.cohort).person),
    ):
        for address in (url, file):
            assert client.get(address).status_code == 404
            assert client.post(address, {"decision": "accepted"}).status_code == 404
    assert signed_in(trainee.person).get(file).status_code == 200

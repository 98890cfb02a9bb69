"""Certificates from elsewhere: sent in, taken back, answered; their files lie where nobody finds them by chance."""

import datetime as dt
import uuid
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from wagtail.models import ModelLogEntry

from courses.enums import RoleKind
from tasks.outbox.models import Message
from tests import factories
from trainees.enums import ProofState
from trainees.models import Enrolment, ExternalCredential
from trainees.operations import credentials
from trainees.operations.tidying import tidy_files
from trainees.queries.credentials import waiting_credentials, wanted_in

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)
FIRST_AID = {"sort": "first-aid", "name_en": "First aid", "name_fr": "Secourisme"}
WANTS = [
    {
        "type": "any_of",
        "value": {
            "parts": [
                {"type": "credential", "value": FIRST_AID | {"needs_proof": True}},
                {
                    "type": "credential",
                    "value": {
                        "sort": "check",
                        "name_en": "Check",
                        "name_fr": "Contrôle",
                        "needs_proof": False,
                    },
                },
            ]
        },
    }
]


@pytest.fixture
def private(settings: Any, tmp_path: Path) -> Path:
    """Where files lie in this test."""
    settings.PRIVATE_ROOT = tmp_path
    return tmp_path


@pytest.fixture
def trainee(private: Path) -> Enrolment:
    return factories.enrolment(factories.awarding_cohort(requirements=WANTS), language="fr")


def pdf() -> SimpleUploadedFile:
    return SimpleUploadedFile("first aid.pdf", b"%PDF-1.7 first aid")


def sent(of: Enrolment, **more: Any) -> ExternalCredential:
    facts: dict[str, Any] = {
        "token": uuid.uuid4(),
        "kind": "first-aid",
        "issued_on": factories.today(),
        "file": pdf(),
        "by": of.person,
    }
    return credentials.send(enrolment=of, **(facts | more))


def refused(act: Callable[[], Any]) -> dict[str, list[str]]:
    with pytest.raises(ValidationError) as error:
        act()
    return error.value.message_dict


def files(private: Path) -> list[Path]:
    return [path for path in private.rglob("*") if path.is_file()]


def test_what_the_awards_ask_for_is_found_in_groups() -> None:
    edition = factories.awarding_cohort(requirements=WANTS).edition
    assert {code: (str(one.name), one.needs_proof) for code, one in wanted_in(edition).items()} == {
        "first-aid": ("First aid", True),
        "check": ("Check", False),
    }


def test_what_a_renewal_asks_for_can_be_sent_too() -> None:
    award = factories.award_that_asks(factories.course_edition(1), name_en="One", name_fr="Un")
    factories.renewal(award, requirements=WANTS)
    assert set(wanted_in(award.edition)) == {"first-aid", "check"}


def test_sent_twice_it_is_there_once(trainee: Enrolment, private: Path) -> None:
    token = uuid.uuid4()
    assert sent(trainee, token=token) == sent(trainee, token=token)
    [kept] = ExternalCredential.objects.all()
    assert (kept.kind, kept.state, kept.file_name) == ("first-aid", ProofState.WAITING, "first aid.pdf")
    assert [path.name for path in files(private)] == [Path(str(kept.file.name)).name]
    assert "first" not in str(kept.file.name)
    assert ModelLogEntry.objects.filter(action="trainees.credential.send").count() == 1


@pytest.mark.parametrize(
    ("field", "more"),
    [
        ("kind", {"kind": "driving"}),
        ("issued_on", {"issued_on": factories.today() + 2 * DAY}),
        ("expires_on", {"expires_on": factories.today() - DAY}),
        ("file", {"file": None}),
        ("file", {"file": SimpleUploadedFile("a.pdf", b"<svg>")}),
        ("file", {"file": SimpleUploadedFile("a.pdf", b"")}),
    ],
)
def test_what_is_wrong_names_its_field_and_leaves_no_file(
    trainee: Enrolment, private: Path, field: str, more: dict[str, Any]
) -> None:
    assert list(refused(lambda: sent(trainee, **more))) == [field]
    assert files(private) == []
    assert not ExternalCredential.objects.exists()


def test_a_kind_without_proof_needs_no_file(trainee: Enrolment) -> None:
    assert not sent(trainee, kind="check", file=None).file


def test_another_persons_token_is_not_theirs(trainee: Enrolment) -> None:
    token = sent(trainee).token
    assert list(refused(lambda: sent(factories.enrolment(trainee.cohort), token=token))) == ["__all__"]


def test_who_finished_may_still_send_and_who_left_may_not(trainee: Enrolment) -> None:
    Enrolment.objects.filter(pk=trainee.pk).update(state="finished", ended_at=timezone.now())
    assert sent(trainee).pk
    Enrolment.objects.filter(pk=trainee.pk).update(state="withdrawn")
    assert list(refused(lambda: sent(trainee))) == ["__all__"]


def test_it_is_taken_back_while_it_waits(trainee: Enrolment) -> None:
    one = sent(trainee)
    for _click in range(2):
        assert credentials.take_back(credential=one, by=trainee.person).state == ProofState.WITHDRAWN
    assert ModelLogEntry.objects.filter(action="trainees.credential.take_back").count() == 1
    assert refused(lambda: credentials.accept(credential=one, by=factories.person())) == {
        "__all__": ["This was taken back in the meantime."]
    }
    other = sent(trainee)
    credentials.accept(credential=other, by=factories.person())
    assert list(refused(lambda: credentials.take_back(credential=other, by=trainee.person))) == ["__all__"]


def test_it_is_accepted_and_told_once_in_neutral_words(trainee: Enrolment) -> None:
    one, by = sent(trainee), factories.person()
    for _click in range(2):
        done = credentials.accept(credential=one, by=by)
    assert (done.state, done.answered_by) == (ProofState.ACCEPTED, by)
    message = Message.objects.get()
    assert (message.kind, message.language) == ("credential_answered", "fr")
    assert "irst aid" not in message.content.subject
    assert "Secourisme" not in message.content.text


def test_it_is_declined_with_a_kind_word(trainee: Enrolment) -> None:
    one, by = sent(trainee), factories.person()
    assert list(refused(lambda: credentials.decline(credential=one, answer=" ", by=by))) == ["answer"]
    credentials.decline(credential=one, answer="We cannot read the date. A new photo helps.", by=by)
    assert list(refused(lambda: credentials.accept(credential=one, by=factories.person()))) == ["__all__"]
    assert Message.objects.count() == 1


def test_nobody_answers_their_own(trainee: Enrolment) -> None:
    one = sent(trainee)
    assert list(refused(lambda: credentials.accept(credential=one, by=trainee.person))) == ["__all__"]


def test_it_waits_for_the_coordinators_of_its_programme_alone(trainee: Enrolment) -> None:
    one = sent(trainee)
    programme = trainee.cohort.programme
    assert list(waiting_credentials(factories.role(RoleKind.COORDINATOR, programme).person)) == [one]
    for elsewhere in (
        factories.role(RoleKind.FACILITATOR, programme).person,
        factories.role(RoleKind.COORDINATOR).person,
        factories.role(RoleKind.COORDINATOR, programme, held_by=trainee.person).person,
    ):
        assert not waiting_credentials(elsewhere).exists()


def test_a_file_that_no_row_names_is_tidied_away(trainee: Enrolment, private: Path) -> None:
    sent(trainee)
    (private / "credentials" / "left.pdf").write_bytes(b"%PDF-1.7")
    assert tidy_files(at=timezone.now() + 2 * DAY) == 1
    assert len(files(private)) == 1

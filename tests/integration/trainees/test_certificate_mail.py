"""A certificate that comes with its mail: written when it is sent, over a real connection."""

from typing import Any

import pytest
import typst
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tasks.outbox.content import as_sent
from tasks.outbox.delivery import drain
from tasks.outbox.enums import State
from tasks.outbox.models import Message
from tests import factories
from tests.servers.smtp import SmtpServer
from trainees.models import Certificate, CertificateTemplate
from trainees.operations import certificate_kinds, certificates

pytestmark = pytest.mark.django_db(transaction=True)


def given(mail: str, *, email: str = "sam@example.org") -> Any:
    """A certificate of a course that sends it so."""
    trainee = factories.earner(email=email)
    CertificateTemplate.objects.create(course=trainee.cohort.edition.course, mail=mail)
    return factories.given(trainee)


def test_the_pdf_is_written_when_the_mail_is_sent(smtp_server: SmtpServer) -> None:
    issued = given("attached")
    assert drain() == 1
    [received] = smtp_server.to("sam@example.org")
    [file] = received.message.iter_attachments()
    assert file.get_filename() == f"{issued.serial}.pdf"
    data: Any = file.get_payload(decode=True)
    assert data.startswith(b"%PDF-1.")
    assert "comes with this mail as a PDF" in received.text
    assert f"/verify/{issued.code}/" in received.html


def asked_beside_the_outbox(mails: int) -> int:
    """How many queries a batch of so many mails with a certificate asks of all other tables."""
    for number in range(mails):
        given("attached", email=f"holder{mails}.{number}@example.org")
    with CaptureQueriesContext(connection) as queries:
        assert drain() == mails
    return sum("trainees_" in one["sql"] or "courses_" in one["sql"] for one in queries)


def test_the_files_of_a_batch_are_read_together(smtp_server: SmtpServer) -> None:
    """However many mails and courses: one query of what is still owed, three of what stands on the paper."""
    assert [asked_beside_the_outbox(mails) for mails in (1, 4)] == [4, 4]
    assert len({one.message["Subject"] for one in smtp_server.messages}) == 1
    names = {file.get_filename() for one in smtp_server.messages for file in one.message.iter_attachments()}
    assert names == {f"{one.serial}.pdf" for one in Certificate.objects.all()}


def test_a_mail_with_a_link_brings_no_file(smtp_server: SmtpServer) -> None:
    given("linked")
    assert drain() == 1
    [received] = smtp_server.to("sam@example.org")
    assert list(received.message.iter_attachments()) == []
    assert "You can save it as a PDF there" in received.text


def test_a_new_one_comes_with_its_mail_and_the_old_mail_is_not_sent(smtp_server: SmtpServer) -> None:
    issued = given("attached")
    by = factories.givers(issued.enrolment.cohort).coordinator
    made = certificates.reissue(certificate=issued, reason="The name was misspelt.", by=by, name="Sam É.")
    assert drain() == 1
    [received] = smtp_server.to("sam@example.org")
    [file] = received.message.iter_attachments()
    assert file.get_filename() == f"{made.serial}.pdf"
    assert "The name was misspelt." in received.text


def test_one_that_was_revoked_is_told_without_a_file(smtp_server: SmtpServer) -> None:
    issued = given("attached")
    by = factories.givers(issued.enrolment.cohort).coordinator
    certificates.revoke(certificate=issued, reason="It was given by mistake.", by=by)
    assert drain() == 1
    [received] = smtp_server.to("sam@example.org")
    assert list(received.message.iter_attachments()) == []
    assert "It was given by mistake." in received.text


def test_one_that_cannot_be_written_is_not_sent_and_a_person_sees_it(
    smtp_server: SmtpServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    issued = given("attached")

    def fails(_certificate: Certificate, **_look: Any) -> bytes:
        raise typst.TypstError("broken", "broken")

    monkeypatch.setattr(certificate_kinds, "certificate_pdf", fails)
    assert drain() == 0
    message = Message.objects.about(f"certificate:{issued.pk}").get()
    assert message.state == State.FAILED
    assert "cannot be written as a PDF" in message.error
    assert smtp_server.messages == []
    assert "PDF" in as_sent(message).text

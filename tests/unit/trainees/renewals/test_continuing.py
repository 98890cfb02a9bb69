"""Continuing education: what is refused, what a second click does, who answers, what is looked at again."""

import datetime as dt
import uuid
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tasks.outbox.content import as_sent
from tasks.outbox.models import Message
from tests import factories
from tests.unit.trainees.practicum.test_placing import refused
from trainees.enums import CertificateKind, ProofState
from trainees.models import Certificate, ContinuingHours
from trainees.operations import certificates, continuing, renewing
from trainees.queries.renewals import term_of

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)


@pytest.fixture
def held() -> Certificate:
    return factories.held_certificate(issued_on=factories.today() - 100 * DAY)


def log(of: Certificate, **fields: Any) -> ContinuingHours:
    """Two hours in a course, which a coordinator has to accept."""
    return factories.learned(of, fields.pop("minutes", 120), **({"source": "course"} | fields))


def minutes_of(of: Certificate) -> int:
    return sum(one.minutes for one in term_of(of, at=timezone.now()).record.hours)


def test_a_second_click_finds_the_first_entry(held: Certificate) -> None:
    token = uuid.uuid4()
    first = log(held, token=token)
    assert log(held, token=token, minutes=90) == first
    assert [one.minutes for one in held.continuing_hours.all()] == [120]


def test_a_form_of_another_certificate_is_no_entry_of_this_one(held: Certificate) -> None:
    token = uuid.uuid4()
    log(held, token=token)
    other = factories.held_certificate()
    refused("__all__", lambda: log(other, token=token))
    assert not other.continuing_hours.exists()


def test_what_is_refused(held: Certificate) -> None:
    refused("worked_on", lambda: log(held, worked_on=factories.today() + DAY))
    refused("worked_on", lambda: log(held, worked_on=held.issued_on - DAY))
    refused("minutes", lambda: log(held, minutes=0))
    refused("minutes", lambda: log(held, minutes=200 * 60 + 1))
    refused("category", lambda: log(held, category="travel"))
    refused("source", lambda: log(held, source="hearsay"))
    refused("title", lambda: log(held, title=" \u200b "))
    refused("title", lambda: log(held, title="x" * 201))
    refused("file", lambda: log(held, file=SimpleUploadedFile("a.svg", b"<svg></svg>")))
    log(held, worked_on=held.issued_on, minutes=200 * 60)


def test_only_who_holds_it_logs_and_only_while_it_stands(held: Certificate) -> None:
    refused("__all__", lambda: log(held, by=factories.person()))
    refused("__all__", lambda: log(held, by=None))
    lasting = factories.certificate()
    refused("__all__", lambda: log(lasting))
    entry = log(held)
    certificates.revoke(certificate=held, reason="A mistake.", by=None)
    refused("__all__", lambda: log(held))
    refused("__all__", lambda: continuing.take_back(hours=entry, by=held.person))


def test_a_source_can_accept_by_itself_and_some_are_looked_at(held: Certificate) -> None:
    """A tenth: chance below 0.1."""
    found = [factories.learned(held, 60, chance=lambda at=at: at) for at in (0.0, 0.099, 0.1, 0.9)]
    assert [one.state for one in found] == [ProofState.ACCEPTED] * 4
    assert [one.is_sampled for one in found] == [True, True, False, False]
    waiting = log(held, chance=lambda: 0.0)
    assert (waiting.state, waiting.is_sampled, waiting.is_automatic) == (ProofState.WAITING, False, False)
    assert minutes_of(held) == 240


def test_the_own_chance_is_between_nothing_and_all() -> None:
    """Nobody hands it in: with 0 percent none is looked at, with 100 all are."""
    for percent, is_sampled in ((0, False), (100, True)):
        held = factories.held_certificate(renewal_fields={"audit_percent": percent})
        made = continuing.log_hours(
            certificate=held,
            by=held.person,
            token=uuid.uuid4(),
            category="general",
            source="webinar",
            title="Grief",
            worked_on=factories.today(),
            minutes=60,
        )
        assert made.is_sampled is is_sampled


def test_a_renewal_without_kinds_and_sources_takes_hours_without_them() -> None:
    rules = [{"type": "hours", "value": {"hours": "20", "from_event": "term"}}]
    fields = {"categories": [], "sources": [], "requirements": rules}
    held = factories.held_certificate(renewal_fields=fields)
    refused("category", lambda: log(held, source=""))
    assert log(held, category="", source="").state == ProofState.WAITING


def test_accepted_hours_count_and_are_told_once(held: Certificate) -> None:
    entry = log(held)
    coordinator = factories.person()
    assert minutes_of(held) == 0
    continuing.accept(hours=entry, by=coordinator)
    again = continuing.accept(hours=entry, by=factories.person())
    assert (again.answered_by, minutes_of(held)) == (coordinator, 120)
    assert [message.kind for message in Message.objects.all()] == ["learning_answered"]
    refused("__all__", lambda: continuing.decline(hours=entry, answer="Too late.", by=coordinator))


def test_declined_hours_keep_the_words_and_count_no_more(held: Certificate) -> None:
    entry = log(held)
    refused("answer", lambda: continuing.decline(hours=entry, answer="  ", by=None))
    refused("answer", lambda: continuing.decline(hours=entry, answer="x" * 501, by=None))
    continuing.decline(hours=entry, answer="Please add the letter.", by=None)
    continuing.decline(hours=entry, answer="Please add the letter.", by=None)
    entry.refresh_from_db()
    assert (entry.state, entry.answer, minutes_of(held)) == (
        ProofState.DECLINED,
        "Please add the letter.",
        0,
    )
    assert Message.objects.count() == 1
    refused("__all__", lambda: continuing.accept(hours=entry, by=None))


def test_nobody_answers_their_own(held: Certificate) -> None:
    entry, sample = log(held), factories.learned(held, 60, chance=lambda: 0.0)
    refused("__all__", lambda: continuing.accept(hours=entry, by=held.person))
    refused("__all__", lambda: continuing.decline(hours=entry, answer="No.", by=held.person))
    refused("__all__", lambda: continuing.audit(hours=sample, is_fine=True, by=held.person))
    assert continuing.accept_many(hours=[entry.pk], by=held.person) == 0


def test_what_is_taken_back_counts_no_more(held: Certificate) -> None:
    entry = factories.learned(held, 60)
    refused("__all__", lambda: continuing.take_back(hours=entry, by=factories.person()))
    continuing.take_back(hours=entry, by=held.person)
    continuing.take_back(hours=entry, by=held.person)
    assert minutes_of(held) == 0
    declined = log(held)
    continuing.decline(hours=declined, answer="No.", by=None)
    refused("__all__", lambda: continuing.take_back(hours=declined, by=held.person))
    refused("__all__", lambda: continuing.accept(hours=entry, by=None))


def test_a_sample_is_fine_or_is_not(held: Certificate) -> None:
    fine, not_fine = (factories.learned(held, 60, chance=lambda: 0.0) for _ in range(2))
    unsampled = factories.learned(held, 60)
    continuing.audit(hours=fine, is_fine=True, by=None)
    continuing.audit(hours=fine, is_fine=True, by=None)
    refused("answer", lambda: continuing.audit(hours=not_fine, is_fine=False, by=None))
    continuing.audit(hours=not_fine, is_fine=False, answer="Not the right day.", by=None)
    refused("__all__", lambda: continuing.audit(hours=unsampled, is_fine=True, by=None))
    refused("__all__", lambda: continuing.audit(hours=fine, is_fine=False, answer="Oh.", by=None))
    refused("__all__", lambda: continuing.take_back(hours=fine, by=held.person))
    assert minutes_of(held) == 120
    assert [message.dedup_key for message in Message.objects.all()] == [
        f"learning_answered:{not_fine.pk}:again"
    ]


def test_while_a_request_waits_nothing_changes(held: Certificate) -> None:
    filing = factories.filed(factories.held_certificate(**factories.in_window()))
    certificate = filing.certificate
    entry = certificate.continuing_hours.all()[0]
    refused("__all__", lambda: log(certificate))
    refused("__all__", lambda: continuing.take_back(hours=entry, by=certificate.person))
    renewing.withdraw(filing=filing, by=certificate.person)
    log(certificate)


def test_a_corrected_certificate_keeps_its_hours(held: Certificate) -> None:
    entry = factories.learned(held, 60)
    waiting = log(held)
    corrected = certificates.reissue(certificate=held, reason="The name.", by=None, name="Sam Example")
    once_more = certificates.reissue(certificate=corrected, reason="Again.", by=None, name="Sam")
    factories.learned(once_more, 30)
    continuing.accept(hours=waiting, by=None)
    assert minutes_of(once_more) == 60 + 120 + 30
    continuing.take_back(hours=entry, by=held.person)
    assert minutes_of(once_more) == 150
    assert term_of(once_more, at=timezone.now()).begins_on == held.issued_on


def test_hours_of_a_term_are_not_carried_over(held: Certificate) -> None:
    factories.learned(held, 60)
    following = certificates.replace(
        certificate=held, kind=CertificateKind.RENEWED, by=None, expires_on=factories.today() + 800 * DAY
    )
    assert minutes_of(following) == 0


def test_many_are_accepted_at_once_with_one_mail_each() -> None:
    programme = factories.programme()
    sam, camille = (
        factories.held_certificate(programme=programme, chosen_name=name, language=language)
        for name, language in (("Sam", "en"), ("Camille", "fr"))
    )
    entries = [log(sam), log(sam), log(camille)]
    withdrawn = log(camille)
    continuing.take_back(hours=withdrawn, by=camille.person)
    pks = [one.pk for one in [*entries, withdrawn]]
    assert continuing.accept_many(hours=pks, by=None) == 3
    assert continuing.accept_many(hours=pks, by=None) == 0
    assert sorted(Message.objects.values_list("language", flat=True)) == ["en", "fr"]
    subject = as_sent(Message.objects.get(language="en")).subject
    assert subject == "News about your training"


def test_accepting_more_needs_no_more_queries() -> None:
    counts = []
    for number in (2, 12):
        held = factories.held_certificate()
        pks = [log(held).pk for _ in range(number)]
        with CaptureQueriesContext(
            connection,
        ) as queries:
            continuing.accept_many(hours=pks, by=None)
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_who_is_gone_hears_nothing(held: Certificate) -> None:
    entry = log(held)
    Certificate.objects.filter(pk=held.pk).update(person=None)
    continuing.accept(hours=entry, by=None)
    assert not Message.objects.exists()

"""The facts of a term as the rules of a renewal see them, of one certificate and of all of a programme."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone, translation

from courses.models import Award, Programme
from courses.requirements.record import Credential, Held, Hours, Named, Signed
from courses.requirements.stream import unknown
from tests import factories
from trainees.enums import CertificateKind, ProofState
from trainees.models import Certificate, RenewalSignature
from trainees.operations import certificates
from trainees.queries.renewals import Term, programme_terms, term_of

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)


def now_of(certificate: Certificate) -> Term:
    return term_of(certificate, at=timezone.now())


def test_the_facts_of_a_term() -> None:
    held = factories.held_certificate(issued_on=factories.today() - 100 * DAY)
    today, award = factories.today(), held.award
    agreement = factories.agreement(award.edition.course.programme, code="code", version=3)
    factories.agreement(award.edition.course.programme, code="code", version=2)
    RenewalSignature.objects.create(
        certificate=held, agreement=agreement, language="en", signed_as="Sam", signed_on=today
    )
    factories.learned(held, 60)
    factories.learned(held, 30, source="course")
    factories.credential(held.enrolment, state=ProofState.ACCEPTED, answered_at=timezone.now())
    factories.credential(held.enrolment, state=ProofState.DECLINED, answered_at=timezone.now())
    factories.held_certificate(held_by=held.person)
    record = now_of(held).record
    assert record.hours == [Hours("general", 60, today, "webinar")]
    assert record.signed == [Signed("code", 3, today)]
    assert record.credentials == [Credential("first-aid", today, None, True)]
    assert record.held == [Held(award.code, held.issued_on, held.expires_on, True)]
    assert [record.event(code) for code in ("term", "issued", "expires")] == [
        held.issued_on,
        held.issued_on,
        held.expires_on,
    ]
    outline = record.outline
    assert outline.agreements["code"][1] == 3
    assert outline.categories["law_and_ethics"] == Named("Law and ethics", "Droit et éthique")
    assert outline.awards == {award.code: Named(award.name_en, award.name_fr)}
    assert unknown(award.renewal.requirements, outline) == []


def test_what_others_did_who_hold_the_same_award_is_not_read() -> None:
    """Everybody in a cohort is given an award on the same day."""
    mine = factories.held_certificate()
    assert mine.enrolment is not None
    other = factories.another_certificate(
        certificate_of=factories.enrolment(mine.enrolment.cohort), rules=mine.award.renewal
    )
    factories.learned(other, 60)
    with CaptureQueriesContext(connection) as asked:
        now_of(mine)
    hours = next(one["sql"] for one in asked if 'FROM "trainees_continuinghours"' in one["sql"])
    assert f"IN ({mine.pk})" in hours


def test_a_limit_of_a_source_is_said_in_words() -> None:
    limits = [{"source": "webinar", "at_most": "5"}]
    rules = [{"type": "hours", "value": {"hours": "20", "sources": limits}}]
    judged = now_of(factories.held_certificate(renewal_fields={"requirements": rules})).judged
    assert judged is not None
    outline = judged.outline
    assert str(outline.sources["webinar"]) == "Webinar"
    assert "source: Webinar." in judged.parts[0].of.asks(outline)


def test_the_explanation_is_in_the_reader_s_language() -> None:
    judged = now_of(factories.held_certificate()).judged
    assert judged is not None
    with translation.override("fr"):
        assert "Droit et éthique" in judged.parts[1].of.asks(judged.outline)


def test_a_renewal_by_hand_begins_after_the_day_it_was_issued() -> None:
    """Nobody asked for it: until that day hours were logged in the term before."""
    held = factories.held_certificate(issued_on=factories.today() - 700 * DAY)
    until = factories.today() + 700 * DAY
    made = certificates.replace(certificate=held, kind=CertificateKind.RENEWED, by=None, expires_on=until)
    assert now_of(made).begins_on == factories.today() + DAY


def test_whose_rules_are_gone_or_who_is_gone_has_a_term_all_the_same() -> None:
    lasting = factories.certificate()
    term = now_of(lasting)
    assert (term.is_renewable, term.judged, term.opens_on, term.late_until) == (False, None, None, None)
    gone = factories.held_certificate()
    Certificate.objects.filter(pk=gone.pk).update(person=None, enrolment=None)
    gone.refresh_from_db()
    assert now_of(gone).record.held == ()


def test_a_programme_has_its_terms_in_a_fixed_number_of_queries() -> None:
    """Ten, for one certificate or for many, with corrections among them."""
    held = factories.held_certificate(issued_on=factories.today() - 100 * DAY)
    programme = held.award.edition.course.programme
    cohort, award = held.award.edition.cohorts.get(), Award.objects.get(pk=held.award_id)
    factories.held_certificate()
    counts = []
    for number in (0, 8):
        for one in factories.enrolments(cohort, number):
            made = factories.another_certificate(certificate_of=one, rules=award.renewal)
            factories.learned(made, 60)
            certificates.reissue(certificate=made, reason="The name.", by=None, name="Sam")
        with CaptureQueriesContext(connection) as queries:
            found = programme_terms(Programme.objects.filter(pk=programme.pk), at=timezone.now())
            judged = [term.judged for term in found]
        assert len(judged) == number + 1
        counts.append(len(queries))
    assert counts == [10, 10]
    assert sum(sum(one.minutes for one in term.record.hours) for term in found) == 8 * 60

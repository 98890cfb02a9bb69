"""Asking for a renewal and answering: windows, what is missing, who may, and the certificate that comes of it."""

import datetime as dt
from typing import Any

import pytest
from django.utils import timezone
from time_machine import TimeMachineFixture

from courses.models import Agreement
from tasks.outbox.models import Message
from tests import factories
from tests.unit.trainees.practicum.test_placing import refused
from trainees.enums import CertificateKind, CertificateState, FilingState
from trainees.models import Certificate, RenewalFiling
from trainees.operations import certificates, continuing, renewing
from trainees.queries.renewals import Term, term_of

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)
CODE = "code-of-ethics"
ASKS_TO_SIGN = [{"type": "agreement", "value": {"agreement": CODE, "from_event": "term"}}]
NOTHING_YET = [{"type": "hours", "value": {"hours": "0"}}]
GIVEN, ENDS = dt.date(2026, 3, 1), dt.date(2028, 3, 1)


def now_of(certificate: Certificate) -> Term:
    certificate = Certificate.objects.select_related("person").get(pk=certificate.pk)
    return term_of(certificate, at=timezone.now())


def at(day: dt.date, hour: int = 12, minute: int = 0) -> dt.datetime:
    """On Vancouver's clock."""
    return factories.instant(day, hour, minute)


def easy(**fields: Any) -> Certificate:
    """One whose renewal takes nothing, given on 1 March 2026 for two years."""
    rules = {"requirements": NOTHING_YET} | fields.pop("renewal_fields", {})
    return factories.held_certificate(
        renewal_fields=rules, **({"issued_on": GIVEN, "expires_on": ENDS} | fields)
    )


def test_a_whole_cycle(time_machine: TimeMachineFixture) -> None:
    """Award, hours, window, request, answer: the new one is valid, the old one says that it was replaced."""
    time_machine.move_to(at(GIVEN))
    held = factories.held_certificate()
    assert (held.expires_on, now_of(held).state) == (ENDS, CertificateState.VALID)
    time_machine.move_to(at(dt.date(2027, 5, 5)))
    factories.learned(held, 14 * 60)
    refused("__all__", lambda: renewing.file_renewal(certificate=held, by=held.person))
    time_machine.move_to(at(dt.date(2027, 12, 2)))
    assert now_of(held).state == CertificateState.DUE
    words = refused("__all__", lambda: renewing.file_renewal(certificate=held, by=held.person))
    assert words == ("Something is still needed. 6 more hours. 6 more hours of Law and ethics.")
    factories.learned(held, 6 * 60, category="law_and_ethics")
    filing = renewing.file_renewal(certificate=held, by=held.person)
    assert renewing.file_renewal(certificate=held, by=held.person) == filing
    assert filing.judgement["is_met"] is True
    assert [part["text"]["en"] for part in filing.judgement["parts"]] == ["20 h of 20 h.", "6 h of 6 h."]
    time_machine.move_to(at(dt.date(2027, 12, 20)))
    coordinator = factories.person()
    made = renewing.approve(filing=filing, by=coordinator)
    assert renewing.approve(filing=filing, by=factories.person()) == made
    assert (made.kind, made.issued_on, made.expires_on, made.first_awarded_on) == (
        CertificateKind.RENEWED,
        dt.date(2027, 12, 20),
        dt.date(2030, 3, 1),
        GIVEN,
    )
    assert made.judgement == filing.judgement
    assert (now_of(held).state, now_of(made).state) == (CertificateState.REPLACED, CertificateState.VALID)
    assert now_of(made).begins_on == dt.date(2027, 12, 3)
    factories.learned(made, 60, worked_on=dt.date(2027, 12, 3))
    assert now_of(made).minutes("accepted") == 60  # type: ignore[arg-type]  # a state's value
    assert [message.kind for message in Message.objects.all()] == ["certificate_replaced"]


def test_a_lapsed_one_is_reinstated(time_machine: TimeMachineFixture) -> None:
    time_machine.move_to(at(dt.date(2028, 3, 2)))
    held = easy()
    assert now_of(held).state == CertificateState.LATE
    time_machine.move_to(at(dt.date(2028, 4, 1)))
    assert now_of(held).state == CertificateState.EXPIRED
    filing = renewing.file_renewal(certificate=held, by=held.person)
    time_machine.move_to(at(dt.date(2028, 4, 9)))
    made = renewing.approve(filing=filing, by=None)
    assert (made.kind, made.issued_on, made.expires_on) == (
        CertificateKind.REINSTATED,
        dt.date(2028, 4, 9),
        dt.date(2030, 4, 9),
    )


@pytest.mark.parametrize(
    ("filed", "answered", "kind", "ends"),
    [
        (dt.date(2028, 3, 31), dt.date(2028, 3, 31), CertificateKind.RENEWED, dt.date(2030, 3, 1)),
        (dt.date(2028, 3, 31), dt.date(2028, 6, 1), CertificateKind.RENEWED, dt.date(2030, 3, 1)),
        (dt.date(2028, 4, 1), dt.date(2028, 6, 1), CertificateKind.REINSTATED, dt.date(2030, 6, 1)),
    ],
)
def test_the_day_of_the_request_decides(
    filed: dt.date,
    answered: dt.date,
    kind: CertificateKind,
    ends: dt.date,
    time_machine: TimeMachineFixture,
) -> None:
    time_machine.move_to(at(filed, 23, 59))
    held = easy()
    filing = renewing.file_renewal(certificate=held, by=held.person)
    time_machine.move_to(at(answered, 23, 59))
    made = renewing.approve(filing=filing, by=None)
    assert (made.kind, made.expires_on) == (kind, ends)


def test_the_window_opens_at_midnight_on_the_programme_s_clock(time_machine: TimeMachineFixture) -> None:
    """2 December in Vancouver begins at 8:00 UTC; in St. John's at 3:30."""
    newfoundland = factories.programme(time_zone="America/St_Johns")
    for programme, opens in ((None, "08:00"), (newfoundland, "03:30")):
        held = easy(programme=programme)
        instant = dt.datetime.fromisoformat(f"2027-12-02T{opens}:00+00:00")
        time_machine.move_to(instant - dt.timedelta(seconds=1))
        words = refused("__all__", lambda held=held: renewing.file_renewal(certificate=held, by=held.person))
        assert words == "You can ask for this from Thursday, 2 December 2027 on."
        time_machine.move_to(instant)
        assert renewing.file_renewal(certificate=held, by=held.person).state == FilingState.FILED


def test_only_who_holds_it_asks_and_somebody_else_answers(time_machine: TimeMachineFixture) -> None:
    time_machine.move_to(at(ENDS))
    held = easy()
    stranger = factories.person()
    refused("__all__", lambda: renewing.file_renewal(certificate=held, by=stranger))
    filing = renewing.file_renewal(certificate=held, by=held.person)
    refused("__all__", lambda: renewing.withdraw(filing=filing, by=stranger))
    refused("__all__", lambda: renewing.approve(filing=filing, by=held.person))
    refused("__all__", lambda: renewing.decline(filing=filing, answer="No.", by=held.person))
    lasting = factories.certificate()
    refused("__all__", lambda: renewing.file_renewal(certificate=lasting, by=lasting.person))


def test_what_was_declined_or_taken_back_can_be_asked_again(time_machine: TimeMachineFixture) -> None:
    time_machine.move_to(at(ENDS))
    held = easy()
    first = renewing.file_renewal(certificate=held, by=held.person)
    renewing.withdraw(filing=first, by=held.person)
    renewing.withdraw(filing=first, by=held.person)
    refused("__all__", lambda: renewing.approve(filing=first, by=None))
    second = renewing.file_renewal(certificate=held, by=held.person)
    refused("answer", lambda: renewing.decline(filing=second, answer=" ", by=None))
    refused("answer", lambda: renewing.decline(filing=second, answer="x" * 501, by=None))
    renewing.decline(filing=second, answer="The fee is still open.", by=None)
    renewing.decline(filing=second, answer="The fee is still open.", by=None)
    refused("__all__", lambda: renewing.approve(filing=second, by=None))
    refused("__all__", lambda: renewing.withdraw(filing=second, by=held.person))
    assert [message.kind for message in Message.objects.all()] == ["renewal_declined"]
    third = renewing.file_renewal(certificate=held, by=held.person)
    assert len({first, second, third}) == 3
    assert RenewalFiling.objects.filter(state=FilingState.FILED).get() == third


def test_a_request_goes_on_when_the_certificate_is_corrected(time_machine: TimeMachineFixture) -> None:
    time_machine.move_to(at(ENDS))
    held = easy()
    filing = renewing.file_renewal(certificate=held, by=held.person)
    corrected = certificates.reissue(certificate=held, reason="The name.", by=None, name="Sam")
    assert renewing.file_renewal(certificate=corrected, by=held.person) == filing
    made = renewing.approve(filing=filing, by=None)
    assert (made.replaces, made.expires_on) == (corrected, dt.date(2030, 3, 1))
    assert renewing.approve(filing=filing, by=None) == made
    assert now_of(made).begins_on == ENDS + DAY


def test_each_day_of_learning_belongs_to_one_term(time_machine: TimeMachineFixture) -> None:
    """The day of the request belongs to the term that it ends, from midnight to midnight on the programme's clock."""
    asked_on = ENDS - 10 * DAY
    time_machine.move_to(at(asked_on, 0, 1))
    held = easy()
    factories.learned(held, 60)
    filing = renewing.file_renewal(certificate=held, by=held.person)
    time_machine.move_to(at(asked_on, 23, 59))
    refused("__all__", lambda: factories.learned(held, 60))
    made = renewing.approve(filing=filing, by=None)
    words = refused("worked_on", lambda: factories.learned(made, 60, worked_on=asked_on))
    assert words == "Hours count from 21 February 2028 on."
    time_machine.move_to(at(asked_on + DAY, 0, 1))
    factories.learned(made, 60)
    assert [sum(one.minutes for one in now_of(one).hours) for one in (held, made)] == [60, 60]


def test_terms_are_counted_from_the_first_day(time_machine: TimeMachineFixture) -> None:
    """By half years from 31 August: February is short, and the next term ends on the 31st again, answered late or
    corrected in between as well. What is reinstated is counted anew.
    """
    time_machine.move_to(at(dt.date(2026, 8, 31)))
    found = [factories.held_certificate(renewal_fields={"requirements": NOTHING_YET, "every_months": 6})]
    for filed_on, answered_on in (
        (dt.date(2027, 2, 28), dt.date(2027, 3, 10)),
        (dt.date(2027, 8, 1), dt.date(2027, 8, 28)),
        (dt.date(2028, 2, 29), dt.date(2028, 2, 29)),
        (dt.date(2028, 12, 30), dt.date(2028, 12, 30)),
        (dt.date(2029, 6, 30), dt.date(2029, 6, 30)),
    ):
        time_machine.move_to(at(filed_on))
        last = certificates.reissue(certificate=found[-1], reason="The name.", by=None, name="Sam")
        filing = renewing.file_renewal(certificate=last, by=last.person)
        time_machine.move_to(at(answered_on))
        said = now_of(last).renewed_by(filing)
        found.append(renewing.approve(filing=filing, by=None))
        assert said == (found[-1].kind, found[-1].expires_on)
    assert [one.expires_on for one in found] == [
        dt.date(2027, 2, 28),
        dt.date(2027, 8, 31),
        dt.date(2028, 2, 29),
        dt.date(2028, 8, 31),
        dt.date(2029, 6, 30),
        dt.date(2029, 12, 30),
    ]


def test_one_that_was_revoked_is_not_renewed_and_can_still_be_answered(
    time_machine: TimeMachineFixture,
) -> None:
    time_machine.move_to(at(ENDS))
    held = easy()
    filing = renewing.file_renewal(certificate=held, by=held.person)
    certificates.revoke(certificate=held, reason="A mistake.", by=None)
    refused("__all__", lambda: renewing.approve(filing=filing, by=None))
    assert renewing.decline(filing=filing, answer="It was revoked.", by=None).state == FilingState.DECLINED


def test_hours_that_were_declined_since_do_not_count(time_machine: TimeMachineFixture) -> None:
    time_machine.move_to(at(ENDS))
    rules = {"requirements": [{"type": "hours", "value": {"hours": "2"}}]}
    held = easy(renewal_fields=rules)
    sample = factories.learned(held, 120, chance=lambda: 0.0)
    filing = renewing.file_renewal(certificate=held, by=held.person)
    time_machine.move_to(at(ENDS, 13))
    continuing.audit(hours=sample, is_fine=False, answer="Not this one.", by=None)
    words = refused("__all__", lambda: renewing.approve(filing=filing, by=None))
    assert words == "Something is still needed. 2 more hours."


def test_a_newer_version_after_the_request_changes_nothing(time_machine: TimeMachineFixture) -> None:
    time_machine.move_to(at(ENDS))
    held = easy(renewal_fields={"requirements": ASKS_TO_SIGN})
    code = agreement_of(held)
    refused("__all__", lambda: renewing.file_renewal(certificate=held, by=held.person))
    renewing.sign_again(certificate=held, agreement=code, by=held.person, signed_as="Sam")
    filing = renewing.file_renewal(certificate=held, by=held.person)
    agreement_of(held, version=2)
    assert renewing.approve(filing=filing, by=None).kind == CertificateKind.RENEWED


def agreement_of(held: Certificate, **fields: Any) -> Agreement:
    return factories.agreement(held.award.edition.course.programme, code=CODE, **fields)


def test_an_agreement_is_signed_again_in_its_newest_version() -> None:
    held = factories.held_certificate(renewal_fields={"requirements": ASKS_TO_SIGN})
    first = agreement_of(held)
    sign: dict[str, Any] = {"certificate": held, "by": held.person, "signed_as": " Sam  Example "}
    assert now_of(held).to_sign == [first]
    made = renewing.sign_again(agreement=first, **sign)
    assert (made.signed_as, made.signed_on) == ("Sam Example", factories.today())
    assert renewing.sign_again(agreement=first, **sign) == made
    judged = now_of(held).judged
    assert judged is not None
    assert (judged.is_met, now_of(held).to_sign) == (True, [])
    newer = agreement_of(held, version=2)
    refused("__all__", lambda: renewing.sign_again(agreement=first, **sign))
    assert now_of(held).to_sign == [newer]
    refused("__all__", lambda: renewing.sign_again(agreement=newer, **sign, read="other words"))
    refused("signed_as", lambda: renewing.sign_again(agreement=newer, **(sign | {"signed_as": " "})))
    renewing.sign_again(agreement=newer, **sign)
    assert now_of(held).to_sign == []


def test_nothing_is_to_sign_before_the_term_begins(time_machine: TimeMachineFixture) -> None:
    """A term that was asked for today begins tomorrow: what is signed today would not count in it."""
    time_machine.move_to(at(ENDS))
    held = easy(renewal_fields={"requirements": ASKS_TO_SIGN})
    agreement = factories.agreement(held.award.edition.course.programme, code=CODE)
    renewing.sign_again(certificate=held, agreement=agreement, by=held.person, signed_as="Sam")
    made = renewing.approve(filing=renewing.file_renewal(certificate=held, by=held.person), by=None)
    assert now_of(made).to_sign == []
    time_machine.move_to(at(ENDS + DAY))
    assert now_of(made).to_sign == [agreement]


def test_only_what_the_renewal_asks_for_is_signed() -> None:
    held = factories.held_certificate(renewal_fields={"requirements": ASKS_TO_SIGN})
    agreement_of(held)
    other = factories.agreement(held.award.edition.course.programme)
    theirs = factories.agreement(factories.programme(), code=CODE)
    sign: dict[str, Any] = {"certificate": held, "by": held.person, "signed_as": "Sam"}
    refused("__all__", lambda: renewing.sign_again(agreement=other, **sign))
    refused("__all__", lambda: renewing.sign_again(agreement=theirs, **sign))


def test_what_was_signed_long_ago_is_signed_once_more(time_machine: TimeMachineFixture) -> None:
    """A signature that may not be old: the one of the term's first day does not block the one that counts."""
    time_machine.move_to(at(GIVEN))
    asks = [{"type": "agreement", "value": {"agreement": CODE, "not_older_months": 3}}]
    held = easy(renewal_fields={"requirements": asks})
    code = agreement_of(held)
    sign: dict[str, Any] = {"certificate": held, "agreement": code, "by": held.person, "signed_as": "Sam"}
    renewing.sign_again(**sign)
    time_machine.move_to(at(ENDS))
    assert now_of(held).to_sign == [code]
    renewing.sign_again(**sign)
    assert renewing.file_renewal(certificate=held, by=held.person).judgement["is_met"] is True


def test_the_fee_is_noted_in_the_holder_s_words(time_machine: TimeMachineFixture) -> None:
    time_machine.move_to(at(ENDS))
    fee = {"fee_en": "40 dollars, or what you can pay.", "fee_fr": "40 dollars, ou ce que vous pouvez."}
    for language, words in (("en", fee["fee_en"]), ("fr", fee["fee_fr"])):
        held = easy(renewal_fields=fee, language=language)
        assert renewing.file_renewal(certificate=held, by=held.person).fee_note == words


def test_by_even_years(time_machine: TimeMachineFixture) -> None:
    rules = {"requirements": NOTHING_YET, "anchor": "even_years"}
    time_machine.move_to(at(dt.date(2027, 2, 1)))
    held = factories.held_certificate(renewal_fields=rules)
    assert held.expires_on == dt.date(2028, 12, 31)
    time_machine.move_to(at(dt.date(2028, 12, 31)))
    filing = renewing.file_renewal(certificate=held, by=held.person)
    made = renewing.approve(filing=filing, by=None)
    assert made.expires_on == dt.date(2030, 12, 31)

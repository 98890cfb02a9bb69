"""Certificates: what is written on them, their numbers, what replaces and revokes them, and what holders are told."""

import datetime as dt
import re
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from wagtail.models import ModelLogEntry

from courses.models import Award, Programme
from tasks.outbox.content import as_sent
from tasks.outbox.kinds import why_not_owed
from tasks.outbox.models import Message
from tests import factories
from trainees.enums import CertificateKind
from trainees.models import Certificate, CertificateTemplate, SerialYear
from trainees.operations import awarding, certificate_wishes, certificates, serials
from trainees.operations.enrolment import withdraw
from trainees.rules.certificates import term_end

pytestmark = pytest.mark.django_db


def refused(act: Any) -> dict[str, list[str]]:
    """What an operation says, by field."""
    with pytest.raises(ValidationError) as caught:
        act()
    found: dict[str, list[str]] = caught.value.message_dict
    return found


@pytest.fixture
def given() -> Any:
    """A certificate of an award that renews."""
    cohort = factories.awarding_cohort(modules=2, renews=True)
    return factories.given(factories.earner(cohort, chosen_name="Sam", email="sam@example.org"))


@pytest.fixture
def anna(given: Any) -> Any:
    """A coordinator of its programme."""
    return factories.givers(given.enrolment.cohort).coordinator


NOBODY_SIGNS = [{"name": "", "en": "", "fr": ""}] * 2


def mails(given: Any) -> list[Message]:
    return list(Message.objects.about(f"certificate:{given.pk}").order_by("pk"))


# What is on it


def test_a_certificate_keeps_what_was_so_when_it_was_issued(given: Any) -> None:
    award = given.award
    course = award.edition.course
    today = factories.today()
    assert re.fullmatch(rf"AL-{today.year}-\d{{5}}", given.serial)
    assert re.fullmatch("[a-z2-7]{26}", given.code)
    assert (given.name, given.language, given.kind) == ("Sam", "en", CertificateKind.FIRST)
    assert (given.first_awarded_on, given.issued_on) == (today, today)
    assert given.expires_on == term_end(award.renewal, begins_on=today)
    assert given.judgement["is_met"] is True
    assert given.content == {
        "award": {"en": "Certified", "fr": "Certification"},
        "programme": {"en": course.programme.name_en, "fr": course.programme.name_fr},
        "host": course.programme.host,
        "course": {"en": course.title_en, "fr": course.title_fr},
        "criteria": given.content["criteria"],
        "is_exception": False,
        "is_completed": True,
        "modules": [
            {"code": m.code, "en": m.title_en, "fr": m.title_fr, "minutes": m.minutes}
            for m in award.edition.modules.order_by("position")
        ],
        "minutes": {"class": 240, "practicum": 0},
        "signers": NOBODY_SIGNS,
    }
    assert given.content["criteria"]["en"] == "All modules that are not optional."


def test_only_what_was_done_is_named_and_only_hours_that_count() -> None:
    edition = factories.course_edition(2)
    factories.practicum_module(edition)
    factories.award_that_asks(edition, [{"type": "hours", "value": {"hours": "2"}}])
    cohort = factories.cohort(edition)
    trainee = factories.completed(factories.enrolment(cohort), "M01")
    placement = factories.placement(trainee)
    factories.entry(placement, 90, confirmed=True)
    factories.entry(placement, 60)
    factories.entry(placement, 45, confirmed=True)
    issued = factories.given(trainee)
    first = cohort.edition.modules.get(code="M01")
    assert [module["code"] for module in issued.content["modules"]] == ["M01"]
    assert issued.content["minutes"] == {"class": first.minutes, "practicum": 135}


def test_what_was_issued_stays_when_rules_and_names_change(given: Any) -> None:
    before = Certificate.objects.filter(pk=given.pk).values().get()
    Award.objects.filter(pk=given.award_id).update(requirements=[], rules_version=2)
    Programme.objects.update(name_en="Another name", host="Another host")
    given.person.chosen_name = "Samuel"
    given.person.save()
    assert Certificate.objects.filter(pk=given.pk).values().get() == before


def test_the_holder_says_which_name_and_language() -> None:
    trainee = factories.earner(chosen_name="Sam", language="fr")
    certificate_wishes.wish(enrolment=trainee, name="Sámuel ʔaʔ 李", language="both", by=trainee.person)
    issued = factories.given(trainee)
    assert (issued.name, issued.language) == ("Sámuel ʔaʔ 李", "both")


def test_without_a_wish_it_is_in_the_language_of_the_person() -> None:
    assert factories.given(factories.earner(language="fr")).language == "fr"


@pytest.mark.parametrize(
    ("raw", "field"),
    [
        ({"name": "Sam\nUel"}, "name"),
        ({"name": "Sam\x00"}, "name"),
        ({"name": "Sam \u202euel"}, "name"),
        ({"name": "\u2066Sam"}, "name"),
        ({"name": "S" * 201}, "name"),
        ({"name": "--"}, "name"),
        ({"language": "de"}, "language"),
    ],
)
def test_a_wish_that_cannot_be_printed_is_refused(raw: dict[str, str], field: str) -> None:
    trainee = factories.enrolment(factories.awarding_cohort())
    assert list(refused(lambda: certificate_wishes.wish(enrolment=trainee, by=trainee.person, **raw))) == [
        field
    ]


def test_the_log_of_a_wish_does_not_hold_the_name() -> None:
    trainee = factories.enrolment(factories.awarding_cohort())
    certificate_wishes.wish(enrolment=trainee, name="  Legal   Name ", by=trainee.person)
    certificate_wishes.wish(enrolment=trainee, name="Legal Name", by=trainee.person)
    assert trainee.certificate_wish.name == "Legal Name"
    entries = ModelLogEntry.objects.filter(action="trainees.certificate.wish")
    assert [entry.data for entry in entries] == [{"changed": ["name"]}]


# Numbers


def test_serials_count_in_each_year_and_leave_no_gap_where_something_went_wrong() -> None:
    year = factories.today().year
    first = factories.given()
    trainee = factories.enrolment(factories.awarding_cohort())
    refused(lambda: factories.proposed(trainee))
    second = factories.given()
    assert [first.serial, second.serial] == [f"AL-{year}-00001", f"AL-{year}-00002"]
    assert serials.next_serial(year + 1) == f"AL-{year + 1}-00001"
    assert list(SerialYear.objects.values_list("year", "last")) == [(year, 2), (year + 1, 1)]


def test_places_are_taken_from_the_next_list_when_three_quarters_are_taken(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert serials.free_place()[0] == 1
    monkeypatch.setattr(serials, "PLACES", 4)
    monkeypatch.setattr(serials, "FULL", 3)
    places = []
    for _number in range(5):
        issued = factories.given()
        places.append((issued.status_list, issued.status_index))
    assert [number for number, _index in places] == [1, 1, 1, 2, 2]
    assert len(set(places)) == 5
    assert all(0 <= index < 4 for _number, index in places)


# Revoking


def test_it_is_revoked_once_with_a_reason(given: Any, anna: Any) -> None:
    assert list(refused(lambda: certificates.revoke(certificate=given, reason=" ", by=anna))) == ["reason"]
    assert refused(lambda: certificates.revoke(certificate=given, reason="x" * 501, by=anna))["reason"]
    revoked = certificates.revoke(certificate=given, reason="It was given by mistake.", by=anna)
    again = certificates.revoke(certificate=given, reason="Another reason.", by=anna)
    assert (again.revoked_at, again.revoke_reason) == (revoked.revoked_at, "It was given by mistake.")
    assert ModelLogEntry.objects.filter(action="trainees.certificate.revoke").count() == 1
    issued, told = mails(given)
    assert told.kind == "certificate_revoked"
    assert "It was given by mistake." in as_sent(told).text
    assert why_not_owed(issued)
    assert not why_not_owed(told)


def test_one_that_was_revoked_is_never_revived_but_given_anew(given: Any, anna: Any) -> None:
    certificates.revoke(certificate=given, reason="A mistake.", by=anna)
    for act in (
        lambda: certificates.reissue(certificate=given, reason="Spelling", by=anna),
        lambda: certificates.replace(
            certificate=given, kind=CertificateKind.RENEWED, by=anna, expires_on=None
        ),
    ):
        assert refused(act)["__all__"] == ["This certificate was revoked."]
    second = factories.given(given.enrolment)
    assert (second.kind, second.replaces, second.stands) == (CertificateKind.FIRST, None, True)
    assert second.serial != given.serial


def test_nobody_revokes_or_corrects_their_own(given: Any) -> None:
    me = given.person
    assert refused(lambda: certificates.revoke(certificate=given, reason="Mine.", by=me))["__all__"]
    assert refused(lambda: certificates.reissue(certificate=given, reason="Mine.", by=me))["__all__"]


# Issuing again


def test_nor_when_the_enrolment_is_gone(given: Any, anna: Any) -> None:
    mine = factories.certificate(given.enrolment, enrolment=None, person=anna, award=given.award)
    for act in (certificates.reissue, certificates.revoke):
        assert refused(lambda act=act: act(certificate=mine, reason="Mine.", by=anna))["__all__"]


def test_a_correction_takes_the_place_and_keeps_date_term_and_verdict(given: Any, anna: Any) -> None:
    made = certificates.reissue(certificate=given, reason="The name was misspelt.", by=anna, name="Sam É.")
    given.refresh_from_db()
    assert (made.name, made.kind, made.replaces) == ("Sam É.", CertificateKind.CORRECTED, given)
    for field in ("first_awarded_on", "issued_on", "expires_on", "judgement", "rules_version", "content"):
        assert getattr(made, field) == getattr(given, field)
    assert (given.stands, made.stands) == (False, True)
    assert {made.code, made.serial}.isdisjoint({given.code, given.serial})
    assert given.enrolment.certificate_wish.name == "Sam É."
    [told] = mails(made)
    assert "The name was misspelt." in as_sent(told).text
    assert made.code in as_sent(told).text


def test_a_correction_reads_the_facts_anew(given: Any, anna: Any) -> None:
    module = given.enrolment.cohort.edition.modules.get(code="M02")
    given.enrolment.completions.filter(module=module).delete()
    made = certificates.reissue(certificate=given, reason="M02 was not done.", by=anna)
    assert [one["code"] for one in made.content["modules"]] == ["M01"]


def test_one_that_was_replaced_is_neither_corrected_nor_revoked(given: Any, anna: Any) -> None:
    certificates.reissue(certificate=given, reason="Spelling.", by=anna)
    words = ["A newer certificate has taken the place of this one."]
    assert (
        refused(lambda: certificates.reissue(certificate=given, reason="Again.", by=anna))["__all__"] == words
    )
    assert (
        refused(lambda: certificates.revoke(certificate=given, reason="Gone.", by=anna))["__all__"] == words
    )


def test_a_renewal_keeps_the_first_date_and_what_it_says() -> None:
    earlier = factories.long_ago(700)
    old: Any = factories.certificate(
        factories.enrolment(factories.awarding_cohort(renews=True)),
        issued_on=earlier,
        expires_on=factories.long_ago(-30),
        is_listed=True,
    )
    by = factories.givers(old.enrolment.cohort).coordinator
    until = factories.today() + dt.timedelta(days=760)
    made = certificates.replace(
        certificate=old,
        kind=CertificateKind.RENEWED,
        by=by,
        expires_on=until,
        judgement={"is_met": True, "of": "the term"},
    )
    assert (made.first_awarded_on, made.issued_on, made.expires_on) == (earlier, factories.today(), until)
    content = {**old.content, "signers": NOBODY_SIGNS}
    assert (made.content, made.is_listed, made.judgement["of"]) == (content, True, "the term")


def test_who_signs_is_kept_and_the_next_one_is_signed_by_those_of_that_day(given: Any, anna: Any) -> None:
    course = given.award.edition.course
    look = CertificateTemplate.objects.create(
        course=course, first_signer="Rosalind", first_role_en="Coordinator", first_role_fr="Coordonnatrice"
    )
    made = certificates.reissue(certificate=given, reason="The name.", by=anna, name="Samira")
    rosalind = {"name": "Rosalind", "en": "Coordinator", "fr": "Coordonnatrice"}
    assert made.content["signers"] == [rosalind, NOBODY_SIGNS[1]]
    look.first_signer = "Miro"
    look.save()
    made.refresh_from_db()
    assert made.content["signers"][0] == rosalind
    later = certificates.replace(certificate=made, kind=CertificateKind.RENEWED, by=anna, expires_on=None)
    assert later.content["signers"][0] == {**rosalind, "name": "Miro"}


def test_what_outlived_its_enrolment_can_be_corrected_and_revoked(given: Any, anna: Any) -> None:
    Certificate.objects.filter(pk=given.pk).update(enrolment=None, person=None)
    made = certificates.reissue(certificate=given, reason="The name.", by=anna, name="Samira")
    assert (made.name, made.enrolment, made.person) == ("Samira", None, None)
    assert made.content == given.content
    certificates.revoke(certificate=made, reason="As the holder asked.", by=anna)
    assert Message.objects.about(f"certificate:{made.pk}").count() == 0


def test_one_given_as_an_exception_says_so_in_its_content_and_a_corrected_one_too() -> None:
    sam = factories.enrolment(factories.awarding_cohort(modules=3), chosen_name="Sam")
    factories.completed(sam, "M01")
    by = factories.givers(sam.cohort)
    proposed = factories.proposed(sam, by=by.coordinator, override_reason="They learned it elsewhere.")
    given = awarding.approve(proposal=proposed, by=by.other)
    factories.completed(sam, "M02", "M03")
    corrected = certificates.reissue(certificate=given, reason="The name.", by=by.other, name="Samira")
    decision = "Given by decision of the programme."
    assert [
        (one.content["is_exception"], one.content["is_completed"], one.content["criteria"]["en"])
        for one in (given, corrected)
    ] == [(True, False, decision), (True, True, decision)]


def test_parts_of_a_group_are_said_below_it() -> None:
    modules = {"type": "modules", "value": {"codes": ["M01"]}}
    asks = [{"type": "any_of", "value": {"parts": [modules, {"type": "hours", "value": {"hours": "5"}}]}}]
    given = factories.given(factories.earner(factories.awarding_cohort(requirements=asks)))
    lines = given.content["criteria"]["en"].splitlines()
    assert lines[0] == "One of these:"
    assert lines[1].startswith("– This module: ")
    assert len(lines) == 3


# What holders are told


def test_the_holder_is_told_once_in_neutral_words(given: Any) -> None:
    [told] = mails(given)
    sent = as_sent(told)
    assert (told.address, told.kind, sent.subject) == (
        "sam@example.org",
        "certificate_issued",
        "Your certificate is here",
    )
    assert f"/verify/{given.code}/" in sent.text
    assert "/my/certificates/" in sent.text
    assert told.topic == f"cohort:{given.enrolment.cohort_id}"
    assert told.scope == f"programme:{given.enrolment.cohort.programme.pk}"


def test_the_mail_still_goes_to_whoever_leaves(given: Any) -> None:
    withdraw(enrolment=given.enrolment, by=None)
    [told] = mails(given)
    assert (told.state, why_not_owed(told)) == ("queued", "")


def test_a_french_mail_names_the_award_in_french() -> None:
    issued = factories.given(factories.earner(language="fr"))
    text = as_sent(mails(issued)[0]).text
    assert "Certification" in text
    assert f"/fr/verify/{issued.code}/" in text


def test_subjects_tell_given_replaced_and_revoked_apart(given: Any, anna: Any) -> None:
    made = certificates.reissue(certificate=given, reason="The name.", by=anna, name="Samira")
    certificates.revoke(certificate=made, reason="A mistake.", by=anna)
    sent = [as_sent(message) for message in (*mails(given), *mails(made))]
    assert [one.subject for one in sent] == [
        "Your certificate is here",
        "A new version of your certificate",
        "About your certificate",
    ]
    assert f"Certified, number {made.serial}" in sent[2].text

"""Awards in the office: proposing, answering, certificates; what is refused, and what nobody else sees."""

import datetime as dt
import re
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from courses.models import Cohort, Course, Programme
from tests import factories
from trainees.enums import ProofState, ProposalState
from trainees.models import (
    AwardProposal,
    Certificate,
    CertificateTemplate,
    CertificateWish,
    Enrolment,
    ExternalCredential,
)
from trainees.operations import certificate_wishes, certificates

pytestmark = pytest.mark.django_db


@pytest.fixture
def cohort() -> Cohort:
    made: Cohort = factories.awarding_cohort(seats=60, renews=True)
    return made


@pytest.fixture
def by(cohort: Cohort) -> factories.Givers:
    return factories.givers(cohort)


@pytest.fixture
def sam(cohort: Cohort) -> Enrolment:
    return factories.earner(cohort, chosen_name="Sam")


def page(who: Any) -> Client:
    client = Client()
    client.force_login(who)
    return client


def words(response: Any) -> str:
    return " ".join(response.content.decode().replace("\u00a0", " ").split())


def cell(of: Enrolment) -> str:
    return f"{of.pk}:{factories.award_of(of).pk}"


def tab(cohort: Cohort) -> str:
    return reverse("awarding:index", args=[cohort.pk])


def waiting(cohort: Cohort) -> str:
    return reverse("awarding:waiting", args=[cohort.pk])


# The tab


def test_everybody_has_a_verdict_in_a_word_and_reasons_on_demand(
    cohort: Cohort, by: Any, sam: Enrolment
) -> None:
    factories.completed(factories.enrolment(cohort, chosen_name="Noor"), "M01")
    shown = words(page(by.facilitator).get(tab(cohort)))
    assert "Everything is there" in shown
    assert "Not yet" in shown
    assert '<strong class="office-verdict__asks">All modules that are not optional.</strong>' in shown
    assert "1 of 3 modules done." in shown
    assert "Propose it with a reason" not in shown
    shown = words(page(by.coordinator).get(tab(cohort)))
    assert "Choose “Propose it with a reason” in the row" in shown
    assert "Propose it with a reason…" in re.sub(r"<details.*?</details>", "", shown)  # nothing to open first


def test_several_are_proposed_at_once_and_one_refusal_does_not_stop_the_others(
    cohort: Cohort, by: Any, sam: Enrolment
) -> None:
    noor = factories.enrolment(cohort, chosen_name="Noor")
    client = page(by.facilitator)
    response = client.post(tab(cohort), {"cell": [cell(noor), cell(sam), cell(sam)]}, follow=True)
    shown = words(response)
    assert "1 award is proposed." in shown
    assert "Noor, Certified: Not everything is there yet." in shown
    assert [one.enrolment for one in AwardProposal.objects.all()] == [sam]
    assert "1 award waits for a second person" in shown
    client.post(tab(cohort), {"cell": [cell(sam)]})
    assert AwardProposal.objects.count() == 1


def test_without_a_box_nobody_is_told_to_tick(cohort: Cohort, by: Any) -> None:
    factories.enrolment(cohort)
    client = page(by.coordinator)
    shown = words(client.get(tab(cohort)))
    assert "Tick what somebody has earned" not in shown
    assert "As soon as somebody has everything, you can tick it here." in shown
    factories.earner(cohort)
    assert "Tick what somebody has earned" in words(client.get(tab(cohort)))


def test_nothing_ticked_changes_nothing(cohort: Cohort, by: Any, sam: Enrolment) -> None:
    response = page(by.facilitator).post(tab(cohort), {})
    assert (response.status_code, "Tick at least one box." in words(response)) == (422, True)


@pytest.mark.parametrize("value", ["x:1", "1", "1:2:3", f"{10**20}:1", "²:1", "999999:999999"])
def test_what_the_form_never_offered_is_not_found(
    cohort: Cohort, by: Any, sam: Enrolment, value: str
) -> None:
    assert page(by.coordinator).post(tab(cohort), {"cell": [value]}).status_code == 404


def test_another_programmes_people_and_awards_are_not_found(cohort: Cohort, by: Any, sam: Enrolment) -> None:
    other = factories.earner()
    client = page(by.coordinator)
    for value in (cell(other), f"{sam.pk}:{factories.award_of(other).pk}"):
        assert client.post(tab(cohort), {"cell": [value]}).status_code == 404
    theirs = factories.proposed(other)
    assert client.post(waiting(cohort), {"proposal": [theirs.pk]}).status_code == 404
    for name in ("proposal", "decline", "withdraw"):
        assert client.post(reverse(f"awarding:{name}", args=[theirs.pk])).status_code == 404
    award = factories.award_of(other)
    address = reverse("awarding:propose", args=[cohort.pk, sam.pk, award.pk])
    assert client.post(address, {"override_reason": "x"}).status_code == 404
    assert not AwardProposal.objects.exclude(pk=theirs.pk).exists()


def test_one_person_gives_at_once_only_where_the_course_says_so(
    cohort: Cohort, by: Any, sam: Enrolment
) -> None:
    client = page(by.coordinator)
    assert "Give what is ticked" not in words(client.get(tab(cohort)))
    client.post(tab(cohort), {"cell": [cell(sam)], "give": "1"})
    assert (AwardProposal.objects.count(), Certificate.objects.count()) == (1, 0)
    Course.objects.update(one_person_awards=True)
    noor = factories.earner(cohort, chosen_name="Noor")
    assert "Give what is ticked" in words(client.get(tab(cohort)))
    assert "Give what is ticked" not in words(page(by.facilitator).get(tab(cohort)))
    shown = words(client.post(tab(cohort), {"cell": [cell(noor)], "give": "1"}, follow=True))
    assert "1 award is given." in shown
    assert Certificate.objects.get().enrolment == noor


def test_as_many_queries_for_many_as_for_one(cohort: Cohort, by: Any, sam: Enrolment) -> None:
    """Tab, proposals and the list of certificates."""
    client = page(by.coordinator)
    addresses = [tab(cohort), waiting(cohort), reverse("certificates:index")]

    def counts() -> list[int]:
        found = []
        for address in addresses:
            client.get(address)
            with CaptureQueriesContext(connection) as queries:
                assert client.get(address).status_code == 200
            found.append(len(queries))
        return found

    factories.given(sam)
    factories.proposed(factories.earner(cohort), by=by.facilitator)
    before = counts()
    for _number in range(6):
        factories.given(factories.earner(cohort))
        factories.proposed(factories.earner(cohort), by=by.facilitator)
        factories.completed(factories.enrolment(cohort), "M01")
    assert counts() == before


# Proposing with a reason


def test_a_coordinator_proposes_nevertheless_and_says_why(cohort: Cohort, by: Any) -> None:
    noor = factories.completed(factories.enrolment(cohort, chosen_name="Noor"), "M01")
    address = reverse("awarding:propose", args=[cohort.pk, noor.pk, factories.award_of(noor).pk])
    client = page(by.coordinator)
    assert "1 of 3 modules done." in words(client.get(address))
    response = client.post(address, {"override_reason": " "})
    assert response.status_code == 422
    assert "Not everything is there yet." in words(response)
    assert client.post(address, {"override_reason": "They taught it elsewhere."}).status_code == 302
    assert AwardProposal.objects.get().override_reason == "They taught it elsewhere."
    assert "They taught it elsewhere." in words(page(by.other).get(waiting(cohort)))
    assert page(by.facilitator).get(address).status_code == 404


# Answering


def test_several_are_approved_and_who_proposed_one_approves_only_the_others(
    cohort: Cohort, by: Any, sam: Enrolment
) -> None:
    noor = factories.earner(cohort, chosen_name="Noor")
    mine = factories.proposed(noor, by=by.coordinator)
    other = factories.proposed(sam, by=by.facilitator)
    client = page(by.coordinator)
    shown = words(client.get(waiting(cohort)))
    assert "You proposed it: somebody else approves it." in shown
    shown = words(client.post(waiting(cohort), {"proposal": [mine.pk, other.pk]}, follow=True))
    assert "1 award is given." in shown
    assert "Noor, Certified: You proposed this award" in shown
    assert Certificate.objects.get().enrolment == sam


def test_a_facilitator_reads_proposals_without_the_printed_name_and_approves_none(
    cohort: Cohort, by: Any, sam: Enrolment
) -> None:
    certificate_wishes.wish(enrolment=sam, name="Samantha Legal", by=sam.person)
    made = factories.proposed(sam, by=by.coordinator)
    address = reverse("awarding:proposal", args=[made.pk])
    facilitator, other = page(by.facilitator), page(by.other)
    for url in (waiting(cohort), address, tab(cohort)):
        assert "Samantha Legal" not in words(facilitator.get(url))
    for url in (waiting(cohort), address):
        assert "Samantha Legal" in words(other.get(url))
    assert facilitator.post(waiting(cohort), {"proposal": [made.pk]}).status_code == 404
    assert facilitator.post(address, {}).status_code == 404
    assert not Certificate.objects.exists()


def test_the_approver_is_shown_that_the_facts_have_changed_and_says_why(
    cohort: Cohort, by: Any, sam: Enrolment
) -> None:
    made = factories.proposed(sam, by=by.facilitator)
    sam.completions.filter(module__code="M01").delete()
    client = page(by.coordinator)
    listed = client.get(waiting(cohort))
    assert "The facts have changed since it was proposed." in words(listed)
    assert not listed.context["can_approve"]
    address = reverse("awarding:proposal", args=[made.pk])
    shown = words(client.get(address))
    assert "something is missing now" in shown
    assert "2 of 3 modules done." in shown
    assert "3 of 3 modules done." in shown
    assert shown.count("All modules that are not optional.</strong>") == 2
    response = client.post(address, {"answer": ""})
    assert (response.status_code, "To give it nevertheless, say why." in words(response)) == (422, True)
    assert client.post(address, {"answer": "It was done in person."}).status_code == 302
    assert Certificate.objects.get().judgement["is_met"] is False


def test_approving_twice_gives_one(cohort: Cohort, by: Any, sam: Enrolment) -> None:
    made = factories.proposed(sam, by=by.facilitator)
    address = reverse("awarding:proposal", args=[made.pk])
    for who in (by.coordinator, by.coordinator, by.other):
        assert page(who).post(address, {"answer": ""}).status_code == 302
    issued = Certificate.objects.get()
    assert issued.serial in words(page(by.other).get(address))


def test_declining_and_taking_back(cohort: Cohort, by: Any, sam: Enrolment) -> None:
    made = factories.proposed(sam, by=by.facilitator)
    decline, withdraw = (reverse(f"awarding:{name}", args=[made.pk]) for name in ("decline", "withdraw"))
    assert page(by.facilitator).get(decline).status_code == 404
    client = page(by.coordinator)
    assert client.post(decline, {"answer": ""}).status_code == 422
    assert client.post(decline, {"answer": "After the last report."}).status_code == 302
    made.refresh_from_db()
    assert (made.state, made.answer) == (ProposalState.DECLINED, "After the last report.")
    shown = words(page(by.facilitator).get(reverse("awarding:proposal", args=[made.pk])))
    assert "After the last report." in shown
    again = factories.proposed(sam, by=by.facilitator)
    withdraw = reverse("awarding:withdraw", args=[again.pk])
    assert page(by.facilitator).get(withdraw).status_code == 200
    assert page(by.facilitator).post(withdraw).status_code == 302
    again.refresh_from_db()
    assert again.state == ProposalState.WITHDRAWN


def test_the_home_page_names_what_waits_for_me_and_nothing_else(
    cohort: Cohort, by: Any, sam: Enrolment
) -> None:
    home = reverse("wagtailadmin_home")
    factories.proposed(sam, by=by.coordinator)
    factories.proposed(factories.earner(chosen_name="Elsewhere"))
    assert "Sam: Certified" in words(page(by.other).get(home))
    assert "Elsewhere" not in words(page(by.other).get(home))
    for who in (by.coordinator, by.facilitator):
        assert "Awards that wait for you" not in words(page(who).get(home))


def test_a_document_from_elsewhere_is_announced_where_its_coordinator_works(
    cohort: Cohort, by: Any, sam: Enrolment
) -> None:
    """On the start page in a number, on the person's page and beside their verdict by name."""
    sent = factories.credential(sam)
    factories.credential(factories.earner(chosen_name="Elsewhere"))
    home, own = reverse("wagtailadmin_home"), reverse("enrolments:read", args=[sam.pk])
    award = cohort.edition.awards.order_by("position")[0]
    why = reverse("awarding:propose", args=[cohort.pk, sam.pk, award.pk])
    answer = reverse("portal:answer_credential", args=[sent.pk])
    shown = words(page(by.coordinator).get(home))
    assert f'<a href="{reverse("portal:inbox")}">Documents from elsewhere</a> <strong>1</strong>' in shown
    for url in (own, why):
        assert f'href="{answer}"' in page(by.coordinator).get(url).content.decode()
    for url in (home, own):
        assert "from elsewhere" not in words(page(by.facilitator).get(url))
    ExternalCredential.objects.filter(pk=sent.pk).update(
        state=ProofState.ACCEPTED, answered_at=timezone.now()
    )
    for url in (home, own, why):
        assert "from elsewhere" not in words(page(by.coordinator).get(url))


# Certificates


@pytest.mark.parametrize(("language", "reads"), [("fr", "French"), ("en", "English")])
def test_a_reason_is_written_in_the_language_that_the_holder_reads(
    cohort: Cohort, by: Any, language: str, reads: str, client: Client
) -> None:
    held = factories.certificate(factories.enrolment(cohort, language=language))
    client.force_login(by.coordinator)
    for act in ("revoke", "reissue"):
        page = client.get(reverse(f"certificates:{act}", args=[held.pk])).content.decode()
        assert f"The holder reads it, and reads {reads}." in page


def test_a_certificate_says_only_hours_that_there_are_and_that_it_has_no_end(
    cohort: Cohort, by: Any, client: Client
) -> None:
    held = factories.certificate(factories.enrolment(cohort))
    client.force_login(by.coordinator)
    page = client.get(reverse("certificates:read", args=[held.pk])).content.decode()
    assert "6 hours of class" in page
    assert "of practicum" not in page
    assert "No end" in page
    assert "No end" in client.get(reverse("certificates:index")).content.decode()


def test_a_certificate_is_revoked_and_issued_again(cohort: Cohort, by: Any, sam: Enrolment) -> None:
    issued = factories.given(sam)
    client = page(by.coordinator)
    again = reverse("certificates:reissue", args=[issued.pk])
    assert client.post(again, {"name": "Sam É.", "language": "fr", "reason": ""}).status_code == 422
    response = client.post(again, {"name": "Sam É.", "language": "fr", "reason": "Spelling."})
    new = Certificate.objects.get(replaces=issued)
    assert response["Location"] == reverse("certificates:read", args=[new.pk])
    assert (new.name, new.language) == ("Sam É.", "fr")
    shown = words(client.get(reverse("certificates:read", args=[issued.pk])))
    assert new.serial in shown
    assert "Replaced by a newer one" in shown
    revoke = reverse("certificates:revoke", args=[new.pk])
    assert client.post(revoke, {"reason": ""}).status_code == 422
    for _time in range(2):
        assert client.post(revoke, {"reason": "It was given by mistake."}).status_code == 302
    shown = words(client.get(reverse("certificates:read", args=[new.pk])))
    assert "It was given by mistake." in shown
    assert "Issue it again" not in shown
    assert "It was revoked on" in shown
    assert "Valid until</dt><dd>Not valid: it was revoked</dd>" in shown
    pdf = reverse("certificates:pdf", args=[new.pk])
    assert f'<a class="button button-secondary" href="{pdf}">' in shown
    assert "All modules that are not optional.</strong>" in shown


def test_what_became_of_certificates_is_in_the_tab_and_in_every_history(
    cohort: Cohort, by: Any, sam: Enrolment
) -> None:
    old = factories.given(sam)
    elsewhere = factories.given()
    new = certificates.reissue(certificate=old, reason="Spelling.", by=by.coordinator)
    client = page(by.coordinator)
    assert "Revoked:" not in words(client.get(tab(cohort)))
    certificates.revoke(certificate=new, reason="By mistake.", by=by.coordinator)
    certificates.revoke(certificate=elsewhere, reason="Not here.", by=by.coordinator)
    address = reverse("certificates:read", args=[new.pk])
    shown = words(client.get(tab(cohort)))
    assert "Revoked:" in shown
    assert f'href="{address}"' in shown
    taught = words(page(by.facilitator).get(tab(cohort)))
    assert "Revoked:" in taught
    assert address not in taught
    pages = [reverse("certificates:read", args=[one.pk]) for one in (old, new)]
    for url in (reverse("roster:history", args=[cohort.pk]), *pages):
        shown = words(client.get(url))
        assert f"{old.serial} → {new.serial}" in shown
        assert "Certificate replaced by a newer one" in shown
        assert "Certificate revoked" in shown
        assert "Reason: By mistake." in shown
        assert "Not here." not in shown


def test_issuing_again_takes_no_wish_of_the_holder_back_and_makes_none(by: Any, sam: Enrolment) -> None:
    def issue_again(of: Certificate, name: str) -> Certificate:
        again = reverse("certificates:reissue", args=[of.pk])
        client = page(by.coordinator)
        assert f'value="{name}"' in client.get(again).content.decode()
        assert client.post(again, {"name": name, "language": "en", "reason": "A module."}).status_code == 302
        return Certificate.objects.get(replaces=of)

    second = issue_again(factories.given(sam), "Sam")
    assert not CertificateWish.objects.filter(enrolment=sam).exists()
    certificate_wishes.wish(enrolment=sam, name="Sami", by=sam.person)
    third = issue_again(second, "Sami")
    assert (third.name, sam.certificate_wish.name) == ("Sami", "Sami")


def test_the_list_goes_by_the_clock_of_each_programme(cohort: Cohort, by: Any, sam: Enrolment) -> None:
    Programme.objects.filter(pk=cohort.programme.pk).update(time_zone="America/Toronto")
    issued = factories.certificate(sam, issued_on=dt.date(2026, 1, 1), expires_on=dt.date(2027, 1, 1))
    # An hour before and after midnight in Toronto; the server is in Vancouver.
    for hour, states in ((4, ("valid", "expired")), (6, ("expired", "valid"))):
        with time_machine.travel(dt.datetime(2027, 1, 2, hour, tzinfo=dt.UTC)):
            listed, others = (
                words(page(by.coordinator).get(f"{reverse('certificates:index')}?state={state}"))
                for state in states
            )
        assert issued.serial in listed
        assert issued.serial not in others


def test_typed_names_come_back_with_the_error(by: Any, sam: Enrolment) -> None:
    issued = factories.given(sam)
    data = {"name": "Sam \u202eeinnA", "language": "en", "reason": "Spelling."}
    response = page(by.coordinator).post(reverse("certificates:reissue", args=[issued.pk]), data)
    assert response.status_code == 422
    assert "turns the text around" in words(response)
    assert "Spelling." in words(response)


def test_only_coordinators_of_the_programme_meet_its_certificates(
    cohort: Cohort, by: Any, sam: Enrolment
) -> None:
    issued = factories.given(sam)
    stranger = factories.givers(factories.awarding_cohort()).coordinator
    for who in (by.facilitator, stranger):
        client = page(who)
        for name in ("read", "pdf", "revoke", "reissue"):
            assert client.get(reverse(f"certificates:{name}", args=[issued.pk])).status_code == 404
            assert client.post(reverse(f"certificates:{name}", args=[issued.pk])).status_code == 404
    assert issued.serial not in words(page(stranger).get(reverse("certificates:index")))
    issued.refresh_from_db()
    assert issued.stands


def test_the_list_is_filtered_and_exported_without_formulas(cohort: Cohort, by: Any, sam: Enrolment) -> None:
    certificate_wishes.wish(enrolment=sam, name="=Sam(1)", by=sam.person)
    first = factories.given(sam)
    second = factories.given(factories.earner(cohort, chosen_name="Noor"))
    third = factories.given()
    client = page(by.coordinator)
    index = reverse("certificates:index")

    def found(query: str) -> list[bool]:
        shown = words(client.get(f"{index}?{query}"))
        return [one.serial in shown for one in (first, second, third)]

    assert found("") == [True, True, False]
    assert found("q=noor") == [False, True, False]
    assert found(f"q={first.serial.lower()}") == [True, False, False]
    assert found("state=revoked") == [False, False, False]
    assert found("state=valid") == [True, True, False]
    assert found(f"cohort={cohort.pk}") == [True, True, False]
    assert found(f"cohort={third.enrolment.cohort_id}") == [True, True, False]  # no choice of this person
    rows = b"".join(client.get(f"{index}?export=csv")).decode()
    assert "'=Sam(1)" in rows
    assert third.serial not in rows
    assert client.get(f"{index}?export=xlsx").status_code == 200


def test_the_pdf_is_a_download_that_no_cache_keeps(by: Any, sam: Enrolment) -> None:
    issued = factories.given(sam)
    CertificateTemplate.objects.create(course=sam.cohort.edition.course)
    client = page(by.coordinator)
    address = reverse("certificates:pdf", args=[issued.pk])
    response = client.get(f"{address}?language=fr")
    assert response.content.startswith(b"%PDF-")
    assert response["Content-Disposition"] == f'attachment; filename="{issued.serial}.pdf"'
    assert "no-store" in response["Cache-Control"]
    assert client.get(f"{address}?language=de").status_code == 404

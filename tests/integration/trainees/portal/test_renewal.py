"""The renewal of a certificate in the portal: what is shown, logged, signed, asked for; and whose it is."""

import datetime as dt
import uuid
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from time_machine import TimeMachineFixture
from wagtail.models import ModelLogEntry

from courses.enums import RoleKind
from tests import factories
from trainees.enums import FilingState, ProofState
from trainees.models import Certificate, ContinuingHours, RemindersOff, RenewalFiling
from trainees.operations import certificates, continuing, renewing
from trainees.portal.renewal_page import summaries

pytestmark = pytest.mark.django_db
CODE = "code-of-ethics"
ASKS = [
    {"type": "hours", "value": {"hours": "2", "kinds": ["law_and_ethics"], "from_event": "term"}},
    {"type": "agreement", "value": {"agreement": CODE, "from_event": "term"}},
]
GIVEN, ENDS = dt.date(2026, 3, 1), dt.date(2028, 3, 1)


@pytest.fixture
def held() -> Certificate:
    fee = {"fee_en": "40 dollars, or what you can pay.", "fee_fr": "40 dollars."}
    rules = {"requirements": ASKS, **fee}
    made = factories.held_certificate(renewal_fields=rules, **factories.in_window())
    factories.agreement(made.award.edition.course.programme, code=CODE, title_en="Code of ethics")
    return made


@pytest.fixture
def holder(client: Client, held: Certificate) -> Client:
    sign_in(client, held)
    return client


def sign_in(client: Client, held: Certificate) -> None:
    """As who holds it."""
    assert held.person is not None
    client.force_login(held.person)


def words(response: Any) -> str:
    return " ".join(response.content.decode().replace("\u00a0", " ").split())


def test_a_certificate_from_elsewhere_can_be_sent_from_here(client: Client) -> None:
    first_aid = {"sort": "first-aid", "name_en": "First aid", "name_fr": "Secourisme"}
    rules = {"requirements": [{"type": "credential", "value": first_aid}]}
    held = factories.held_certificate(renewal_fields=rules, **factories.in_window())
    sign_in(client, held)
    assert held.enrolment is not None
    url = reverse("portal:credentials", args=[held.enrolment.cohort_id])
    assert f'href="{url}"' in client.get(page_of(held)).content.decode()
    assert "First aid" in client.get(url).content.decode()
    sent = factories.credential(held.enrolment)
    assert f'href="{url}"' not in client.get(page_of(held)).content.decode()  # somebody looks at it
    sent.delete()
    factories.credential(held.enrolment, state=ProofState.ACCEPTED, answered_at=timezone.now())
    assert f'href="{url}"' not in client.get(page_of(held)).content.decode()


def page_of(held: Certificate) -> str:
    return reverse("portal:renewal", args=[held.pk])


def typed(**fields: Any) -> dict[str, Any]:
    defaults = {
        "title": "A day about the law",
        "worked_on": factories.today().isoformat(),
        "hours": "1",
        "minutes": "30",
        "category": "law_and_ethics",
        "source": "course",
        "token": str(uuid.uuid4()),
    }
    return defaults | fields


def test_from_the_first_hour_to_the_answer(holder: Client, held: Certificate) -> None:
    """Everything that a holder does, without JavaScript."""
    log_url = reverse("portal:log_learning", args=[held.pk])
    shown = words(holder.get(page_of(held)))
    assert "You can renew it now, or later." in shown
    assert "2 more hours of Law and ethics." in shown
    assert "Fee: 40 dollars, or what you can pay." in shown
    assert 'value="file"' not in shown
    assert "When everything below is there, you can ask for it here." in shown
    form = typed(token=str(holder.get(log_url).context["form"]["token"].value()))
    for _click in range(2):
        response = holder.post(log_url, form)
        assert (response.status_code, response["Location"]) == (303, page_of(held))
    [entry] = held.continuing_hours.all()
    assert (entry.minutes, entry.state) == (90, ProofState.WAITING)
    continuing.accept(hours=entry, by=None)
    holder.post(log_url, typed(hours="", minutes="30", source="webinar"))
    agreement = held.award.edition.course.programme.agreements.get()
    sign_url = reverse("portal:renewal_agreement", args=[held.pk, agreement.pk])
    assert sign_url in words(holder.get(page_of(held)))
    text = holder.get(sign_url)
    holder.post(sign_url, {"signed_as": "Sam", "version": text.context["mark"]})
    shown = words(holder.get(page_of(held)))
    assert "Ask for the renewal" in shown
    assert "When everything below is there" not in shown
    assert "Log it before you ask. What you learn later counts for the next one." in shown
    assert "begins tomorrow" not in shown
    assert sign_url not in shown
    for _click in range(2):
        holder.post(page_of(held), {"action": "file"})
    filing = RenewalFiling.objects.get()
    shown = words(holder.get(page_of(held)))
    assert "There is nothing to do." in shown
    assert "counts for the next renewal. You can log it when the answer is there." in shown
    for name in ("portal:home", "portal:certificates", "portal:awards"):
        page = words(holder.get(reverse(name)))
        assert "Valid, renewal asked for" in page
        assert "can be renewed now" not in page
    assert 'value="file"' not in shown
    made = renewing.approve(filing=filing, by=None)
    assert "A newer certificate has taken its place." in words(holder.get(page_of(held)))
    shown = words(holder.get(page_of(made)))
    assert "There is time." in shown
    # The day of the request belongs to the term before.
    assert reverse("portal:log_learning", args=[made.pk]) not in shown


def test_a_link_is_named_as_the_page_that_it_leads_to(holder: Client, held: Certificate) -> None:
    log, mine = reverse("portal:log_learning", args=[held.pk]), reverse("portal:certificates")
    shown = words(holder.get(page_of(held)))
    assert f'href="{log}">Log continuing education</a>' in shown
    assert "<h1>Log continuing education</h1>" in words(holder.get(log))
    assert f'href="{mine}">My certificates</a>' in shown
    assert "<h1>My certificates</h1>" in words(holder.get(mine))


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"title": ""}, "title"),
        ({"hours": "", "minutes": ""}, "hours"),
        ({"hours": "-1"}, "hours"),
        ({"hours": "999"}, "hours"),
        ({"worked_on": "2000-01-01"}, "worked_on"),
        ({"worked_on": "soon"}, "worked_on"),
        ({"category": "travel"}, "category"),
        ({"source": ""}, "source"),
        ({"token": "no-token"}, "token"),
        ({"file": SimpleUploadedFile("a.html", b"<html>")}, "file"),
        ({"file": SimpleUploadedFile("a.pdf", b"")}, "file"),
    ],
)
def test_what_is_wrong_is_said_at_its_field_and_nothing_typed_is_lost(
    holder: Client, held: Certificate, fields: dict[str, Any], field: str
) -> None:
    response = holder.post(
        reverse("portal:log_learning", args=[held.pk]), typed(**({"title": "About trust"} | fields))
    )
    assert response.status_code == 422
    assert next(iter(response.context["form"].errors)) == field
    assert fields.get("title", "About trust") in words(response)
    assert not held.continuing_hours.exists()


def test_a_proof_is_kept_privately_and_opened_by_post(
    holder: Client, held: Certificate, client: Client
) -> None:
    proof = SimpleUploadedFile("proof.pdf", b"%PDF-1.7 mine")
    holder.post(reverse("portal:log_learning", args=[held.pk]), typed(file=proof))
    entry = held.continuing_hours.get()
    url = reverse("portal:learning_file", args=[entry.pk])
    opened = holder.get(url)
    assert b"".join(opened) == b"%PDF-1.7 mine"
    assert opened["Content-Disposition"] == 'attachment; filename="proof.pdf"'
    programme = held.award.edition.course.programme
    for kind, status in ((RoleKind.COORDINATOR, 200), (RoleKind.FACILITATOR, 404), (RoleKind.EDITOR, 404)):
        client.force_login(factories.role(kind, programme).person)
        assert client.get(url).status_code == status
        assert not ModelLogEntry.objects.filter(action=continuing.READ).exists()
    reader = factories.role(RoleKind.COORDINATOR, programme).person
    client.force_login(reader)
    client.post(url)
    found = ModelLogEntry.objects.get(action=continuing.READ)
    assert (found.user, found.data) == (reader, {"hours": entry.pk})
    client.force_login(factories.role(RoleKind.COORDINATOR).person)
    assert (client.get(url).status_code, client.post(url).status_code) == (404, 404)


def test_what_is_another_s_does_not_exist(client: Client, held: Certificate) -> None:
    entry = factories.learned(held, 60)
    theirs = factories.held_certificate(**factories.in_window())
    filing = factories.filed(theirs)
    sign_in(client, theirs)
    agreement = held.award.edition.course.programme.agreements.get()
    for url in (
        page_of(held),
        reverse("portal:log_learning", args=[held.pk]),
        reverse("portal:renewal_agreement", args=[held.pk, agreement.pk]),
        reverse("portal:renewal_agreement", args=[theirs.pk, agreement.pk]),
        reverse("portal:renewal", args=[2**62]),
    ):
        assert (client.get(url).status_code, client.post(url, typed()).status_code) == (404, 404)
    for action in (
        {"action": "take_back", "hours": entry.pk},
        {"action": "take_back", "hours": "1; drop"},
        {"action": "take_back", "hours": "9" * 30},
        {"action": "take_back"},
        {"action": "withdraw", "filing": "0"},
        {"action": "approve"},
        {},
    ):
        assert client.post(page_of(theirs), action).status_code == 404
    sign_in(client, held)
    assert client.post(page_of(held), {"action": "withdraw", "filing": filing.pk}).status_code == 404
    filing.refresh_from_db()
    assert filing.state == FilingState.FILED


def test_what_is_logged_can_be_taken_back(holder: Client, held: Certificate) -> None:
    entry = factories.learned(held, 60)
    url = reverse("portal:take_back_learning", args=[held.pk, entry.pk])
    shown = words(holder.get(page_of(held)))
    assert url in shown
    assert 'value="take_back"' not in shown
    asked = holder.post(page_of(held), {"action": "take_back", "hours": entry.pk})
    assert (asked.status_code, asked["Location"]) == (303, url)
    assert "Take these hours back?" in words(holder.get(url))
    assert ContinuingHours.objects.get().state == ProofState.ACCEPTED
    for _click in range(2):
        assert holder.post(url).status_code == 303
    shown = words(holder.get(page_of(held)))
    assert "Taken back" in shown
    assert url not in shown
    assert holder.get(url).status_code == 303


def test_what_waits_is_taken_back_at_once_and_another_s_has_no_question(
    client: Client, held: Certificate
) -> None:
    entry = factories.learned(held, 60, source="course")
    assert entry.state == ProofState.WAITING
    theirs = factories.held_certificate(**factories.in_window())
    sign_in(client, theirs)
    for pk in (held.pk, theirs.pk):
        url = reverse("portal:take_back_learning", args=[pk, entry.pk])
        assert (client.get(url).status_code, client.post(url).status_code) == (404, 404)
    sign_in(client, held)
    assert 'value="take_back"' in words(client.get(page_of(held)))
    client.post(page_of(held), {"action": "take_back", "hours": entry.pk})
    entry.refresh_from_db()
    assert entry.state == ProofState.WITHDRAWN


def test_a_request_is_taken_back_and_an_answer_is_read(client: Client) -> None:
    filing = factories.filed()
    held = filing.certificate
    sign_in(client, held)
    form = {"action": "withdraw", "filing": filing.pk}
    assert [client.post(page_of(held), form).status_code for _click in range(2)] == [303, 303]
    again = renewing.file_renewal(certificate=held, by=held.person)
    renewing.decline(filing=again, answer="The fee is <b>open</b>.", by=None)
    shown = words(client.get(page_of(held)))
    assert "The fee is &lt;b&gt;open&lt;/b&gt;." in shown
    assert "Ask for the renewal" in shown


def test_what_is_refused_is_said(holder: Client, held: Certificate) -> None:
    response = holder.post(page_of(held), {"action": "file"}, follow=True)
    assert "Something is still needed. 2 more hours of Law and ethics." in words(response)
    assert not RenewalFiling.objects.exists()


def test_reminders_are_switched_off_and_on(holder: Client, held: Certificate) -> None:
    assert "Do not remind me" in words(holder.get(page_of(held)))
    holder.post(page_of(held), {"action": "reminders_off"})
    assert RemindersOff.objects.get().person == held.person
    assert "Remind me again" in words(holder.get(page_of(held)))
    holder.post(page_of(held), {"action": "reminders_on"})
    assert not RemindersOff.objects.exists()


@pytest.mark.parametrize(
    ("today", "said"),
    [
        (dt.date(2027, 6, 1), "You can renew it from Thursday, 2 December 2027 on. There is time."),
        (dt.date(2028, 3, 1), "It is valid until Wednesday, 1 March 2028."),
        (dt.date(2028, 3, 2), "You can still renew it, until Friday, 31 March 2028."),
        (dt.date(2028, 4, 1), "You can have it reinstated."),
    ],
)
def test_where_it_stands_in_words(
    today: dt.date, said: str, client: Client, time_machine: TimeMachineFixture
) -> None:
    time_machine.move_to(factories.instant(today, 12))
    mine = factories.held_certificate(issued_on=GIVEN, expires_on=ENDS)
    sign_in(client, mine)
    assert said in words(client.get(page_of(mine)))


def test_one_that_lasts_or_was_revoked_has_nothing_to_do(client: Client) -> None:
    lasting = factories.certificate()
    sign_in(client, lasting)
    shown = words(client.get(page_of(lasting)))
    assert "It does not expire. There is nothing to renew." in shown
    assert client.get(reverse("portal:log_learning", args=[lasting.pk])).status_code == 404
    mine = factories.held_certificate(held_by=lasting.person)
    certificates.revoke(certificate=mine, reason="It was for somebody else.", by=None)
    shown = words(client.get(page_of(mine)))
    assert "<p>This certificate was revoked.</p><p>It was for somebody else.</p>" in shown
    assert "button" not in shown.partition("<main")[2].partition("</main>")[0]


def test_the_log_may_be_long(holder: Client, held: Certificate) -> None:
    counts = []
    for number in (1, 12):
        for _entry in range(number):
            factories.learned(held, 30)
        with CaptureQueriesContext(connection) as queries:
            holder.get(page_of(held))
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_a_list_of_certificates_has_its_renewals_in_a_fixed_number_of_queries(held: Certificate) -> None:
    programme = held.award.edition.course.programme
    several = [factories.held_certificate(programme=programme, held_by=held.person) for _ in range(4)]
    counts = []
    for found in ([held], [held, *several]):
        with CaptureQueriesContext(connection) as queries:
            lines = summaries(found, at=timezone.now())
        counts.append(len(queries))
        assert [lines[one.pk].url for one in found] == [page_of(one) for one in found]
    assert counts[0] == counts[1]
    assert summaries([factories.certificate()], at=timezone.now()) == {}

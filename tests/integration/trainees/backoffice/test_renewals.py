"""What waits about renewals in the office: who sees it, how it is answered, what is refused."""

import datetime as dt
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from time_machine import TimeMachineFixture

from courses.enums import RoleKind
from courses.models import Programme
from tasks.outbox.models import Message
from tests import factories
from trainees.enums import FilingState, ProofState
from trainees.models import Certificate, ContinuingHours
from trainees.operations import certificates, continuing

pytestmark = pytest.mark.django_db
LISTS = ("renewals:index", "renewals:hours", "renewals:samples", "renewals:ending")


@pytest.fixture
def programme() -> Programme:
    return factories.programme()


@pytest.fixture
def coordinator(client: Client, programme: Programme) -> Client:
    client.force_login(factories.role(RoleKind.COORDINATOR, programme).person)
    return client


def words(response: Any) -> str:
    return " ".join(response.content.decode().replace("\u00a0", " ").split())


def held(programme: Programme | None = None, **fields: Any) -> Certificate:
    return factories.held_certificate(programme=programme, **factories.in_window(), **fields)


def test_each_list_shows_one_s_own_programmes_only(coordinator: Client, programme: Programme) -> None:
    for place, name in ((programme, "Camille"), (None, "Noor")):
        mine = held(place, chosen_name=name)
        factories.learned(mine, 60, source="course")
        factories.learned(mine, 60, chance=lambda: 0.0)
        factories.filed(held(place, chosen_name=name))
    for name in LISTS:
        shown = words(coordinator.get(reverse(name)))
        assert ("Camille" in shown, "Noor" in shown) == (True, False), name
    assert 'office-counts"' in words(coordinator.get(reverse("wagtailadmin_home")))


def test_a_list_can_be_of_one_programme(client: Client, programme: Programme) -> None:
    other = factories.programme()
    person = factories.role(RoleKind.COORDINATOR, programme).person
    factories.role(RoleKind.COORDINATOR, other, held_by=person)
    client.force_login(person)
    factories.filed(held(programme, chosen_name="Camille"))
    factories.filed(held(other, chosen_name="Noor"))
    url = reverse("renewals:index")
    for asked, expected in (
        ("", (True, True)),
        (f"?programme={other.pk}", (False, True)),
        ("?programme=x", (True, True)),
    ):
        shown = words(client.get(url + asked))
        assert ("Camille" in shown, "Noor" in shown) == expected


def test_several_hours_are_accepted_at_once(coordinator: Client, programme: Programme) -> None:
    mine, theirs = held(programme), held()
    entries = [factories.learned(mine, 60, source="course") for _ in range(2)]
    outside = factories.learned(theirs, 60, source="course")
    url = reverse("renewals:hours")
    ticked = [*(one.pk for one in entries), outside.pk, "1'", "", "9" * 40, "²"]
    for said in ("2 entries accepted.", "These were answered in the meantime, or are your own."):
        response = coordinator.post(url, {"hours": ticked}, follow=True)
        assert said in words(response)
    assert "Tick at least one entry." in words(coordinator.post(url, follow=True))
    found = ContinuingHours.objects.order_by("pk").values_list("state", flat=True)
    assert list(found) == [ProofState.ACCEPTED, ProofState.ACCEPTED, ProofState.WAITING]
    assert Message.objects.count() == 1


def test_an_entry_is_accepted_or_declined_with_words(coordinator: Client, programme: Programme) -> None:
    entry = factories.learned(
        held(programme, chosen_name="Camille"), 90, source="course", title="About grief"
    )
    url = reverse("renewals:entry", args=[entry.pk])
    shown = words(coordinator.get(url))
    assert ("About grief" in shown, "1 h 30 min" in shown, "Camille" in shown) == (True, True, True)
    refused = coordinator.post(url, {"decision": "no", "answer": " "})
    assert refused.status_code == 422
    assert "Say in a kind word why not this time" in words(refused)
    assert coordinator.post(url, {"decision": "perhaps", "answer": "Hm."}).status_code == 422
    answered = coordinator.post(url, {"decision": "no", "answer": "Please add a proof."})
    assert (answered.status_code, answered["Location"]) == (302, reverse("renewals:hours"))
    late = coordinator.post(url, {"decision": "yes", "answer": ""})
    assert "Somebody answered this in the meantime." in words(late)
    assert "Please add a proof." in words(coordinator.get(url))


def test_a_sample_is_looked_at(coordinator: Client, programme: Programme) -> None:
    entry = factories.learned(held(programme), 60, chance=lambda: 0.0)
    url = reverse("renewals:entry", args=[entry.pk])
    assert "picked at random" in words(coordinator.get(url))
    assert coordinator.post(url, {"decision": "yes"})["Location"] == reverse("renewals:samples")
    entry.refresh_from_db()
    assert (entry.state, entry.audited_at is not None) == (ProofState.ACCEPTED, True)
    assert words(coordinator.get(reverse("renewals:samples"))).count("No sample waits.") == 1


def test_a_sample_outlives_the_answer_to_a_request(coordinator: Client, programme: Programme) -> None:
    mine = held(programme, chosen_name="Camille")
    entry = factories.learned(mine, 60, title="Talking with teenagers", chance=lambda: 0.0)
    request = reverse("renewals:request", args=[factories.filed(mine).pk])
    page = reverse("renewals:entry", args=[entry.pk])
    assert "If you answer before, they stay on the list of samples." in words(coordinator.get(request))
    assert "was renewed in the meantime" not in words(coordinator.get(page))
    assert coordinator.post(request, {"decision": "yes", "answer": ""}).status_code == 302
    assert "They stay on the list of samples." in words(coordinator.get(request))
    assert "Talking with teenagers" in words(coordinator.get(reverse("renewals:samples")))
    assert "The certificate was renewed in the meantime." in words(coordinator.get(page))
    answered = coordinator.post(page, {"decision": "no", "answer": "There is no proof."})
    assert answered.status_code == 302
    entry.refresh_from_db()
    assert (entry.state, entry.audited_at is not None) == (ProofState.DECLINED, True)
    assert Certificate.objects.get(replaces=mine).stands
    assert "picked as a sample" not in words(coordinator.get(request))


def test_a_request_is_granted(coordinator: Client, programme: Programme) -> None:
    filing = factories.filed(held(programme, chosen_name="Camille"))
    url = reverse("renewals:request", args=[filing.pk])
    shown = words(coordinator.get(url))
    assert "20 h of 20 h." in shown
    assert "Renewed, valid until" in shown
    for _click in range(2):
        assert coordinator.post(url, {"decision": "yes", "answer": ""}).status_code == 302
    assert Certificate.objects.get(replaces=filing.certificate).kind == "renewed"
    assert 'name="decision"' not in words(coordinator.get(url))
    assert "No request waits." in words(coordinator.get(reverse("renewals:index")))


def test_the_page_says_the_day_that_a_yes_makes(
    client: Client, programme: Programme, time_machine: TimeMachineFixture
) -> None:
    """Terms are counted from the first day: after a short February the 31st comes again."""
    nothing_yet = [{"type": "hours", "value": {"hours": "0"}}]
    time_machine.move_to(factories.instant(dt.date(2026, 8, 31)))
    made = factories.held_certificate(
        programme=programme, renewal_fields={"every_months": 6, "requirements": nothing_yet}
    )
    time_machine.move_to(factories.instant(dt.date(2027, 2, 28)))
    filing = factories.filed(made)
    client.force_login(factories.role(RoleKind.COORDINATOR, programme).person)
    url = reverse("renewals:request", args=[filing.pk])
    assert "Renewed, valid until Tuesday, 31 August 2027" in words(client.get(url))
    client.post(url, {"decision": "yes"})
    assert Certificate.objects.get(replaces=made).expires_on == dt.date(2027, 8, 31)


def test_a_request_is_declined_with_words(coordinator: Client, programme: Programme) -> None:
    filing = factories.filed(held(programme))
    url = reverse("renewals:request", args=[filing.pk])
    assert coordinator.post(url, {"decision": "no", "answer": ""}).status_code == 422
    assert coordinator.post(url, {"decision": "no", "answer": "The fee is open."}).status_code == 302
    filing.refresh_from_db()
    assert (filing.state, filing.answer) == (FilingState.DECLINED, "The fee is open.")


def test_what_is_outside_answers_404(coordinator: Client) -> None:
    filing = factories.filed(held())
    entry = factories.learned(held(), 60, source="course")
    for url in (
        reverse("renewals:request", args=[filing.pk]),
        reverse("renewals:entry", args=[entry.pk]),
    ):
        form = {"decision": "yes", "answer": ""}
        assert (coordinator.get(url).status_code, coordinator.post(url, form).status_code) == (404, 404)
    entry.refresh_from_db()
    assert entry.state == ProofState.WAITING


def test_one_s_own_is_answered_by_somebody_else(coordinator: Client, programme: Programme) -> None:
    person = programme.roles.get(kind=RoleKind.COORDINATOR).person
    filing = factories.filed(held(programme, held_by=person))
    entry = factories.learned(held(programme, held_by=person), 60, source="course")
    for url in (
        reverse("renewals:request", args=[filing.pk]),
        reverse("renewals:entry", args=[entry.pk]),
    ):
        assert "it is your own" in words(coordinator.get(url))
        assert coordinator.post(url, {"decision": "yes", "answer": ""}).status_code == 422
    response = coordinator.post(reverse("renewals:hours"), {"hours": [entry.pk]}, follow=True)
    assert "or are your own" in words(response)


def test_what_was_revoked_waits_for_nobody(coordinator: Client, programme: Programme) -> None:
    mine = held(programme, chosen_name="Camille")
    factories.learned(mine, 60, source="course")
    factories.learned(mine, 60, chance=lambda: 0.0)
    factories.filed(mine)
    assert ["Camille" in words(coordinator.get(reverse(name))) for name in LISTS] == [True] * 4
    certificates.revoke(certificate=mine, reason="A mistake.", by=None)
    assert ["Camille" in words(coordinator.get(reverse(name))) for name in LISTS] == [False] * 4


def test_what_was_corrected_waits_on(coordinator: Client, programme: Programme) -> None:
    mine = held(programme, chosen_name="Camille")
    factories.learned(mine, 60, source="course")
    certificates.reissue(certificate=mine, reason="The name.", by=None, name="Camille Example")
    assert "Camille" in words(coordinator.get(reverse("renewals:hours")))


def test_longer_lists_need_no_more_queries(coordinator: Client, programme: Programme) -> None:
    counts: dict[str, list[int]] = {name: [] for name in LISTS}
    for number in (1, 6):
        for _holder in range(number):
            mine = held(programme)
            factories.learned(mine, 60, source="course")
            factories.learned(mine, 60, chance=lambda: 0.0)
            factories.filed(held(programme))
        for name in LISTS:
            with CaptureQueriesContext(connection) as queries:
                coordinator.get(reverse(name))
            counts[name].append(len(queries))
    assert {name: first == second for name, (first, second) in counts.items()} == dict.fromkeys(LISTS, True)


def test_an_account_that_is_gone_is_no_obstacle(coordinator: Client, programme: Programme) -> None:
    filing = factories.filed(held(programme))
    Certificate.objects.filter(pk=filing.certificate_id).update(person=None)
    assert "Account removed" in words(coordinator.get(reverse("renewals:index")))
    assert coordinator.get(reverse("renewals:request", args=[filing.pk])).status_code == 200


def test_who_only_facilitates_has_no_such_page(client: Client, programme: Programme) -> None:
    client.force_login(factories.role(RoleKind.FACILITATOR, programme).person)
    for name in LISTS:
        assert client.get(reverse(name)).status_code == 302
    assert reverse("renewals:index") not in words(client.get(reverse("wagtailadmin_home")))


def test_reading_is_no_answer(coordinator: Client, programme: Programme) -> None:
    entry = factories.learned(held(programme), 60, source="course")
    coordinator.get(reverse("renewals:entry", args=[entry.pk]))
    entry.refresh_from_db()
    assert entry.state == ProofState.WAITING
    continuing.accept(hours=entry, by=None)

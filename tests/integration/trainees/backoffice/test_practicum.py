"""Matching and placements in the back office: what is offered, what is refused, who sees what."""

import datetime as dt
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.models import ModelLogEntry

from courses.enums import ModuleKind, RoleKind
from courses.models import Cohort
from tasks.outbox.models import Message
from tests import factories
from trainees.enums import ClearanceKind, ClearanceResult, PlacementState
from trainees.models import Clearance, Enrolment, Placement, PlacementSite, Supervisor
from trainees.operations import wishes

pytestmark = pytest.mark.django_db


@pytest.fixture
def cohort() -> Cohort:
    return factories.practicum_cohort()


@pytest.fixture
def enrolment(cohort: Cohort) -> Enrolment:
    return factories.enrolment(cohort, chosen_name="Sam")


@pytest.fixture
def coordinator(client: Client, cohort: Cohort) -> Client:
    client.force_login(factories.role(RoleKind.COORDINATOR, cohort.programme).person)
    return client


def words(response: Any) -> str:
    return " ".join(response.content.decode().replace("\u00a0", " ").split())


def propose_url(enrolment: Enrolment) -> str:
    return reverse("practicum:propose", args=[enrolment.cohort_id, enrolment.pk])


def typed(enrolment: Enrolment, site: PlacementSite, supervisor: Supervisor, **fields: Any) -> dict[str, Any]:
    day = factories.today()
    defaults = {
        "module": enrolment.cohort.edition.modules.get(kind=ModuleKind.PRACTICUM).pk,
        "site": site.pk,
        "supervisor": supervisor.pk,
        "starts_on": day.isoformat(),
        "ends_on": (day + dt.timedelta(days=30)).isoformat(),
        "counts_from": "",
    }
    return defaults | fields


def test_the_page_says_wishes_what_is_out_and_why_a_site_is_suggested(
    coordinator: Client, cohort: Cohort, enrolment: Enrolment
) -> None:
    harbour = factories.placement_site(cohort.programme, name="Harbour", capacity=1)
    maple = factories.placement_site(cohort.programme, name="Maple", needs_clearance=True)
    cedar = factories.placement_site(cohort.programme, name="Cedar")
    factories.placement(factories.enrolment(cohort, chosen_name="Kit"), site=harbour)
    wishes.set_wishes(enrolment=enrolment, wishes=[harbour, maple], conflicts=[], by=enrolment.person)
    other = factories.enrolment(cohort, chosen_name="Robin")
    wishes.set_wishes(enrolment=other, wishes=[], conflicts=[cedar], by=other.person)
    page = words(coordinator.get(reverse("practicum:index", args=[cohort.pk])))
    assert "Suggested: Cedar." in page
    assert "None of their wishes fits" in page
    assert "Harbour is full. Maple needs a clearance." in page
    assert "Out: Cedar" in page
    assert "No site fits now. Cedar is out. Harbour is full. Maple needs a clearance." in page
    assert "1 suggested above" in page
    assert f"{propose_url(enrolment)}?site={cedar.pk}" in page


def test_proposing_asks_both(coordinator: Client, enrolment: Enrolment) -> None:
    site = factories.placement_site(enrolment.cohort.programme)
    supervisor = factories.supervisor(site)
    address = propose_url(enrolment)
    page = coordinator.get(f"{address}?site={site.pk}")
    assert page.context["form"].initial["site"] == site.pk
    assert coordinator.get(f"{address}?site=1e9").status_code == 200
    response = coordinator.post(address, typed(enrolment, site, supervisor))
    assert response.status_code == 302
    placement = Placement.objects.get()
    assert (placement.state, placement.site, placement.enrolment) == (
        PlacementState.PROPOSED,
        site,
        enrolment,
    )
    assert set(Message.objects.values_list("address", flat=True)) == {
        enrolment.person.email,
        supervisor.email,
    }
    again = coordinator.post(address, typed(enrolment, site, supervisor))
    assert again.status_code == 422
    assert list(again.context["form"].errors) == ["module"]


def test_what_is_refused_stands_at_its_field(coordinator: Client, enrolment: Enrolment) -> None:
    programme = enrolment.cohort.programme
    site = factories.placement_site(programme)
    supervisor = factories.supervisor(site)
    foreign = factories.supervisor()
    elsewhere = factories.supervisor(factories.placement_site(programme))
    out = factories.placement_site(programme)
    wishes.set_wishes(enrolment=enrolment, wishes=[], conflicts=[out], by=enrolment.person)
    clear = factories.placement_site(programme, needs_clearance=True)
    full = factories.placement_site(programme, capacity=1)
    factories.placement(factories.enrolment(enrolment.cohort), site=full)
    day = factories.today()
    cases: list[tuple[str, dict[str, Any]]] = [
        ("site", {"site": foreign.site_id}),
        ("site", {"site": "9" * 40}),
        ("site", {"site": "\x00"}),
        ("supervisor", {"supervisor": foreign.pk}),
        ("supervisor", {"supervisor": elsewhere.pk}),
        ("site", {"site": out.pk, "supervisor": factories.supervisor(out).pk}),
        ("site", {"site": clear.pk, "supervisor": factories.supervisor(clear).pk}),
        ("site", {"site": full.pk, "supervisor": factories.supervisor(full).pk}),
        ("module", {"module": enrolment.cohort.edition.modules.exclude(kind=ModuleKind.PRACTICUM)[0].pk}),
        ("ends_on", {"ends_on": (day - dt.timedelta(days=1)).isoformat()}),
        ("starts_on", {"starts_on": ""}),
        ("counts_from", {"counts_from": (day + dt.timedelta(days=99)).isoformat()}),
    ]
    for field, change in cases:
        response = coordinator.post(propose_url(enrolment), typed(enrolment, site, supervisor) | change)
        assert response.status_code == 422, change
        assert field in response.context["form"].errors, change
    assert Placement.objects.filter(enrolment=enrolment).count() == 0


def test_a_clearance_is_recorded_with_nothing_else(coordinator: Client, enrolment: Enrolment) -> None:
    address = reverse("practicum:clearance", args=[enrolment.cohort_id, enrolment.pk])
    day = factories.today()
    fields = {
        "kind": ClearanceKind.CRIMINAL_RECORD.value,
        "result": ClearanceResult.CLEAR.value,
        "dated_on": day.isoformat(),
        "expires_on": (day + dt.timedelta(days=365)).isoformat(),
        "note": "A secret",
    }
    late = coordinator.post(address, fields | {"dated_on": (day + dt.timedelta(days=1)).isoformat()})
    assert list(late.context["form"].errors) == ["dated_on"]
    short = coordinator.post(address, fields | {"expires_on": day.isoformat()})
    assert list(short.context["form"].errors) == ["expires_on"]
    assert coordinator.post(address, fields).status_code == 302
    assert Clearance.objects.get().expires_on == day + dt.timedelta(days=365)
    names = {field.name for field in Clearance._meta.get_fields()}
    assert names == {
        "id", "enrolment", "kind", "result", "dated_on", "expires_on", "recorded_by", "recorded_at",
    }  # fmt: skip


def test_sites_and_supervisors_are_kept_in_one_s_programmes(coordinator: Client, cohort: Cohort) -> None:
    foreign = factories.programme()
    fields = {"name": "Harbour", "capacity": "2", "is_active": "on"}
    refused = coordinator.post(reverse("sites:add"), fields | {"programme": foreign.pk})
    assert "programme" in refused.context["form"].errors
    assert (
        coordinator.post(reverse("sites:add"), fields | {"programme": cohort.programme.pk}).status_code == 302
    )
    site = PlacementSite.objects.get()
    twice = coordinator.post(reverse("sites:add"), fields | {"programme": cohort.programme.pk})
    assert "name" in twice.context["form"].errors
    factories.placement(factories.enrolment(cohort), site=site)
    factories.placement(factories.enrolment(cohort), site=site)
    small = coordinator.post(reverse("sites:edit", args=[site.pk]), fields | {"capacity": "1"})
    assert small.context["form"].errors == {"capacity": ["2 places are taken here."]}
    other = factories.placement_site(foreign)
    person = {"name": "Jo", "email": "Jo@Example.org", "language": "en", "is_active": "on"}
    refused = coordinator.post(reverse("supervisors:add"), person | {"site": other.pk})
    assert "site" in refused.context["form"].errors
    assert coordinator.post(reverse("supervisors:add"), person | {"site": site.pk}).status_code == 302
    assert site.supervisors.filter(email="jo@example.org").count() == 1
    twice = coordinator.post(reverse("supervisors:add"), person | {"site": site.pk})
    assert "email" in twice.context["form"].errors
    assert coordinator.get(reverse("sites:edit", args=[other.pk])).status_code == 404
    listed = words(coordinator.get(reverse("supervisors:index")))
    assert "jo@example.org" in listed
    assert factories.supervisor(other).email not in listed


def test_editing_a_site_does_not_undo_a_place_that_was_taken_meanwhile(
    coordinator: Client, cohort: Cohort
) -> None:
    site = factories.placement_site(cohort.programme, name="Harbour")
    factories.placement(factories.enrolment(cohort), site=site)
    fields = {"name": "Harbour", "capacity": "5", "is_active": "on"}
    assert coordinator.post(reverse("sites:edit", args=[site.pk]), fields).status_code == 302
    site.refresh_from_db()
    assert (site.capacity, site.places_held) == (5, 1)


def test_what_a_supervisor_is_called_is_not_in_the_history(coordinator: Client, cohort: Cohort) -> None:
    site = factories.placement_site(cohort.programme)
    fields = {"name": "Jocasta", "email": "jocasta@example.org", "language": "en", "is_active": "on"}
    coordinator.post(reverse("supervisors:add"), fields | {"site": site.pk})
    made = Supervisor.objects.get()
    coordinator.post(reverse("supervisors:edit", args=[made.pk]), fields | {"email": "new@example.org"})
    entries = ModelLogEntry.objects.filter(action__startswith="trainees.supervisor.")
    assert entries.count() == 2
    kept = " ".join(f"{entry.label} {entry.data}" for entry in entries)
    assert not [secret for secret in ("Jocasta", "jocasta@", "new@") if secret in kept]


def test_a_facilitator_sees_no_supervisor_and_no_clearance(client: Client, cohort: Cohort) -> None:
    placement = factories.placement(factories.enrolment(cohort))
    client.force_login(factories.role(RoleKind.FACILITATOR, cohort.programme).person)
    for address in (
        reverse("practicum:index", args=[cohort.pk]),
        reverse("practicum:placement", args=[placement.pk]),
        propose_url(placement.enrolment),
    ):
        assert client.get(address).status_code == 404
        assert client.post(address).status_code in (404, 405)
    assert client.get(reverse("supervisors:index")).status_code in (302, 403)
    facts = words(client.get(reverse("cohorts:facts", args=[cohort.pk])))
    assert reverse("practicum:index", args=[cohort.pk]) not in facts


def test_ending_cancelling_revoking_and_sending(coordinator: Client, cohort: Cohort) -> None:
    placement = factories.placement(factories.enrolment(cohort))
    waiting = factories.placement(factories.enrolment(cohort), agreed=False)
    factories.entry(placement, confirmed=True)
    Message.objects.all().delete()

    def do(name: str, which: Placement, **data: Any) -> Any:
        return coordinator.post(reverse(f"practicum:{name}", args=[which.pk]), data)

    assert do("send_link", placement, purpose="report-1").status_code == 302
    assert do("send_link", placement, purpose="report-2").status_code == 422
    assert do("send_link", placement, purpose="agree").status_code == 422
    assert do("send_link", waiting, purpose="hours").status_code == 422
    assert do("send_link", placement, purpose="hours").status_code == 302
    assert sorted(Message.objects.values_list("kind", flat=True)) == ["supervisor_hours", "supervisor_report"]
    assert do("revoke", placement).status_code == 302
    assert not placement.links.filter(revoked_at=None).exists()
    assert do("counts_from", placement, counts_from=factories.today().isoformat()).status_code == 302
    assert do("counts_from", placement, counts_from="2999-01-01").status_code == 422
    do("cancel", placement)
    do("end", waiting)
    for which, state in ((placement, "agreed"), (waiting, "proposed")):
        which.refresh_from_db()
        assert which.state == state
    do("end", placement)
    do("cancel", waiting)
    for which, state in ((placement, "ended"), (waiting, "cancelled")):
        which.refresh_from_db()
        assert which.state == state
        assert coordinator.get(reverse("practicum:placement", args=[which.pk])).status_code == 200


def test_queries_do_not_grow_with_people(coordinator: Client, cohort: Cohort) -> None:
    address = reverse("practicum:index", args=[cohort.pk])
    site = factories.placement_site(cohort.programme, capacity=30)
    supervisor = factories.supervisor(site)

    def more(number: int) -> None:
        for _person in range(number):
            enrolment = factories.enrolment(cohort)
            wishes.set_wishes(enrolment=enrolment, wishes=[site], conflicts=[], by=None)
            factories.entry(factories.placement(enrolment, site=site, led_by=supervisor), confirmed=True)
            wishes.set_wishes(enrolment=factories.enrolment(cohort), wishes=[], conflicts=[site], by=None)

    more(1)
    coordinator.get(address)
    with CaptureQueriesContext(connection) as few:
        coordinator.get(address)
    more(5)
    with CaptureQueriesContext(connection) as many:
        coordinator.get(address)
    assert len(many) == len(few)

"""Placements: who can be placed where, agreement of both, ending."""

import datetime as dt
from typing import Any

import pytest
from django.core.exceptions import ValidationError

from courses.enums import ModuleKind
from courses.operations.cohorts import cancel_cohort
from tasks.outbox.content import slot
from tasks.outbox.kinds import why_not_owed
from tasks.outbox.models import Message
from tests import factories
from trainees.enums import ClearanceKind, ClearanceResult, PlacementState
from trainees.models import Enrolment, Placement, PlacementSite
from trainees.operations import placing, wishes
from trainees.operations.enrolment import withdraw
from trainees.operations.practicum_reminders import owe_digests, owe_report_reminders

pytestmark = pytest.mark.django_db


@pytest.fixture
def enrolment() -> Enrolment:
    return factories.enrolment(factories.practicum_cohort())


def site_for(enrolment: Enrolment, **fields: Any) -> PlacementSite:
    return factories.placement_site(enrolment.cohort.programme, **fields)


def propose(enrolment: Enrolment, site: PlacementSite, **fields: Any) -> Placement:
    return factories.placement(enrolment, site=site, agreed=False, **fields)


def refused(field: str, act: Any) -> str:
    """What is said at `field`; nothing is said elsewhere."""
    with pytest.raises(ValidationError) as error:
        act()
    assert list(error.value.error_dict) == [field]
    return str(error.value.messages[0])


def held(site: PlacementSite) -> int:
    site.refresh_from_db()
    return site.places_held


def clearance(enrolment: Enrolment, *, days: int, result: str = ClearanceResult.CLEAR) -> None:
    today = factories.today()
    wishes.record_clearance(
        enrolment=enrolment,
        kind=ClearanceKind.CRIMINAL_RECORD,
        result=result,
        dated_on=today - dt.timedelta(days=400),
        expires_on=today + dt.timedelta(days=days),
        by=None,
    )


def test_every_mail_about_a_placement_names_the_place(enrolment: Enrolment) -> None:
    cohort = enrolment.cohort
    harbour = site_for(enrolment, name="Harbour Centre")
    first = propose(enrolment, harbour)
    Message.objects.update(state="sent", attempts=1, sent_at=first.proposed_at)
    placing.cancel(placement=first, by=None)
    placement = factories.placement(enrolment, site=harbour)
    factories.entry(placement)
    thursday = factories.today() + dt.timedelta(days=(3 - factories.today().weekday()) % 7)
    assert owe_digests(at=factories.instant(thursday, 10)) == 1
    factories.entry(placement, 600, days_ago=2, confirmed=True)
    assert owe_report_reminders(at=factories.instant(thursday, 10)) > 1
    kinds = set()
    for message in Message.objects.filter(topic=f"cohort:{cohort.pk}").select_related("content"):
        kinds.add(message.kind)
        for text in (message.content.text, message.content.html):
            assert "crisis_number" not in text
            assert (slot("site") in text) == (message.kind != "report_due"), message.kind
    assert kinds == {
        "placement_proposed",
        "placement_cancelled",
        "placement_agreed",
        "report_due",
        "supervisor_agree",
        "supervisor_cancelled",
        "supervisor_hours",
        "supervisor_report",
    }


def test_both_agree_and_it_is_agreed(enrolment: Enrolment) -> None:
    site = site_for(enrolment)
    placement = propose(enrolment, site)
    assert (placement.state, held(site)) == (PlacementState.PROPOSED, 1)
    placing.agree_as_trainee(placement=placement, by=enrolment.person)
    placing.agree_as_trainee(placement=placement, by=enrolment.person)
    placement.refresh_from_db()
    assert (placement.state, placement.trainee_agreed_by) == (PlacementState.PROPOSED, enrolment.person)
    placing.agree_as_supervisor(placement=placement)
    placement = placing.agree_as_supervisor(placement=placement)
    assert (placement.state, placement.supervisor_agreed_by) == (PlacementState.AGREED, placement.supervisor)
    kinds = Message.objects.filter(topic=f"cohort:{enrolment.cohort_id}").values_list("kind", flat=True)
    assert sorted(kinds) == ["placement_agreed", "placement_proposed", "supervisor_agree"]


def test_a_full_site_is_refused_and_takes_somebody_again_after_an_end(enrolment: Enrolment) -> None:
    site = site_for(enrolment, capacity=1)
    first = factories.placement(factories.enrolment(enrolment.cohort), site=site)
    assert refused("site", lambda: propose(enrolment, site)) == "This site is full."
    placing.end(placement=first, by=None)
    placing.end(placement=first, by=None)
    assert held(site) == 0
    propose(enrolment, site)
    assert held(site) == 1


def test_a_conflict_of_interest_is_refused_without_a_word_about_it(enrolment: Enrolment) -> None:
    site = site_for(enrolment)
    wishes.set_wishes(enrolment=enrolment, wishes=[], conflicts=[site], by=enrolment.person)
    assert refused("site", lambda: propose(enrolment, site)) == "This site is out for this trainee."
    assert held(site) == 0


def test_a_site_that_needs_a_clearance(enrolment: Enrolment) -> None:
    site = site_for(enrolment, needs_clearance=True)
    assert "criminal record check" in refused("site", lambda: propose(enrolment, site))
    clearance(enrolment, days=-1)
    refused("site", lambda: propose(enrolment, site))
    clearance(enrolment, days=90)
    clearance(enrolment, days=90, result=ClearanceResult.NOT_CLEAR)
    refused("site", lambda: propose(enrolment, site))
    clearance(enrolment, days=0)
    later = factories.today() + dt.timedelta(days=1)
    refused("site", lambda: propose(enrolment, site, starts_on=later))
    assert propose(enrolment, site).site == site


def test_only_what_is_of_this_programme(enrolment: Enrolment) -> None:
    other = factories.placement_site()
    refused("site", lambda: propose(enrolment, other))
    closed = site_for(enrolment, is_active=False)
    refused("site", lambda: propose(enrolment, closed))
    site = site_for(enrolment)
    refused("supervisor", lambda: propose(enrolment, site, led_by=factories.supervisor(site_for(enrolment))))
    refused(
        "supervisor", lambda: propose(enrolment, site, led_by=factories.supervisor(site, is_active=False))
    )
    in_class = enrolment.cohort.edition.modules.exclude(kind=ModuleKind.PRACTICUM).first()
    refused("module", lambda: propose(enrolment, site, module=in_class))
    foreign = factories.practicum_cohort().edition.modules.get(kind=ModuleKind.PRACTICUM)
    refused("module", lambda: propose(enrolment, site, module=foreign))
    assert held(site) == 0


def test_dates_and_a_second_placement(enrolment: Enrolment) -> None:
    site, today = site_for(enrolment), factories.today()
    day = dt.timedelta(days=1)
    refused("ends_on", lambda: propose(enrolment, site, starts_on=today, ends_on=today - day))
    refused(
        "counts_from",
        lambda: propose(enrolment, site, starts_on=today, ends_on=today, counts_from=today + day),
    )
    propose(enrolment, site)
    refused("module", lambda: propose(enrolment, site_for(enrolment)))


def test_cancelling_frees_the_place_revokes_the_links_and_drops_the_mails(enrolment: Enrolment) -> None:
    site = site_for(enrolment)
    placement = propose(enrolment, site)
    placing.cancel(placement=placement, by=None)
    placement = placing.cancel(placement=placement, by=None)
    assert (placement.state, held(site)) == (PlacementState.CANCELLED, 0)
    assert not placement.links.filter(revoked_at=None).exists()
    assert set(Message.objects.values_list("state", flat=True)) == {"cancelled"}
    refused("__all__", lambda: placing.agree_as_trainee(placement=placement, by=enrolment.person))
    refused("__all__", lambda: placing.agree_as_supervisor(placement=placement))
    refused("__all__", lambda: placing.end(placement=placement, by=None))


def test_those_who_may_have_read_of_it_are_told_that_it_was_cancelled(enrolment: Enrolment) -> None:
    placement = propose(enrolment, site_for(enrolment))
    Message.objects.update(state="sent", attempts=1, sent_at=placement.proposed_at)
    placing.cancel(placement=placement, by=None)
    told = Message.objects.filter(state="queued").values_list("kind", "address")
    assert set(told) == {
        ("placement_cancelled", enrolment.person.email),
        ("supervisor_cancelled", placement.supervisor.email),
    }


def test_who_has_agreed_is_not_asked_any_more(enrolment: Enrolment) -> None:
    placement = propose(enrolment, site_for(enrolment))
    message = Message.objects.get(kind="placement_proposed")
    assert why_not_owed(message) == ""
    placing.agree_as_trainee(placement=placement, by=enrolment.person)
    assert why_not_owed(message) == "They have agreed already."


def test_an_agreed_placement_is_ended_not_cancelled(enrolment: Enrolment) -> None:
    placement = factories.placement(enrolment)
    refused("__all__", lambda: placing.cancel(placement=placement, by=None))


def test_who_leaves_frees_their_place(enrolment: Enrolment) -> None:
    placement = factories.placement(enrolment)
    withdraw(enrolment=enrolment, by=None)
    placement.refresh_from_db()
    assert (placement.state, held(placement.site)) == (PlacementState.ENDED, 0)
    other = factories.placement(factories.enrolment(enrolment.cohort), site=placement.site, agreed=False)
    withdraw(enrolment=other.enrolment, by=None)
    other.refresh_from_db()
    assert (other.state, held(other.site)) == (PlacementState.CANCELLED, 0)
    refused("enrolment", lambda: propose(enrolment, placement.site))


def test_a_cohort_that_is_called_off_frees_its_places(enrolment: Enrolment) -> None:
    cohort = enrolment.cohort
    site = site_for(enrolment, capacity=3)
    agreed = factories.placement(enrolment, site=site)
    waiting = factories.placement(factories.enrolment(cohort), site=site, agreed=False)
    other = factories.placement(
        factories.enrolment(factories.practicum_cohort(programme=cohort.programme)), site=site
    )
    cancel_cohort(cohort=cohort, by=None, reason="Too few people.")
    for placement, state in ((agreed, "ended"), (waiting, "cancelled"), (other, "agreed")):
        placement.refresh_from_db()
        assert placement.state == state
    assert held(site) == 1
    late = factories.placement_site(cohort.programme)
    refused("enrolment", lambda: propose(enrolment, late))


def test_hours_count_from(enrolment: Enrolment) -> None:
    placement = factories.placement(enrolment)
    day = factories.today()
    assert placing.set_counts_from(placement=placement, counts_from=day, by=None).counts_from == day
    refused(
        "counts_from",
        lambda: placing.set_counts_from(
            placement=placement, counts_from=placement.ends_on + dt.timedelta(days=1), by=None
        ),
    )
    assert placing.set_counts_from(placement=placement, counts_from=None, by=None).counts_from is None

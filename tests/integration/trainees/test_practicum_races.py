"""The last place at a site, and a double click; each race with the lock taken out as well."""

import uuid
from typing import Any

import pytest
from django.db import OperationalError, transaction

from courses.enums import ModuleKind
from courses.models import Cohort, Programme
from tests import factories
from tests.races import Meeting, at_once, kinds
from trainees.models import Enrolment, Placement, PlacementSite
from trainees.operations import hours, placing

pytestmark = pytest.mark.django_db(transaction=True)
ROUNDS = 50


@pytest.fixture
def meeting(monkeypatch: pytest.MonkeyPatch) -> Meeting:
    return Meeting(monkeypatch)


def two_people(programme: Programme) -> list[Enrolment]:
    """In two cohorts, so that no cohort's lock keeps them apart."""
    return [factories.enrolment(factories.practicum_cohort(programme=programme)) for _ in range(2)]


def last_place(people: list[Enrolment]) -> list[str]:
    """Two coordinators, one place: the names of what came out, sorted."""
    programme = people[0].cohort.programme
    site = factories.placement_site(programme, capacity=1)
    supervisor = factories.supervisor(site)
    day = factories.today()

    def propose(who: Enrolment) -> Placement:
        module = who.cohort.edition.modules.get(kind=ModuleKind.PRACTICUM)
        return placing.propose(
            enrolment=who,
            module=module,
            site=site,
            supervisor=supervisor,
            starts_on=day,
            ends_on=day,
            by=None,
        )

    results = at_once(*(lambda who=who: propose(who) for who in people))
    site.refresh_from_db()
    assert site.places_held == Placement.objects.holding_a_place().filter(site=site).count() == 1
    for placement in Placement.objects.holding_a_place():
        placing.cancel(placement=placement, by=None)
    return kinds(results)


def test_the_last_place_goes_to_one_and_the_other_is_told(meeting: Meeting) -> None:
    people = two_people(factories.programme())
    meeting.after(placing, "_check_site")
    for _round in range(ROUNDS):
        meeting.again()
        assert last_place(people) == ["Placement", "ValidationError"]


def test_without_the_lock_only_the_constraint_is_left(
    meeting: Meeting, monkeypatch: pytest.MonkeyPatch
) -> None:
    people = two_people(factories.programme())
    monkeypatch.setattr(placing, "fresh", lambda site: PlacementSite.objects.get(pk=site.pk))
    meeting.after(placing, "_check_site")
    assert last_place(people) == ["IntegrityError", "Placement"]


def two_cohorts_at_two_sites() -> list[Cohort]:
    """Each has a person at each of two sites; who was placed first is at the first site, then at the second."""
    programme = factories.programme()
    sites = [factories.placement_site(programme) for _ in range(2)]
    cohorts = []
    for order in (sites, sites[::-1]):
        cohort = factories.practicum_cohort(programme=programme)
        for site in order:
            factories.placement(factories.enrolment(cohort), site=site)
        cohorts.append(cohort)
    return cohorts


def release_both(cohorts: list[Cohort], meeting: Meeting) -> list[Any]:
    """Two cohorts are called off at the same moment."""

    def release(cohort: Cohort) -> str:
        with transaction.atomic():
            placing.release_cohort(cohort=cohort, by=None)
        return "released"

    def tried(cohort: Cohort) -> str:
        try:
            return release(cohort)
        except OperationalError:
            return "stuck"

    meeting.again()
    return at_once(*(lambda cohort=cohort: tried(cohort) for cohort in cohorts))


def test_two_cohorts_that_are_called_off_at_once_do_not_wait_for_each_other(meeting: Meeting) -> None:
    meeting.after(placing, "_with_site")
    for _round in range(10):
        cohorts = two_cohorts_at_two_sites()
        assert release_both(cohorts, meeting) == ["released", "released"]
        assert not Placement.objects.holding_a_place().exists()


def click_twice(placement: Placement) -> list[Any]:
    """The same form, sent twice at once."""
    token = uuid.uuid4()
    return at_once(
        *[
            lambda: hours.log_hours(
                placement=placement,
                token=token,
                worked_on=factories.today(),
                minutes=5,
                category="group",
                by=None,
            )
        ]
        * 2
    )


def test_a_double_click_logs_once(meeting: Meeting) -> None:
    placement = factories.placement()
    meeting.after(hours, "_known")
    for _round in range(20):
        meeting.again()
        assert len(set(click_twice(placement))) == 1
    assert placement.entries.count() == 20


def test_without_the_lock_the_second_click_meets_the_constraint(
    meeting: Meeting, monkeypatch: pytest.MonkeyPatch
) -> None:
    placement = factories.placement()
    meeting.seconds = 5
    monkeypatch.setattr(hours, "locked_placement", lambda pk: Placement.objects.with_names().get(pk=pk))
    meeting.after(hours, "_known")
    assert kinds(click_twice(placement)) == ["HoursEntry", "IntegrityError"]
    assert placement.entries.count() == 1

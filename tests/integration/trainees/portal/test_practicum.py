"""A trainee's practicum in the portal."""

import datetime as dt
import uuid
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests import factories
from trainees.enums import EntryState, LinkPurpose, ReportAuthor
from trainees.models import HoursEntry, Placement, PracticumReport
from trainees.models.practicum import VALUES
from trainees.operations import hours, placing
from trainees.operations.enrolment import finish

pytestmark = pytest.mark.django_db


@pytest.fixture
def placement() -> Placement:
    return factories.placement()


@pytest.fixture
def trainee(client: Client, placement: Placement) -> Client:
    client.force_login(placement.enrolment.person)
    return client


def words(response: Any) -> str:
    return " ".join(response.content.decode().replace("\u00a0", " ").split())


def typed(**fields: Any) -> dict[str, Any]:
    defaults = {
        "worked_on": factories.today().isoformat(),
        "hours": "1",
        "minutes": "30",
        "category": "group",
        "note": "",
        "token": str(uuid.uuid4()),
    }
    return defaults | fields


def test_hours_are_logged_once_however_often_it_is_clicked(trainee: Client, placement: Placement) -> None:
    address = reverse("portal:log_hours", args=[placement.pk])
    page = trainee.get(address)
    form = typed(token=str(page.context["form"]["token"].value()))
    home = reverse("portal:practicum_of", args=[placement.enrolment.cohort_id])
    for _click in range(2):
        response = trainee.post(address, form)
        assert (response.status_code, response["Location"]) == (303, home)
    assert [entry.minutes for entry in placement.entries.all()] == [90]
    shown = words(trainee.get(home))
    assert "Waiting for your supervisor: 1 hour 30 minutes." in shown
    assert "0 minutes of 10 hours confirmed" in shown


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("worked_on", "", "This field is required."),
        ("worked_on", "2999-01-01", "This date is still to come."),
        ("worked_on", "2020-01-01", "Your placement had not started on this day."),
        ("worked_on", "someday", "Enter a valid date."),
        ("hours", "25", "less than or equal to 24"),
        ("minutes", "-1", "greater than or equal to 0"),
        ("category", "travel", "Select a valid choice."),
        ("note", "n" * 201, "at most 200 characters"),
    ],
)
def test_a_mistake_names_its_field_and_loses_nothing(
    trainee: Client, placement: Placement, field: str, value: str, said: str
) -> None:
    form = typed(note="Walked together.") | {field: value}
    response = trainee.post(reverse("portal:log_hours", args=[placement.pk]), form)
    assert response.status_code == 422
    assert list(response.context["form"].errors) == [field]
    assert said in words(response)
    assert f'value="{form["minutes"]}"' in words(response)
    assert not placement.entries.exists()


def test_no_time_at_all_is_said_once(trainee: Client, placement: Placement) -> None:
    response = trainee.post(reverse("portal:log_hours", args=[placement.pk]), typed(hours="", minutes=""))
    assert response.status_code == 422
    said = ["Say how long it was."]
    assert response.context["form"].errors == {"hours": said}
    shown = response.content.decode()
    assert shown.count("(optional)") == 1  # the note
    assert 'name="minutes"' in shown


def test_no_kind_of_time_is_chosen_beforehand(trainee: Client, placement: Placement) -> None:
    factories.entry(placement)
    page = trainee.get(reverse("portal:log_hours", args=[placement.pk]))
    assert page.context["form"]["category"].value() is None


def test_a_queried_entry_is_corrected(trainee: Client, placement: Placement) -> None:
    entry = factories.entry(placement)
    hours.query(placement=placement, entry=entry.pk, question="Which day?")
    home = reverse("portal:practicum")
    assert "Your supervisor asks: Which day?" in words(trainee.get(home))
    address = reverse("portal:correct_hours", args=[entry.pk])
    assert 'value="2"' in words(trainee.get(address))
    nothing = trainee.post(address, typed(hours="0", minutes="0"))
    assert nothing.status_code == 422
    form = typed(hours="1", minutes="")
    assert trainee.post(address, form).status_code == 303
    assert trainee.post(address, form).status_code == 303
    assert [(e.minutes, e.replaces_id) for e in HoursEntry.objects.order_by("pk")] == [
        (120, None),
        (60, entry.pk),
    ]
    assert trainee.get(address).status_code == 404
    late = trainee.post(address, typed())
    assert late.status_code == 422
    assert "corrected already" in words(late)
    listed = words(trainee.get(reverse("portal:entries", args=[placement.pk])))
    assert "Corrected by a later entry" in listed


def test_it_was_so_is_an_answer_to_the_question_that_was_read(trainee: Client, placement: Placement) -> None:
    entry = factories.entry(placement)
    hours.query(placement=placement, entry=entry.pk, question="Which day?")
    assert "Answer or correct" in words(trainee.get(reverse("portal:practicum")))
    address = reverse("portal:correct_hours", args=[entry.pk])
    assert "It was so" in words(trainee.get(address))
    hours.query(placement=placement, entry=entry.pk, question="Which group?")
    old = trainee.post(address, {"as_it_was": "Which day?"}, follow=True)
    assert "There is a new question." in words(old)
    entry.refresh_from_db()
    assert entry.state == EntryState.QUERIED
    for _click in range(2):
        assert trainee.post(address, {"as_it_was": "Which group?"}).status_code == 303
    entry.refresh_from_db()
    assert (entry.state, entry.question, entry.settled_by) == (EntryState.LOGGED, "Which group?", None)
    assert "It was so" not in words(trainee.get(address))
    token = factories.link_token(placement, LinkPurpose.HOURS, None)
    page = words(trainee.get(reverse("supervisor:page", args=[token])))
    assert "You asked: Which group?" in page
    assert f"{placement.enrolment.person.chosen_name} answers: it was so." in page
    hours.confirm(placement=placement, entries=[entry.pk])
    trainee.post(address, {"as_it_was": "Which group?"})
    entry.refresh_from_db()
    assert entry.state == EntryState.CONFIRMED


def test_the_supervisor_reads_their_question_beside_the_correction(
    trainee: Client, placement: Placement
) -> None:
    entry = factories.entry(placement)
    hours.query(placement=placement, entry=entry.pk, question="Which day?")
    trainee.post(reverse("portal:correct_hours", args=[entry.pk]), typed())
    token = factories.link_token(placement, LinkPurpose.HOURS, None)
    page = words(trainee.get(reverse("supervisor:page", args=[token])))
    assert "This corrects an earlier entry." in page
    assert "You asked: Which day?" in page
    assert "it was so" not in page


def test_an_entry_is_taken_back(trainee: Client, placement: Placement) -> None:
    entry = factories.entry(placement, confirmed=True)
    address = reverse("portal:correct_hours", args=[entry.pk])
    assert trainee.post(address, typed(taken_back="on")).status_code == 303
    assert HoursEntry.objects.latest("pk").minutes == 0
    assert "Taken back" in words(trainee.get(reverse("portal:practicum")))


def test_hours_that_do_not_count_are_said(trainee: Client, placement: Placement) -> None:
    factories.entry(placement, days_ago=5, confirmed=True)
    since = factories.today() - dt.timedelta(days=2)
    placing.set_counts_from(placement=placement, counts_from=since, by=None)
    shown = words(trainee.get(reverse("portal:practicum")))
    assert "Not counted: 2 hours. Hours count from" in shown


def test_wishes_and_conflicts(trainee: Client, placement: Placement) -> None:
    enrolment = placement.enrolment
    programme = enrolment.cohort.programme
    one, two = factories.placement_site(programme), factories.placement_site(programme)
    foreign = factories.placement_site()
    address = reverse("portal:wishes", args=[enrolment.cohort_id])
    assert trainee.post(address, {"wish_1": two.pk, "wish_2": one.pk}).status_code == 303
    assert list(enrolment.wishes.order_by("rank").values_list("site", flat=True)) == [two.pk, one.pk]
    twice = trainee.post(address, {"wish_1": two.pk, "wish_3": two.pk})
    assert twice.status_code == 422
    assert "You chose the same site twice." in words(twice)
    both = trainee.post(address, {"wish_1": two.pk, "conflicts": [two.pk]})
    assert both.status_code == 422
    assert list(both.context["form"].errors) == ["conflicts"]
    for wrong in (foreign.pk, "9" * 30, "x", "\x00"):
        assert trainee.post(address, {"wish_1": wrong}).status_code == 422
        assert trainee.post(address, {"conflicts": [wrong]}).status_code == 422
    assert enrolment.wishes.count() == 2
    assert trainee.post(address, {"conflicts": [two.pk]}).status_code == 303
    assert not enrolment.wishes.exists()
    assert enrolment.conflicts.get().site == two
    assert foreign.name not in words(trainee.get(address))


def test_agreeing(client: Client) -> None:
    placement = factories.placement(agreed=False)
    client.force_login(placement.enrolment.person)
    address = reverse("portal:agree", args=[placement.pk])
    page = words(client.get(address))
    assert placement.supervisor.name in page
    assert placement.supervisor.email not in page
    placement.refresh_from_db()
    assert placement.trainee_agreed_at is None
    assert client.post(address).status_code == 303
    assert client.post(address).status_code == 303
    placement.refresh_from_db()
    assert placement.trainee_agreed_by == placement.enrolment.person
    assert client.get(reverse("portal:log_hours", args=[placement.pk])).status_code == 404


def test_a_report(trainee: Client, placement: Placement) -> None:
    address = reverse("portal:practicum_report", args=[placement.pk, 1])
    assert trainee.get(address).status_code == 404
    factories.entry(placement, confirmed=True)
    assert "Write report 1" in words(trainee.get(reverse("portal:practicum")))
    ratings = dict.fromkeys(VALUES, "4")
    wrong = trainee.post(address, ratings | {"mutuality": "", "comment": "Going well."})
    assert wrong.status_code == 422
    assert "Going well." in words(wrong)
    for _click in range(2):
        assert trainee.post(address, ratings | {"comment": "Going well."}).status_code == 303
    report = PracticumReport.objects.get()
    assert (report.author, report.comment) == (ReportAuthor.TRAINEE, "Going well.")
    assert "A strength" in words(trainee.get(address))
    home = words(trainee.get(reverse("portal:practicum")))
    assert "Write report 1" not in home
    assert f'<a class="text-link" href="{address}">Read report 1</a>' in home
    assert trainee.get(reverse("portal:practicum_report", args=[placement.pk, 2])).status_code == 404


def test_another_person_s_things_do_not_exist(client: Client, placement: Placement) -> None:
    entry = factories.entry(placement, confirmed=True)
    other = factories.placement(factories.enrolment(placement.enrolment.cohort))
    client.force_login(other.enrolment.person)
    for name in ("agree", "log_hours", "entries"):
        address = reverse(f"portal:{name}", args=[placement.pk])
        assert client.get(address).status_code == 404
        if name != "entries":
            assert client.post(address, typed()).status_code == 404
    for address in (
        reverse("portal:correct_hours", args=[entry.pk]),
        reverse("portal:practicum_report", args=[placement.pk, 1]),
        reverse("portal:wishes", args=[factories.cohort().pk]),
    ):
        assert client.get(address).status_code == 404
        assert client.post(address, typed()).status_code == 404
    assert HoursEntry.objects.count() == 1


def test_who_has_finished_reads_and_writes_nothing_new(trainee: Client, placement: Placement) -> None:
    entry = factories.entry(placement)
    finish(enrolment=placement.enrolment, by=None)
    assert trainee.get(reverse("portal:practicum")).status_code == 200
    for name, pk in (("log_hours", placement.pk), ("correct_hours", entry.pk)):
        assert trainee.post(reverse(f"portal:{name}", args=[pk]), typed()).status_code == 404


def test_queries_do_not_grow(trainee: Client, placement: Placement) -> None:
    home = reverse("portal:practicum")
    factories.entry(placement)
    trainee.get(home)
    with CaptureQueriesContext(connection) as few:
        trainee.get(home)
    for day in range(2, 12):
        factories.entry(placement, days_ago=day, confirmed=bool(day % 2))
    with CaptureQueriesContext(connection) as many:
        trainee.get(home)
    assert len(many) == len(few)

"""What a supervisor can do through a link, and what a link never gives away."""

import datetime as dt
import uuid
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tasks.outbox.models import Message
from tests import factories
from trainees.enums import EntryState, LinkPurpose, PlacementState
from trainees.models import HoursEntry, Placement, PracticumReport, Recommendation, SupervisorLink
from trainees.models.practicum import VALUES
from trainees.operations import links
from trainees.operations.enrolment import withdraw
from trainees.operations.hours import correct
from trainees.operations.kinds import while_link_works
from trainees.operations.sites import change_supervisor

pytestmark = pytest.mark.django_db
REPORT = dict.fromkeys(VALUES, "2") | {"comment": "Listens well."}


@pytest.fixture
def placement() -> Placement:
    cohort = factories.practicum_cohort()
    return factories.placement(factories.enrolment(cohort, chosen_name="Sam", email="sam@example.org"))


def url(placement: Placement, purpose: LinkPurpose = LinkPurpose.HOURS, number: int | None = None) -> str:
    return reverse("supervisor:page", args=[factories.link_token(placement, purpose, number)])


def states(placement: Placement) -> list[str]:
    return list(placement.entries.order_by("pk").values_list("state", flat=True))


def text(response: Any) -> str:
    return str(response.content.decode())


def age(days: int) -> None:
    """Every link was made so many days earlier."""
    for link in SupervisorLink.objects.all():
        link.made_at -= dt.timedelta(days=days)
        link.expires_at -= dt.timedelta(days=days)
        link.save()


def test_confirming_all_that_was_shown(client: Client, placement: Placement) -> None:
    shown = [factories.entry(placement, days_ago=day) for day in (1, 2)]
    address = url(placement)
    page = client.get(address)
    assert "Sam" in text(page)
    later = factories.entry(placement, days_ago=3)
    response = client.post(address, {"all": "yes", "shown": [entry.pk for entry in shown]})
    assert (response.status_code, response["Location"]) == (303, f"{address}?done=confirmed")
    assert states(placement) == ["confirmed", "confirmed", "logged"]
    again = client.post(address, {"all": "yes", "shown": [entry.pk for entry in shown]})
    assert again.status_code == 303
    page = client.get(response["Location"])
    assert "These hours are confirmed" in text(page)
    assert [line["entry"] for line in page.context["lines"]] == [later]


def test_confirming_some_and_asking_about_another(client: Client, placement: Placement) -> None:
    one, two = factories.entry(placement), factories.entry(placement, days_ago=2)
    address = url(placement)
    nothing = client.post(address, {"shown": [one.pk, two.pk]})
    assert nothing.status_code == 422
    assert "Tick at least one entry." in text(nothing)
    assert client.post(address, {"entry": [two.pk], "shown": [one.pk, two.pk]}).status_code == 303
    assert states(placement) == ["logged", "confirmed"]
    empty = client.post(address, {"ask": one.pk, "question": " "})
    assert empty.status_code == 422
    assert client.post(address, {"ask": one.pk, "question": "Was it <b>Monday</b>?"}).status_code == 303
    assert states(placement) == ["queried", "confirmed"]
    assert "Was it &lt;b&gt;Monday&lt;/b&gt;?" in text(client.get(address))
    long = client.post(address, {"ask": one.pk, "question": "y" * 201})
    assert long.status_code == 422
    assert "y" * 201 in text(long)


def test_confirming_all_leaves_out_what_was_asked_about(client: Client, placement: Placement) -> None:
    asked, one, two = (factories.entry(placement, days_ago=day) for day in (1, 2, 3))
    address = url(placement)
    opened_before = {"all": "yes", "shown": [asked.pk, one.pk]}
    client.post(address, {"ask": asked.pk, "question": "Which day?"})
    page = text(client.get(address))
    assert "Confirm the other 2" in page
    assert "Confirm all" not in page
    assert client.post(address, opened_before).status_code == 303
    assert states(placement) == ["queried", "confirmed", "logged"]
    assert "Confirm the other one" in text(client.get(address))
    client.post(address, {"all": "yes", "shown": [two.pk]})
    assert "Confirm the other" not in text(client.get(address))
    client.post(address, {"entry": [asked.pk]})
    assert states(placement) == ["confirmed"] * 3


@pytest.mark.parametrize("wrong", ["0", "-1", "1e3", "९", "99999999999999999999", "x", "1;2", "\x00"])
def test_ids_that_are_none(client: Client, placement: Placement, wrong: str) -> None:
    factories.entry(placement)
    address = url(placement)
    assert client.post(address, {"entry": [wrong]}).status_code == 422
    assert client.post(address, {"all": "yes", "shown": [wrong]}).status_code == 422
    assert client.post(address, {"ask": wrong, "question": "Which day?"}).status_code == 422
    assert states(placement) == ["logged"]


def test_another_trainee_s_entries_are_not_there(client: Client, placement: Placement) -> None:
    factories.entry(placement)
    other = factories.placement(
        factories.enrolment(placement.enrolment.cohort, chosen_name="Robin"),
        site=placement.site,
        led_by=placement.supervisor,
    )
    foreign = factories.entry(other, note="Of Robin")
    address = url(placement)
    assert "Robin" not in text(client.get(address))
    assert client.post(address, {"entry": [foreign.pk]}).status_code == 422
    assert client.post(address, {"ask": foreign.pk, "question": "Which day?"}).status_code == 422
    assert states(other) == ["logged"]


def test_one_link_is_for_one_thing(client: Client, placement: Placement) -> None:
    entry = factories.entry(placement, 120, confirmed=True)
    waiting = factories.entry(placement, days_ago=2)
    client.post(url(placement, LinkPurpose.AGREE), {"all": "yes", "shown": [waiting.pk]})
    client.post(url(placement, LinkPurpose.REPORT, 1), {"all": "yes", "shown": [waiting.pk]})
    client.post(url(placement), REPORT)
    assert states(placement) == ["confirmed", "logged"]
    assert not PracticumReport.objects.exists()
    assert entry.pk not in HoursEntry.objects.open().values_list("pk", flat=True)


def test_agreeing(client: Client) -> None:
    placement = factories.placement(agreed=False)
    address = url(placement, LinkPurpose.AGREE)
    assert "I agree" in text(client.get(address))
    assert client.post(address).status_code == 303
    assert client.post(address).status_code == 303
    page = text(client.get(address))
    assert f"You have agreed. {placement.enrolment.person.chosen_name} has still to agree." in page
    assert "Waits for agreement" not in page
    placement.refresh_from_db()
    assert (placement.state, placement.supervisor_agreed_by) == (
        PlacementState.PROPOSED,
        placement.supervisor,
    )


def test_writing_a_report(client: Client, placement: Placement) -> None:
    address = url(placement, LinkPurpose.REPORT, 1)
    assert "not due now" in text(client.get(address))
    assert client.post(address, REPORT).status_code == 422
    factories.entry(placement, confirmed=True)
    missing = client.post(address, REPORT | {"wholeness": ""})
    assert missing.status_code == 422
    assert "Listens well." in text(missing)
    assert missing.context["form"].errors.keys() == {"wholeness"}
    assert client.post(address, REPORT | {"wholeness": "9"}).status_code == 422
    assert client.post(address, REPORT).status_code == 303
    assert client.post(address, REPORT | {"comment": "Again"}).status_code == 303
    written = PracticumReport.objects.get()
    assert (written.comment, written.wholeness, written.supervisor) == (
        "Listens well.",
        2,
        placement.supervisor,
    )
    assert "Your report is in." in text(client.get(address))


RECOMMENDED: dict[str, Any] = {
    "type": "evaluation",
    "value": {"sort": "recommendation", "by": "supervisor", "number": 1},
}


def last_report(rules: list[dict[str, Any]], reports_due: int = 1) -> Placement:
    """A placement whose first report is due; it is the last one unless there are more."""
    edition = factories.course_edition(1)
    factories.practicum_module(edition)
    factories.award_that_asks(edition, rules)
    type(edition).objects.filter(pk=edition.pk).update(reports_due=reports_due)
    edition.refresh_from_db()
    placement = factories.placement(factories.enrolment(factories.cohort(edition), chosen_name="Robin"))
    factories.entry(placement, 600, confirmed=True)
    return placement


def test_with_the_last_report_a_supervisor_may_recommend(client: Client) -> None:
    placement = last_report([RECOMMENDED])
    address = url(placement, LinkPurpose.REPORT, 1)
    assert "Would you recommend Robin for an award?" in text(client.get(address))
    for _click in range(2):
        assert client.post(address, REPORT | {"recommends": "yes"}).status_code == 303
    made = Recommendation.objects.get()
    assert (made.enrolment, made.by, made.recommends, made.rating, made.recorded_by) == (
        placement.enrolment,
        "supervisor",
        True,
        2,  # the lowest of the four
        None,
    )


def test_a_supervisor_need_not_say_and_is_not_asked_where_no_award_needs_it(client: Client) -> None:
    silent = url(last_report([RECOMMENDED]), LinkPurpose.REPORT, 1)
    assert client.post(silent, REPORT | {"recommends": "maybe"}).status_code == 422
    assert client.post(silent, REPORT | {"recommends": ""}).status_code == 303
    by_facilitator = RECOMMENDED | {"value": RECOMMENDED["value"] | {"by": "facilitator"}}
    for other in (last_report([by_facilitator]), last_report([RECOMMENDED], reports_due=2)):
        address = url(other, LinkPurpose.REPORT, 1)
        assert "Would you recommend" not in text(client.get(address))
        assert client.post(address, REPORT | {"recommends": "yes"}).status_code == 303
    assert not Recommendation.objects.exists()


@pytest.mark.parametrize("purpose", list(LinkPurpose))
def test_looking_changes_nothing_whoever_looks(
    client: Client, placement: Placement, purpose: LinkPurpose
) -> None:
    factories.entry(placement, confirmed=True)
    factories.entry(placement, days_ago=2)
    address = url(placement, purpose, 1 if purpose == LinkPurpose.REPORT else None)
    with CaptureQueriesContext(connection) as queries:
        for method in (client.get, client.head):
            response = method(address)
            assert response.status_code == 200
    assert not [q["sql"] for q in queries if not q["sql"].startswith(("SELECT", "SAVEPOINT", "RELEASE"))]
    assert response.headers["X-Robots-Tag"] == "noindex, nofollow"
    assert response.headers["Referrer-Policy"] == "no-referrer"
    assert "no-store" in response.headers["Cache-Control"]
    assert "sessionid" not in response.cookies


def test_it_works_in_another_browser_and_without_cookies(placement: Placement) -> None:
    entry = factories.entry(placement)
    forwarded = Client(enforce_csrf_checks=True)
    answer = forwarded.post(url(placement), {"entry": [entry.pk]}, headers={"origin": "null"})
    assert answer.status_code == 303
    assert states(placement) == ["confirmed"]


def test_an_altered_link_is_none(client: Client, placement: Placement) -> None:
    address = url(placement)
    for wrong in (
        address[:-2] + "/",
        address.replace(".", "x"),
        "/practicum/1-abc/",
        "/practicum/" + "a" * 400 + "/",
    ):
        for response in (client.get(wrong), client.post(wrong, {"renew": "yes"})):
            assert response.status_code == 404
            assert "Sam" not in text(response)
    assert not Message.objects.filter(kind="supervisor_hours").exists()


def test_an_expired_link_names_nobody_and_sends_a_new_one(client: Client, placement: Placement) -> None:
    factories.entry(placement)
    address = url(placement)
    age(31)
    for response in (client.get(address), client.post(address, {"all": "yes", "shown": ["1"]})):
        assert response.status_code == 410
        assert not {"Sam", placement.site.name, placement.supervisor.email} & set(text(response).split())
        assert "Sam" not in text(response)
    assert states(placement) == ["logged"]
    sent = client.post(address, {"renew": "yes"})
    assert (sent.status_code, sent["Location"]) == (303, reverse("supervisor:sent"))
    message = Message.objects.get(kind="supervisor_hours")
    assert message.address == placement.supervisor.email
    new = message.fields["url"].removeprefix("http://testserver")
    assert "Sam" in text(client.get(new))


def test_the_answer_is_the_same_when_nothing_is_sent(client: Client, placement: Placement) -> None:
    address = url(placement)
    age(31)
    answers = {client.post(address, {"renew": "yes"})["Location"] for _again in range(6)}
    assert answers == {reverse("supervisor:sent")}
    assert Message.objects.filter(kind="supervisor_hours").count() == links.RENEWED_AT_MOST


def test_what_was_typed_on_a_page_left_open_is_not_lost(client: Client, placement: Placement) -> None:
    factories.entry(placement, confirmed=True)
    address = url(placement, LinkPurpose.REPORT, 1)
    age(31)
    response = client.post(address, REPORT)
    assert response.status_code == 410
    assert "Listens well." in text(response)


@pytest.mark.parametrize("how", ["revoked", "left", "supervises no more"])
def test_a_closed_link_does_nothing(client: Client, placement: Placement, how: str) -> None:
    entry = factories.entry(placement)
    address = url(placement)
    if how == "revoked":
        assert links.revoke(placement=placement, by=None) >= 1
        assert links.revoke(placement=placement, by=None) == 0
    elif how == "left":
        withdraw(enrolment=placement.enrolment, by=None)
    else:
        placement.supervisor.is_active = False
        placement.supervisor.save()
    before = Message.objects.count()
    for data in ({"entry": [entry.pk]}, {"renew": "yes"}, {"ask": entry.pk, "question": "Which day?"}):
        response = client.post(address, data)
        assert response.status_code == 410
        assert "Sam" not in text(response)
    assert states(placement) == [EntryState.LOGGED]
    assert Message.objects.count() == before


def test_a_replaced_entry_is_not_shown(client: Client, placement: Placement) -> None:
    entry = factories.entry(placement)
    after = correct(
        entry=entry,
        token=uuid.uuid4(),
        worked_on=entry.worked_on,
        minutes=30,
        category="group",
        by=None,
    )
    page = client.get(url(placement))
    assert [line["entry"] for line in page.context["lines"]] == [after]


def test_queries_do_not_grow_with_entries(client: Client, placement: Placement) -> None:
    address = url(placement)
    factories.entry(placement)
    client.get(address)
    with CaptureQueriesContext(connection) as few:
        client.get(address)
    for day in range(2, 12):
        factories.entry(placement, days_ago=day)
    with CaptureQueriesContext(connection) as many:
        client.get(address)
    assert len(many) == len(few)


def test_a_link_that_went_to_a_former_address_works_no_more(client: Client, placement: Placement) -> None:
    """The coordinator had mistyped the address: whoever has that mailbox reads no names and confirms nothing."""
    factories.entry(placement)
    address, done = url(placement), url(placement, LinkPurpose.AGREE)
    Message.objects.all().delete()
    who = change_supervisor(supervisor=placement.supervisor, name="Ana", by=None)
    assert client.get(address).status_code == 200
    for _click in range(2):
        change_supervisor(supervisor=who, email="ana@example.org", by=None)
    for old in (address, done):
        assert client.get(old).status_code == client.post(old, {"all": "yes"}).status_code == 410
    owed = list(Message.objects.filter(address="ana@example.org").order_by("kind"))
    assert [message.kind for message in owed] == ["supervisor_agree", "supervisor_hours"]
    assert [message.kind for message in owed if message.pk not in while_link_works(owed)] == [
        "supervisor_hours"
    ]
    assert client.get(owed[1].fields["url"]).status_code == 200


def test_signs_that_no_database_keeps_are_left_out_of_a_question(
    client: Client, placement: Placement
) -> None:
    entry, address = factories.entry(placement), url(placement)
    assert client.post(address, {"ask": entry.pk, "question": "\0 \0"}).status_code == 422
    assert client.post(address, {"ask": entry.pk, "question": "Which\0 day?"}).status_code == 303
    entry.refresh_from_db()
    assert entry.question == "Which day?"

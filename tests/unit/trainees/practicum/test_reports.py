"""Reports, digests and reminders: when they are owed, to whom, and how often."""

import datetime as dt
import uuid
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from tasks.outbox import kinds as outbox_kinds
from tasks.outbox.models import Message
from tests import factories
from tests.unit.trainees.practicum.test_placing import refused
from trainees.enums import LinkPurpose, PlacementState, ReportAuthor
from trainees.models import Placement, PracticumReport, SupervisorLink
from trainees.models.practicum import VALUES
from trainees.operations import hours, links, placing, practicum_mail
from trainees.operations.enrolment import withdraw
from trainees.operations.practicum_reminders import owe_digests, owe_report_reminders
from trainees.operations.practicum_reports import write_report
from trainees.queries.practicum import practicum_of

pytestmark = pytest.mark.django_db
VANCOUVER = ZoneInfo("America/Vancouver")
RATINGS = dict.fromkeys(VALUES, 3)


@pytest.fixture
def placement() -> Placement:
    return factories.placement()


def write(placement: Placement, number: int = 1, **fields: Any) -> PracticumReport:
    defaults: dict[str, Any] = {"author": ReportAuthor.TRAINEE, "ratings": RATINGS}
    return write_report(placement=placement, number=number, **(defaults | fields))


def the_next(weekday: int, hour: int, minute: int = 0) -> dt.datetime:
    """The next such weekday at this time in Vancouver."""
    today = timezone.now().astimezone(VANCOUVER).date()
    day = today + dt.timedelta(days=(weekday - today.weekday()) % 7 + 7)
    return dt.datetime.combine(day, dt.time(hour, minute), VANCOUVER)


def addresses(kind: str) -> list[str]:
    return sorted(Message.objects.filter(kind=kind).values_list("address", flat=True))


def test_a_report_is_written_once_when_it_is_due(placement: Placement) -> None:
    refused("number", lambda: write(placement))
    factories.entry(placement, 119, confirmed=True)
    refused("number", lambda: write(placement))
    factories.entry(placement, 1, confirmed=True)
    refused("number", lambda: write(placement, 2))
    first = write(placement, comment=" Going well. ")
    assert (first.comment, first.supervisor) == ("Going well.", None)
    assert write(placement, comment="Again") == first
    theirs = write(placement, author=ReportAuthor.SUPERVISOR)
    assert theirs.supervisor == placement.supervisor
    assert PracticumReport.objects.count() == 2


@pytest.mark.parametrize("value", VALUES)
def test_each_value_is_rated(placement: Placement, value: str) -> None:
    factories.entry(placement, confirmed=True)
    refused(value, lambda: write(placement, ratings=RATINGS | {value: 5}))
    refused(value, lambda: write(placement, ratings={v: 1 for v in VALUES if v != value}))
    refused("comment", lambda: write(placement, comment="x" * 2_001))


def test_ready_when_all_hours_and_all_reports_are_in(placement: Placement) -> None:
    factories.entry(placement, 600, confirmed=True)
    practicum = practicum_of(placement)
    assert practicum.has_all_hours
    assert not practicum.is_ready
    assert [r.number for r in practicum.missing(ReportAuthor.TRAINEE)] == [1, 2, 3, 4, 5]
    for author in ReportAuthor:
        for number in range(1, 6):
            write(placement, number, author=author)
    assert practicum_of(placement).is_ready
    assert not placement.enrolment.completions.exists()


def test_a_later_placement_goes_on_with_the_numbers(placement: Placement) -> None:
    factories.entry(placement, 120, confirmed=True)
    write(placement)
    placing.end(placement=placement, by=None)
    second = factories.placement(placement.enrolment)
    factories.entry(second, 120, confirmed=True)
    assert write(second).placement == placement
    assert write(second, 2).placement == second


def test_one_digest_a_week_from_thursday_at_nine(placement: Placement) -> None:
    thursday = the_next(3, 9)
    assert owe_digests(at=thursday) == 0
    factories.entry(placement)
    assert owe_digests(at=thursday - dt.timedelta(minutes=1)) == 0
    assert owe_digests(at=thursday - dt.timedelta(days=1)) == 0
    assert owe_digests(at=thursday) == 1
    assert owe_digests(at=thursday + dt.timedelta(days=1)) == 0
    assert owe_digests(at=thursday + dt.timedelta(days=3, hours=10)) == 0
    assert owe_digests(at=thursday + dt.timedelta(days=7)) == 1
    assert addresses("supervisor_hours") == [placement.supervisor.email] * 2
    assert placement.links.filter(purpose=LinkPurpose.HOURS).count() == 2


def test_a_digest_after_a_night_waits_for_the_morning(placement: Placement) -> None:
    factories.entry(placement)
    saturday = the_next(5, 3)
    assert owe_digests(at=saturday) == 0
    assert owe_digests(at=saturday.replace(hour=9)) == 1


def test_no_digest_without_reason(placement: Placement) -> None:
    factories.entry(placement, confirmed=True)
    left = factories.placement()
    factories.entry(left)
    withdraw(enrolment=left.enrolment, by=None)
    inactive = factories.placement()
    factories.entry(inactive)
    inactive.supervisor.is_active = False
    inactive.supervisor.save()
    assert owe_digests(at=the_next(3, 12)) == 0


def test_a_digest_in_the_supervisor_s_language_names_what_it_must() -> None:
    site = factories.placement_site(cohort_programme := factories.programme())
    supervisor = factories.supervisor(site, language="fr")
    cohort = factories.practicum_cohort(programme=cohort_programme)
    placement = factories.placement(
        factories.enrolment(cohort, chosen_name="Sam"), site=site, led_by=supervisor
    )
    factories.entry(placement)
    owe_digests(at=the_next(3, 12))
    message = Message.objects.get(kind="supervisor_hours")
    assert message.language == "fr"
    assert message.fields["url"].startswith("http://testserver/fr/practicum/")
    assert "Sam" not in message.content.subject + message.content.text + message.content.html
    assert message.fields["url"].rsplit("/", 2)[1] not in message.content.text
    assert message.fields["trainee"] == "Sam"
    assert outbox_kinds.get(message.kind).is_secret


def test_a_digest_is_not_sent_when_nothing_waits_any_more(placement: Placement) -> None:
    entry = factories.entry(placement)
    owe_digests(at=the_next(3, 12))
    message = Message.objects.get(kind="supervisor_hours")
    assert outbox_kinds.why_not_owed(message) == ""
    hours.confirm(placement=placement, entries=[entry.pk])
    assert outbox_kinds.why_not_owed(message) == "Nothing waits for the supervisor any more."
    factories.entry(placement, days_ago=2)
    assert outbox_kinds.why_not_owed(message) == ""
    links.revoke(placement=placement, by=None)
    assert "revoked" in outbox_kinds.why_not_owed(message)


def test_reports_are_reminded_of_twice(placement: Placement) -> None:
    factories.entry(placement, confirmed=True)
    now = the_next(0, 8, 59)
    assert owe_report_reminders(at=now) == 0
    now += dt.timedelta(minutes=1)
    Message.objects.all().delete()
    assert owe_report_reminders(at=now) == 2
    assert addresses("report_due") == [placement.enrolment.person.email]
    assert addresses("supervisor_report") == [placement.supervisor.email]
    Message.objects.update(created_at=now)
    assert owe_report_reminders(at=now + dt.timedelta(days=6, hours=23)) == 0
    write(placement)
    assert owe_report_reminders(at=now + dt.timedelta(days=7)) == 1
    assert owe_report_reminders(at=now + dt.timedelta(days=40)) == 0
    assert addresses("supervisor_report") == [placement.supervisor.email] * 2
    message = Message.objects.filter(kind="supervisor_report").latest("pk")
    assert outbox_kinds.why_not_owed(message) == ""
    write(placement, author=ReportAuthor.SUPERVISOR)
    assert outbox_kinds.why_not_owed(message) == "Nothing waits for the supervisor any more."


def test_a_long_rest_of_beat_is_made_up_one_at_a_time(placement: Placement) -> None:
    factories.entry(placement, confirmed=True)
    late = the_next(0, 12) + dt.timedelta(days=30)
    assert owe_report_reminders(at=late) == 2
    Message.objects.update(created_at=late)
    assert owe_report_reminders(at=late + dt.timedelta(hours=1)) == 0
    assert owe_report_reminders(at=late + dt.timedelta(days=7)) == 2


def test_renewing_is_limited_and_says_nothing(placement: Placement) -> None:
    factories.entry(placement)
    link, _token = links.make(placement=placement, purpose=LinkPurpose.HOURS)
    for _again in range(5):
        practicum_mail.renew(link=link)
    assert addresses("supervisor_hours") == [placement.supervisor.email] * 2
    assert SupervisorLink.objects.filter(purpose=LinkPurpose.HOURS).count() == links.RENEWED_AT_MOST


def test_a_new_link_goes_to_the_address_on_file_now(placement: Placement) -> None:
    factories.entry(placement)
    link, _token = links.make(placement=placement, purpose=LinkPurpose.HOURS)
    placement.supervisor.email = "new@example.org"
    placement.supervisor.save()
    practicum_mail.renew(link=link)
    assert addresses("supervisor_hours") == ["new@example.org"]


def test_tokens_are_kept_nowhere_but_in_the_mail(placement: Placement) -> None:
    link, token = links.make(placement=placement, purpose=LinkPurpose.HOURS)
    nonce = token.partition("-")[2].partition(".")[0]
    assert len(nonce) >= 22
    assert nonce not in str(vars(link))
    assert links.read(token) == link
    for wrong in (token[:-1], token + "x", token.replace("-", "_"), "x" * 500, "", f"{link.pk}-{nonce}"):
        assert links.read(wrong) is None
    flipped = token[:5] + ("A" if token[5] != "A" else "B") + token[6:]
    assert links.read(flipped) is None
    link.nonce_digest = "0" * 64
    link.save()
    assert links.read(token) is None


def test_a_link_is_closed_when_nothing_is_left_to_do(placement: Placement) -> None:
    link, _token = links.make(placement=placement, purpose=LinkPurpose.HOURS)
    assert not links.is_closed(link)
    assert not links.is_expired(link)
    proposed = factories.placement(agreed=False)
    early, _token = links.make(placement=proposed, purpose=LinkPurpose.HOURS)
    assert links.is_closed(early)
    asked, token = links.make(placement=proposed, purpose=LinkPurpose.AGREE)
    assert not links.is_closed(asked)
    placing.cancel(placement=proposed, by=None)
    found = links.read(token)
    assert found is not None
    assert found.placement.state == PlacementState.CANCELLED
    assert links.is_closed(found)
    with pytest.raises(ValidationError):
        hours.log_hours(
            placement=proposed,
            token=uuid.uuid4(),
            worked_on=factories.today(),
            minutes=5,
            category="group",
            by=None,
        )

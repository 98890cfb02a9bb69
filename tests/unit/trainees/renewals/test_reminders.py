"""Reminders of renewals: at 90, 30 and 7 days, once, each optional, on the programme's clock."""

import datetime as dt
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from time_machine import TimeMachineFixture

from cms.accounts.models import Person
from tasks.jobs.renewals import renewal_reminders
from tasks.outbox import kinds
from tasks.outbox.content import as_sent
from tasks.outbox.models import Message
from tasks.schedule import SCHEDULE
from tests import factories
from trainees.enums import FilingState
from trainees.models import Certificate, RemindersOff, RenewalFiling
from trainees.operations import certificates, renewing
from trainees.operations.renewal_reminders import owe_renewal_reminders

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)
GIVEN, ENDS = dt.date(2026, 3, 1), dt.date(2028, 3, 1)
URL = "/my/certificates/"


def at(days_before: int, hour: int = 9, minute: int = 0) -> dt.datetime:
    """On Vancouver's clock, so many days before the last day."""
    return factories.instant(ENDS - days_before * DAY, hour, minute)


def held(**fields: Any) -> Certificate:
    return factories.held_certificate(**({"issued_on": GIVEN, "expires_on": ENDS} | fields))


def keys() -> list[str]:
    return list(Message.objects.order_by("pk").values_list("dedup_key", flat=True))


def still_owed() -> dict[int, str]:
    ask = kinds.get("renewal_reminder").still_owed
    assert ask is not None
    return ask(list(Message.objects.filter(kind="renewal_reminder").order_by("pk")))


def test_ninety_thirty_and_seven_days_before_from_nine_on() -> None:
    mine = held()
    for days in (90, 30, 7):
        assert owe_renewal_reminders(at=at(days, 8, 59)) == 0 or days != 90
        owe_renewal_reminders(at=at(days))
    assert keys() == [f"renewal:{mine.pk}:{days}" for days in (90, 30, 7)]
    assert owe_renewal_reminders(at=at(91, 23)) == 0
    assert owe_renewal_reminders(at=at(-1)) == 0


def test_nobody_is_written_to_before_nine() -> None:
    held()
    assert [owe_renewal_reminders(at=at(days, 8, 59)) for days in (90, 89, 30, 7, 0)] == [0] * 5
    assert owe_renewal_reminders(at=at(90, 9)) == 1


def test_once_however_often_it_is_asked() -> None:
    held()
    assert [owe_renewal_reminders(at=at(days, 10)) for days in (90, 90, 89, 60, 31)] == [1, 0, 0, 0, 0]


def test_beat_was_down_for_months_and_the_nearest_one_is_owed_alone() -> None:
    mine = held()
    assert owe_renewal_reminders(at=at(5)) == 1
    assert keys() == [f"renewal:{mine.pk}:7"]
    assert owe_renewal_reminders(at=at(4)) == 0


def test_the_clock_is_the_programme_s() -> None:
    """At 9:00 in St. John's it is 4:30 in Vancouver: there nobody is woken yet."""
    newfoundland = factories.programme(time_zone="America/St_Johns")
    east = held(programme=newfoundland)
    west = held()
    early = factories.instant(ENDS - 90 * DAY, 9, tz=newfoundland.tz)
    assert owe_renewal_reminders(at=early) == 1
    assert owe_renewal_reminders(at=at(90)) == 1
    assert keys() == [f"renewal:{east.pk}:90", f"renewal:{west.pk}:90"]


def test_beat_starts_a_job_that_owes_them(time_machine: TimeMachineFixture) -> None:
    held()
    assert SCHEDULE["owe reminders of renewals"]["task"] == renewal_reminders.name
    time_machine.move_to(at(30))
    assert [renewal_reminders(), renewal_reminders()] == [1, 0]


def test_what_it_says_before_the_window_and_in_it() -> None:
    held(chosen_name="Sam", renewal_fields={"window_days": 60})
    owe_renewal_reminders(at=at(90))
    owe_renewal_reminders(at=at(30))
    early, later = (as_sent(message) for message in Message.objects.order_by("pk"))
    assert early.subject == later.subject == "A reminder about your certificate"
    assert "It is valid until Wednesday, 1 March 2028." in early.text.replace("\u00a0", " ")
    assert "you can renew it from Saturday, 1 January 2028 on" in early.text.replace("\u00a0", " ")
    assert "you can renew it now" in later.text
    assert (URL in later.text, URL in later.html) == (True, True)
    assert "Hello Sam," in later.text


def test_not_for_those_who_are_done_gone_or_do_not_want_it(time_machine: TimeMachineFixture) -> None:
    time_machine.move_to(at(80))
    revoked, asked, off, gone, closed = (held() for _ in range(5))
    factories.certificate(issued_on=GIVEN, expires_on=ENDS)  # nothing renews it
    certificates.revoke(certificate=revoked, reason="A mistake.", by=None)
    factories.filed(asked)
    renewing.switch_reminders(person=off.person, are_wanted=False, by=off.person)
    Certificate.objects.filter(pk=gone.pk).update(person=None)
    Person.objects.filter(certificates=closed).update(is_active=False)
    Message.objects.all().delete()
    assert owe_renewal_reminders(at=at(80)) == 0
    renewing.switch_reminders(person=off.person, are_wanted=True, by=off.person)
    assert owe_renewal_reminders(at=at(80)) == 1


def test_a_declined_request_is_reminded_of_again(time_machine: TimeMachineFixture) -> None:
    time_machine.move_to(at(85))
    filing = factories.filed(held())
    renewing.decline(filing=filing, answer="The fee is open.", by=None)
    assert owe_renewal_reminders(at=at(30)) == 1


def test_a_correction_is_not_reminded_of_twice_and_a_renewed_one_not_at_once(
    time_machine: TimeMachineFixture,
) -> None:
    time_machine.move_to(at(85))
    mine = held()
    assert owe_renewal_reminders(at=at(85)) == 1
    corrected = certificates.reissue(certificate=mine, reason="The name.", by=None, name="Sam")
    assert owe_renewal_reminders(at=at(84)) == 0
    renewing.approve(filing=factories.filed(corrected), by=None)
    assert [owe_renewal_reminders(at=at(days)) for days in (84, 30, 7)] == [0, 0, 0]


def test_what_is_not_true_any_more_is_not_sent(time_machine: TimeMachineFixture) -> None:
    time_machine.move_to(at(30))
    stays, revoked, asked, off, gone = (held() for _ in range(5))
    assert owe_renewal_reminders(at=at(30)) == 5
    assert still_owed() == {}
    certificates.revoke(certificate=revoked, reason="A mistake.", by=None)
    RenewalFiling.objects.create(certificate=asked, state=FilingState.FILED)
    RemindersOff.objects.create(person=Person.objects.get(certificates=off))
    Certificate.objects.filter(pk=gone.pk).update(person=None)
    owed = {message.pk: message.dedup_key for message in Message.objects.filter(kind="renewal_reminder")}
    assert {owed[pk]: str(why) for pk, why in still_owed().items()} == {
        f"renewal:{revoked.pk}:30": "This certificate does not hold any more.",
        f"renewal:{asked.pk}:30": "They have asked for it already.",
        f"renewal:{off.pk}:30": "They do not want reminders.",
        f"renewal:{gone.pk}:30": "The account was removed.",
    }
    assert stays.stands


def test_one_that_comes_too_late_is_dropped() -> None:
    """Mail that waits until the next reminder is due, or until the certificate is over, says nothing any more."""
    held()
    for days in (90, 30, 7):
        owe_renewal_reminders(at=at(days))
    found = [message.not_after for message in Message.objects.order_by("pk")]
    assert found == [at(30, 0), at(7, 0), at(-1, 0)]


def test_switching_reminders_is_kept_once() -> None:
    sam = factories.person()
    switch: dict[str, Any] = {"person": sam, "by": sam}
    found = [renewing.switch_reminders(are_wanted=wanted, **switch) for wanted in (True, False, False, True)]
    assert found == [False, True, False, True]


def test_more_certificates_need_no_more_queries() -> None:
    counts = []
    award_of = held()
    rules = award_of.award.renewal
    cohort = award_of.enrolment.cohort  # type: ignore[union-attr]  # it has one
    owe_renewal_reminders(at=at(30))  # the text is written once
    for number in (2, 10):
        Message.objects.all().delete()
        for one in factories.enrolments(cohort, number, languages=("en",)):
            factories.another_certificate(certificate_of=one, rules=rules, issued_on=GIVEN, expires_on=ENDS)
        with CaptureQueriesContext(connection) as queries:
            owe_renewal_reminders(at=at(30))
        counts.append(len(queries))
    assert counts[0] == counts[1]

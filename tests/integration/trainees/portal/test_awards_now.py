"""What "My training" says of awards: what is held, what is left for the next one, and hours that count differently."""

import datetime as dt
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from courses.enums import CohortState, HoursCategory
from courses.models import Agreement, Cohort
from courses.operations.editions import set_needs
from tests import factories
from tests.factories.awarding import EVERY_MODULE
from trainees.models import Certificate, Enrolment, RenewalFiling

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)
Rules = list[dict[str, Any]]
FIRST_AID: Rules = [
    {"type": "credential", "value": {"sort": "first-aid", "name_en": "First aid", "name_fr": "Secourisme"}}
]


def page(of: Enrolment, name: str = "portal:home", *args: object) -> str:
    """The main part of a page, as they read it."""
    client = Client()
    client.force_login(of.person)
    response = client.get(reverse(name, args=args))
    assert response.status_code == 200
    text = response.content.decode().split("<main", 1)[1].split("</main>", 1)[0]
    return " ".join(text.replace("\xa0", " ").split())


def enrolled(rules: Rules | None = None, **fields: Any) -> Enrolment:
    """Somebody in a cohort that has begun, whose edition has two modules and one award."""
    fields.setdefault("starts_on", factories.today() - 10 * DAY)
    return factories.enrolment(factories.awarding_cohort(modules=2, requirements=rules, **fields))


def in_ranks(*rules: Rules | None) -> Enrolment:
    """Somebody whose edition has an award for each of `rules`: Level 1, Level 2 …"""
    edition = factories.course_edition(2)
    for number, asked in enumerate(rules, 1):
        factories.award_that_asks(edition, asked, name_en=f"Level {number}", name_fr=f"Niveau {number}")
    return factories.enrolment(factories.cohort(edition, starts_on=factories.today() - 10 * DAY))


def test_what_is_left_first_with_its_next_step_and_the_way_there() -> None:
    trainee = enrolled()
    text = page(trainee)
    assert "Your next award" in text
    assert "Certified" in text
    assert "On the way" in text
    assert "<strong>All modules that are not optional</strong>" in text
    assert "0 of 2 modules done. Still to do:" in text
    assert reverse("portal:cohort_awards", args=[trainee.cohort_id]) in text


def test_what_they_can_do_comes_before_what_others_write() -> None:
    recommended = {"type": "evaluation", "value": {"sort": "recommendation", "by": "facilitator"}}
    text = page(enrolled([recommended, *FIRST_AID]))
    assert "Send it in" in text
    assert "First aid" in text


def test_what_is_met_is_not_said_to_be_left() -> None:
    text = page(factories.completed(enrolled([*EVERY_MODULE, *FIRST_AID])))
    assert "First aid" in text
    assert "modules done. Still" not in text


def test_everything_is_there() -> None:
    text = page(factories.earner(factories.awarding_cohort(starts_on=factories.today() - 10 * DAY)))
    assert "Everything is there" in text
    assert "Your programme looks at it next, and gives you the award." in text
    assert "Still to do" not in text


def test_what_cannot_be_met_any_more_says_why_and_whom_to_ask() -> None:
    trainee = enrolled([{"type": "age", "value": {"sort": "finished", "months": 1}}])
    Enrolment.objects.filter(pk=trainee.pk).update(enrolled_at=timezone.now() - 90 * DAY)
    text = page(trainee)
    assert "The time is over" in text
    assert "Your coordinator can tell you what is possible." in text
    assert text.count(f"mailto:{trainee.cohort.programme.email}") == 2  # there, and under "Questions?"


def test_before_the_course_begins_nobody_is_behind() -> None:
    text = page(enrolled(starts_on=factories.today() + 10 * DAY))
    assert "Your next award" in text
    assert "0 of 2 modules done" not in text
    assert "On the way" not in text


@pytest.mark.parametrize("rules", [[], None])
def test_without_rules_or_in_a_cancelled_course_nothing_comes(rules: Rules | None) -> None:
    trainee = enrolled(rules)
    if rules is None:
        Cohort.objects.filter(pk=trainee.cohort_id).update(state=CohortState.CANCELLED)
    assert "Your next award" not in page(trainee)


def test_what_is_held_and_the_next_above_it() -> None:
    trainee = in_ranks(None, FIRST_AID)
    factories.certificate(trainee)
    text = page(trainee)
    assert text.index("Level 1") < text.index("Valid") < text.index("Your next award") < text.index("Level 2")
    award = trainee.cohort.edition.awards.get(name_en="Level 2")
    factories.certificate(trainee, award=award)
    text = page(trainee)
    assert "Level 2" in text
    assert "Level 1" not in text
    assert "Your next award" not in text


def test_the_next_is_the_first_within_reach() -> None:
    lost = [{"type": "age", "value": {"sort": "finished", "months": 1}}]
    trainee = in_ranks(lost, FIRST_AID)
    Enrolment.objects.filter(pk=trainee.pk).update(enrolled_at=timezone.now() - 90 * DAY)
    text = page(trainee)
    assert "Level 2" in text
    assert "Level 1" not in text


def test_what_was_revoked_is_not_held() -> None:
    trainee = enrolled()
    Certificate.objects.filter(pk=factories.certificate(trainee).pk).update(
        revoked_at=timezone.now(), revoke_reason="By mistake"
    )
    text = page(trainee)
    assert "Your next award" in text
    assert "Valid" not in text


@pytest.mark.parametrize(
    ("ends_in", "words", "kind"),
    [
        (500, "", "done"),
        (30, "Valid, can be renewed now", "done"),
        (-1, "Expired, can still be renewed", "care"),
        (-500, "Expired", "closed"),
    ],
)
def test_a_renewal_that_is_due(ends_in: int, words: str, kind: str) -> None:
    trainee = enrolled(renews=True)
    today = factories.today()
    held = factories.certificate(trainee, issued_on=today - 600 * DAY, expires_on=today + ends_in * DAY)
    text, url = page(trainee), reverse("portal:renewal", args=[held.pk])
    assert (url in text) is bool(words)
    assert words in text
    assert ("It was valid until" in text) is (ends_in < 0)
    for name in ("portal:home", "portal:awards", "portal:certificates"):  # one sign, wherever it is said
        assert f"tag--{kind}" in page(trainee, name)
    RenewalFiling.objects.create(certificate=held)
    for name in ("portal:home", "portal:awards", "portal:certificates"):
        text = page(trainee, name)
        assert ("renewal asked for" in text) is ("tag--info" in text) is bool(words)


def practising(
    kinds: list[str], needed: str = "8", *, renews: bool = False, needs_first: bool = False
) -> Enrolment:
    """Somebody with two hours in a group and one hour of supervision, confirmed; the award counts `kinds`."""
    edition = factories.course_edition(2)
    practicum = factories.practicum_module(edition)
    if needs_first:
        set_needs(module=practicum, needs=[edition.modules.get(title_en="Module 1")], by=None)
    asked: Rules = [{"type": "hours", "value": {"hours": needed, "kinds": kinds}}]
    award = factories.award_that_asks(edition, asked, name_en="Certified")
    if renews:
        factories.renewal(award)
        factories.award_that_asks(edition, [*asked, *FIRST_AID], name_en="Specialist")
    trainee = factories.enrolment(factories.cohort(edition, starts_on=factories.today() - 30 * DAY))
    there = factories.placement(trainee)
    for category, minutes in ((HoursCategory.GROUP, 120), (HoursCategory.SUPERVISION, 60)):
        factories.entry(there, minutes, category=category, confirmed=True)
    return trainee


def test_hours_that_an_award_counts_differently_are_said_on_both_pages() -> None:
    trainee = practising(["group"])
    text = page(trainee)
    assert "3 of 10 practicum hours" in text
    assert "“Certified” counts 2 h of 8 h. What counts for it: 8 hours: Group support." in text
    assert "Counted here: Group support only. All your practicum hours: 3 h." in page(
        trainee, "portal:awards"
    )


@pytest.mark.parametrize(("kinds", "needed"), [(["group", "supervision"], "8"), (["group"], "2"), ([], "8")])
def test_hours_that_are_the_same_are_said_once(kinds: list[str], needed: str) -> None:
    """Also where the award needs no more than it counts already."""
    trainee = practising(kinds, needed)
    assert "What counts for it" not in page(trainee)
    assert "My training shows" not in page(trainee, "portal:awards")


def test_at_most_fifteen_queries_with_everything() -> None:
    today = factories.today()
    trainee = practising(["group"], renews=True)
    held = factories.certificate(trainee, issued_on=today - 600 * DAY, expires_on=today + 30 * DAY)
    RenewalFiling.objects.create(certificate=held)
    factories.credential(trainee)
    factories.recommendation(trainee)
    Agreement.objects.create(programme=trainee.cohort.programme, code="A1", title_en="Code", title_fr="Code")
    client = Client()
    client.force_login(trainee.person)
    for name, most in (("portal:home", 15), ("portal:awards", 15)):
        text = client.get(reverse(name)).content.decode()
        assert "Specialist" in text
        with CaptureQueriesContext(connection) as queries:
            client.get(reverse(name))
        assert len(queries) <= most, [query["sql"] for query in queries]


def over(**fields: Any) -> Enrolment:
    """Somebody whose course was over a year ago, with nothing recorded of it."""
    day = factories.today() - 400 * DAY
    trainee = enrolled(starts_on=day, ends_on=day + 30 * DAY, **fields)
    Enrolment.objects.filter(pk=trainee.pk).update(enrolled_at=timezone.now() - 400 * DAY)
    return trainee


def test_a_graduate_s_page_begins_with_the_certificate_and_is_no_list_of_things_to_do() -> None:
    trainee = over(renews=True)
    held = factories.certificate(
        trainee, issued_on=factories.today() - 360 * DAY, expires_on=factories.today()
    )
    text = page(trainee)
    assert "Your course ended on" in text
    assert text.index(reverse("portal:renewal", args=[held.pk])) < text.index("Where you are")
    for words in ("No session is planned", "class hours", "Module 1", "What you can do now", "Next:"):
        assert words not in text


def test_without_a_certificate_what_is_missing_stays_on_the_path() -> None:
    text = page(over())
    assert "Module 1" in text
    assert "Your course ended" not in text


def test_who_has_finished_reads_so() -> None:
    trainee = enrolled()
    Enrolment.objects.filter(pk=trainee.pk).update(state="finished", ended_at=timezone.now())
    text = page(trainee)
    assert "You have finished this course." in text
    assert "Module 2" not in text.split("Your path")[1]


def test_what_was_signed_for_a_renewal_counts_for_an_award() -> None:
    agreement: Rules = [{"type": "agreement", "value": {"agreement": "code"}}]
    trainee = enrolled(agreement)
    programme = trainee.cohort.edition.course.programme
    signed = Agreement.objects.create(
        programme=programme, code="code", version=1, title_en="Code", text_en="Words"
    )
    assert "Code: not signed yet." in page(trainee, "portal:awards")
    held = factories.certificate(trainee)
    held.renewal_signatures.create(
        agreement=signed,
        language="en",
        signed_as="Sam",
        signed_on=factories.today(),
        signed_at=timezone.now(),
    )
    assert "Code: signed." in page(trainee, "portal:awards")
    other = factories.enrolment(trainee.cohort)
    assert "Code: not signed yet." in page(other, "portal:awards")


def test_nobody_waits_for_modules_who_has_confirmed_hours() -> None:
    trainee = practising(["group"], needs_first=True)
    text = page(trainee)
    assert "You have begun." in text.split("Practicum</a>")[1]
    assert "You have begun." in page(trainee, "portal:cohort_checklist", trainee.cohort_id)

"""What if the rules of an award were others: who is named, what is saved, and what never changes."""

import re
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from wagtail.models import ModelLogEntry

from courses.enums import CohortState, RoleKind
from courses.models import Award, Cohort, Programme
from courses.requirements.stream import stored
from tests import factories
from tests.typed_rules import typed
from trainees.models import Enrolment
from trainees.queries.judging import judged
from trainees.queries.what_if import what_if

from .world import member

FIRST: list[dict[str, Any]] = [{"type": "modules", "value": {"codes": ["M01"]}}]
SECOND: list[dict[str, Any]] = [{"type": "modules", "value": {"codes": ["M02"]}}]
REASON = "The board decided so in May."


@pytest.fixture
def programme(db: None) -> Programme:
    """The programme of the coordinator."""
    return factories.programme()


@pytest.fixture
def office(client: Client, programme: Programme) -> Client:
    """Signed in as its coordinator."""
    client.force_login(member(RoleKind.COORDINATOR, programme))
    return client


@pytest.fixture
def cohort(programme: Programme) -> Cohort:
    """Its award asks for the second module. Ana did the first one, Bo both, Cy neither."""
    made = factories.awarding_cohort(
        modules=2, requirements=SECOND, programme=programme, starts_on=factories.long_ago(70)
    )
    for name, codes in (("Ana", ["M01"]), ("Bo", ["M01", "M02"]), ("Cy", [])):
        did(factories.enrolment(made, held_by=factories.person(chosen_name=name)), *codes)
    return made


def did(enrolment: Enrolment, *codes: str) -> None:
    """Complete modules today."""
    if codes:
        factories.completed(enrolment, *codes)


def award_of(cohort: Cohort) -> Award:
    """Its one award."""
    found: Award = cohort.edition.awards.get()
    return found


def send(office: Client, award: Award, rules: list[Any], **more: str) -> Any:
    """The form, sent."""
    return office.post(address(award), {**typed(rules), "reason": REASON, **more})


def address(award: Award) -> str:
    """The page."""
    return reverse("roster:correct_rules", args=[award.pk])


def names(changes: Any) -> list[str]:
    """Whom it is about."""
    return [one.enrolment.person.chosen_name for one in changes]


def test_who_would_be_judged_otherwise(cohort: Cohort) -> None:
    found = what_if(award_of(cohort), stored(FIRST), at=timezone.now())
    assert (names(found.met_now), names(found.not_met_any_more)) == (["Ana"], [])
    assert (found.people, found.stays, found.holders) == (3, 2, 0)
    back = what_if(award_of(cohort), stored([*SECOND, *FIRST, *never()]), at=timezone.now())
    assert (names(back.met_now), names(back.not_met_any_more)) == ([], ["Bo"])
    assert names(back.out_of_reach) == ["Ana", "Cy"]


def test_who_could_earn_it_again_is_named(office: Client, cohort: Cohort) -> None:
    Award.objects.update(requirements=[*SECOND, *never()], rules_version=2)
    found = what_if(award_of(cohort), stored(SECOND), at=timezone.now())
    assert (names(found.met_now), names(found.in_reach_again)) == (["Bo"], ["Ana", "Cy"])
    assert (found.people, found.stays) == (3, 0)
    assert "Could be met again" in send(office, award_of(cohort), SECOND).content.decode()


def test_single_requirements_that_flip_are_listed_apart(office: Client, cohort: Cohort) -> None:
    award = award_of(cohort)
    Award.objects.filter(pk=award.pk).update(
        requirements=stored([*SECOND, {"type": "modules", "value": {"codes": ["M01"]}}]), rules_version=2
    )
    rules = [*SECOND, {"type": "modules", "value": {"codes": ["M01", "M02"]}}]
    found = what_if(award_of(cohort), stored(rules), at=timezone.now())
    assert (found.met_now, found.not_met_any_more, found.out_of_reach) == ([], [], [])
    assert (names(found.in_part), names(found.moved), found.stays, found.people) == (["Ana"], ["Cy"], 1, 3)
    [flip] = found.in_part[0].flips
    assert flip.before
    assert flip.after
    assert (flip.before.is_met, flip.after.is_met) == (True, False)
    text = send(office, award, rules).content.decode()
    assert "The award stays as it is, single requirements change" in text
    assert "This module: Module 1." in text
    assert "For 1 person nothing changes." in text
    assert "1 person has more left to do." in text
    assert "3 people were looked at in all." in text


def test_whose_result_stays_may_have_more_or_less_to_do(office: Client, cohort: Cohort) -> None:
    award = award_of(cohort)
    two = [{"type": "modules", "value": {"codes": ["M01", "M02"]}}]
    hours = [{"type": "hours", "value": {"hours": "40", "kinds": ["one_to_one"]}}]
    more = [{"type": "hours", "value": {"hours": "50", "kinds": ["one_to_one"]}}]
    Award.objects.update(requirements=stored([*two, *hours]), rules_version=2)
    found = what_if(award_of(cohort), stored([*two, *more]), at=timezone.now())
    assert (names(found.moved), found.stays, found.keeps_results) == (["Ana", "Bo", "Cy"], 0, True)
    assert (found.have_more_to_do, found.have_less_to_do) == (3, 0)
    text = send(office, award, [*two, *more]).content.decode()
    for words in (
        "Nobody’s result changes now.",
        "3 people have more left to do.",
        "Nobody is told of it by mail.",
    ):
        assert words in text
    assert "nothing changes." not in text.split("What would change")[1].split("</section>")[0]
    found = what_if(
        award_of(cohort), stored([*two[:1], hours[0] | {"value": {"hours": "30"}}]), at=timezone.now()
    )
    assert (found.have_more_to_do, found.have_less_to_do) == (0, 3)


def test_counts_add_up(cohort: Cohort) -> None:
    factories.certificate(Enrolment.objects.get(person__chosen_name="Bo"))
    for rules in (FIRST, [*FIRST, *SECOND], [*SECOND, *never()], SECOND):
        found = what_if(award_of(cohort), stored(rules), at=timezone.now())
        listed = [
            *names(found.met_now),
            *names(found.not_met_any_more),
            *names(found.out_of_reach),
            *names(found.in_reach_again),
            *names(found.in_part),
            *names(found.moved),
        ]
        assert len(set(listed)) == len(listed)
        assert len(listed) + found.stays == found.people == 3
        assert found.holders == 1


STARTED = {"sort": "recent", "from_event": "start"}


def never() -> list[dict[str, Any]]:
    """Something that nobody in a cohort that started long ago can have any more."""
    return [{"type": "age", "value": STARTED | {"months": 1}}]


def test_people_who_left_are_not_named(cohort: Cohort) -> None:
    Enrolment.objects.filter(person__chosen_name="Ana").update(state="withdrawn", ended_at=timezone.now())
    found = what_if(award_of(cohort), stored(FIRST), at=timezone.now())
    assert (names(found.met_now), found.people) == ([], 2)


def test_queries_do_not_grow_with_people(cohort: Cohort) -> None:
    award = Award.objects.select_related("edition__course__programme").get(pk=award_of(cohort).pk)

    def asked() -> int:
        with CaptureQueriesContext(
            connection,
        ) as queries:
            what_if(award, stored(FIRST), at=timezone.now())
        return len(queries)

    asked()
    before = asked()
    for enrolment in factories.enrolments(cohort, 5):
        did(enrolment, "M01")
    assert asked() == before <= 16


def test_queries_do_not_grow_with_cohorts_either(cohort: Cohort) -> None:
    """And everybody is judged as in a cohort alone: on its days, and with what they did themselves."""
    award = Award.objects.select_related("edition__course__programme").get(pk=award_of(cohort).pk)
    counts = []
    for more in (0, 3):
        for _cohort in range(more):
            another = factories.cohort(cohort.edition, starts_on=factories.long_ago(30))
            for enrolment in factories.enrolments(another, 3)[:2]:
                did(enrolment, "M01")
            over = factories.enrolment(factories.cohort(cohort.edition)).cohort
            Cohort.objects.filter(pk=over.pk).update(state=CohortState.CANCELLED)
        with CaptureQueriesContext(connection) as queries:
            found = what_if(award, stored([*FIRST, *never()]), at=timezone.now())
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 16
    assert found.people == 3 + 9
    alone = {
        one.enrolment.pk: one.verdicts[award.pk]
        for each in Cohort.objects.filter(edition=cohort.edition)
        for one in judged(each, at=timezone.now())
    }
    for change in (*found.met_now, *found.not_met_any_more, *found.out_of_reach, *found.in_part):
        assert change.before == alone[change.enrolment.pk]
    recent = what_if(award, stored([{"type": "age", "value": STARTED | {"months": 2}}]), at=timezone.now())
    assert (len(recent.met_now), names(recent.not_met_any_more)) == (9, ["Bo"])


def test_it_is_shown_first_and_saved_then(office: Client, cohort: Cohort) -> None:
    award = award_of(cohort)
    assert "Second" not in (page := office.get(address(award)).content.decode())
    assert "What would change" not in page
    shown = send(office, award, FIRST)
    assert shown.status_code == 200
    text = shown.content.decode()
    assert "What would change" in text
    assert "Would be met now" in text
    assert "Ana" in text
    assert re.search(r"\bCy\b", text) is None  # a token may hold the two letters
    assert REASON in text
    assert text.count('class="office-differs"') == 2  # the one line, on either side
    award.refresh_from_db()
    assert award.rules_version == 1
    seen = shown.context["found"].digest
    assert f'value="{seen}"' in text
    for _time in range(2):  # a double click changes once
        assert send(office, award, FIRST, seen=seen).status_code == 302
    award.refresh_from_db()
    assert award.rules_version == 2
    assert ModelLogEntry.objects.filter(action="courses.award.rules").count() == 1


def test_other_rules_or_other_facts_are_shown_again(office: Client, cohort: Cohort) -> None:
    award = award_of(cohort)
    seen = send(office, award, FIRST).context["found"].digest
    both = send(office, award, [*FIRST, *SECOND], seen=seen)
    assert both.status_code == 200
    assert "Something changed since you looked. Please look again." in both.content.decode()
    did(Enrolment.objects.get(person__chosen_name="Cy"), "M01")
    again = send(office, award, FIRST, seen=seen)
    assert (again.status_code, names(again.context["found"].met_now)) == (200, ["Ana", "Cy"])
    look = send(office, award, FIRST, seen=again.context["found"].digest, look="1")
    assert look.status_code == 200
    award.refresh_from_db()
    assert award.rules_version == 1


def test_certificates_stay(office: Client, cohort: Cohort) -> None:
    award = award_of(cohort)
    certificate = factories.certificate(Enrolment.objects.get(person__chosen_name="Bo"))
    rules = [*SECOND, *never()]
    shown = send(office, award, rules)
    assert "has the certificate and keeps it" in shown.content.decode()
    kept = {field.name: getattr(certificate, field.attname) for field in certificate._meta.concrete_fields}
    assert send(office, award, rules, seen=shown.context["found"].digest).status_code == 302
    certificate.refresh_from_db()
    assert kept == {
        field.name: getattr(certificate, field.attname) for field in certificate._meta.concrete_fields
    }


@pytest.mark.parametrize(
    ("data", "field", "said"),
    [
        (typed(FIRST), "reason", "This field is required."),
        (
            {**typed([{"type": "modules", "value": {"codes": ["M99"]}}]), "reason": REASON},
            "requirements",
            "Modules completed: this edition does not have M99.",
        ),
        (
            {"reason": REASON},
            "__all__",
            "The rules could not be read. Open this page again: nothing was changed.",
        ),
        (
            {"requirements-count": "99999", "reason": REASON},
            "__all__",
            "The rules could not be read. Open this page again: nothing was changed.",
        ),
        (
            {"requirements-count": "2", "reason": REASON},
            "__all__",
            "The rules could not be read. Open this page again: nothing was changed.",
        ),
    ],
)
def test_what_is_wrong_is_named(
    office: Client, cohort: Cohort, data: dict[str, str], field: str, said: str
) -> None:
    award = award_of(cohort)
    response = office.post(address(award), data)
    assert response.status_code == 422
    assert response.context["form"].errors[field] == [said]
    assert "M99" in response.content.decode() or field != "requirements"
    award.refresh_from_db()
    assert award.rules_version == 1


def test_the_same_rules_are_nothing_to_do(office: Client, cohort: Cohort) -> None:
    assert send(office, award_of(cohort), SECOND).status_code == 302
    assert not ModelLogEntry.objects.filter(action="courses.award.rules").exists()


def test_awards_of_others_and_of_open_editions_do_not_exist_here(
    office: Client, programme: Programme
) -> None:
    theirs = award_of(factories.awarding_cohort())
    draft = factories.award(factories.course_edition(1, programme=programme))
    for award in (theirs, draft):
        assert office.get(address(award)).status_code == 404
        assert send(office, award, FIRST).status_code == 404


def test_a_facilitator_corrects_nothing(client: Client, cohort: Cohort, programme: Programme) -> None:
    client.force_login(member(RoleKind.FACILITATOR, programme))
    assert client.get(address(award_of(cohort))).status_code == 404
    page = client.get(reverse("courses:edition", args=[cohort.edition_id])).content.decode()
    assert "This module: Module 2." in page
    assert address(award_of(cohort)) not in page

"""The demo's content: what each person who opens it should find."""

from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import transaction
from django.utils import timezone
from wagtail.models import ModelLogEntry

from cms.accounts.models import Person
from cms.demo.accounts import ACCOUNTS, PASSWORD
from cms.demo.management.commands.load_demo import Command, load
from courses.enums import Intake, ModuleKind
from courses.models import Cohort, Edition, Programme
from courses.queries import programmes_of
from tasks.outbox.models import Message
from trainees.models import Completion, Enrolment
from trainees.queries.progress import progress

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module", autouse=True)
def _loaded(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """Once for the whole module; each test works in a savepoint above it."""
    with django_db_blocker.unblock(), transaction.atomic():
        load()
        yield
        transaction.set_rollback(True)


def hours(edition: Edition) -> dict[str, float]:
    """Hours required of each kind."""
    required = [module for module in edition.modules.all() if not module.is_optional]
    return {kind: sum(m.minutes for m in required if m.kind == kind) / 60 for kind in ModuleKind}


def test_everybody_in_the_table_of_accounts_can_sign_in() -> None:
    for account in ACCOUNTS:
        assert Person.objects.get(email=account.email).check_password(PASSWORD), account.email
    assert not Person.objects.exclude(email__endswith="@example.org").exists()


def test_it_is_loaded_once() -> None:
    before = Person.objects.count(), Enrolment.objects.count(), Message.objects.count()
    Command().handle()
    assert (Person.objects.count(), Enrolment.objects.count(), Message.objects.count()) == before


def test_the_course_is_the_default_curriculum_in_both_languages() -> None:
    core = Edition.objects.filter(course__slug="peer-support-worker")
    assert core.count() == 3
    for edition in core:
        modules = list(edition.modules.order_by("position"))
        assert [module.code for module in modules] == [*(f"M{n:02}" for n in range(1, 13)), "P1", "F1"]
        assert hours(edition) == {ModuleKind.CLASS: 86, ModuleKind.PRACTICUM: 36}
        assert [m.code for m in modules if m.must_attend] == ["M04", "M06", "M10"]
        assert all(m.title_fr and m.outcome_en and m.outcome_fr for m in modules)


def test_the_family_stream_has_its_own_module_before_the_practicum() -> None:
    edition = Edition.objects.get(course__slug="family-peer-support-worker")
    modules = list(edition.modules.order_by("position"))
    assert edition.course.stream.slug == "family"
    assert [module.code for module in modules] == [*(f"M{n:02}" for n in range(1, 13)), "F1", "P1"]
    assert hours(edition) == {ModuleKind.CLASS: 98, ModuleKind.PRACTICUM: 36}


def test_each_course_says_what_can_be_earned() -> None:
    for edition in Edition.objects.all():
        awards = list(edition.awards.order_by("position"))
        assert awards[0].name_en == "Certificate of completion"
        assert awards[1].name_en.startswith("Certified")
        assert all(award.name_fr and award.summary_en and award.summary_fr for award in awards)


def test_every_programme_can_be_reached() -> None:
    assert Programme.objects.count() == 4
    for programme in Programme.objects.all():
        assert programme.email.endswith("@example.org")
        assert programme.phone_link
        assert programme.postal_address


def test_there_is_a_cohort_of_each_sort() -> None:
    now = timezone.now()
    found = Counter(cohort.intake(at=now) for cohort in Cohort.objects.with_course())
    assert found == {Intake.RUNNING: 1, Intake.OPEN: 1, Intake.FULL: 1, Intake.COMING: 1}


def test_a_trainee_is_in_the_middle_of_the_path() -> None:
    enrolment = Enrolment.objects.get(person__email="sam@example.org")
    found = progress(enrolment=enrolment, at=timezone.now())
    assert 40 * 60 < found.in_class.done < 70 * 60
    assert found.next_session is not None
    assert {step.status.value for step in found.steps} == {"done", "next", "needs", "later"}
    assert enrolment.cohort.seats_held == 11
    assert {message.kind for message in Message.objects.about(f"enrolment:{enrolment.pk}")} == {
        "welcome",
        "announcement",
    }


def test_the_coordinator_did_it_and_sees_only_their_programmes() -> None:
    rosa, jo = Person.objects.get(email="rosa@example.org"), Person.objects.get(email="jo@example.org")
    assert not Completion.objects.exclude(recorded_by=rosa).exists()
    actions = set(ModelLogEntry.objects.filter(user=rosa).values_list("action", flat=True))
    assert {"courses.cohort.create", "trainees.completion.record", "trainees.completion.void"} <= actions
    assert [sorted(p.slug for p in programmes_of(person)) for person in (rosa, jo)] == [
        ["north-shore", "sea-to-sky", "vancouver"],
        ["richmond"],
    ]

"""The demo's content: what each person who opens it should find."""

import datetime as dt
from collections import Counter

import pytest
from django.utils import timezone
from wagtail.models import ModelLogEntry

from cms.accounts.models import Person
from cms.demo.accounts import ACCOUNTS, PASSWORD
from cms.demo.management.commands.load_demo import Command
from cms.home.models import MaterialPage
from cms.updates.models import UpdatePage
from courses import local
from courses.enums import Intake, ModuleKind
from courses.models import Cohort, Edition, EvidenceItem, Programme, Question
from courses.queries import programmes_of
from courses.queries.outlines import edition_outline
from courses.queries.schedule import covered, totals
from courses.requirements.stream import unknown
from courses.rules.days_off import days_off
from tasks.outbox.models import Content, Message
from trainees.enums import CertificateState, ProofState, ProposalState
from trainees.models import (
    AwardProposal,
    Certificate,
    Completion,
    Enrolment,
    Observation,
    PriorLearning,
    QuizAttempt,
    Signature,
    Submission,
    Supervisor,
)
from trainees.queries.practicum import cohort_practicum
from trainees.queries.renewals import term_of
from trainees.queries.renewals_waiting import Numbers, numbers
from trainees.queries.steps import progress
from trainees.rules import keys

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo_database")]


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
    once = (Intake.RUNNING, Intake.OPEN, Intake.FULL, Intake.COMING, Intake.ENDED)
    assert found == dict.fromkeys(once, 1)


def test_the_evenings_of_a_cohort_are_exactly_the_hours_of_its_course() -> None:
    cohorts = list(Cohort.objects.with_course())
    assert len(cohorts) == 5
    for cohort in cohorts:
        held = list(cohort.sessions.order_by("starts_at"))
        expected = 98 if cohort.edition.course.slug.startswith("family") else 86
        assert sum((s.ends_at - s.starts_at for s in held), dt.timedelta()) == dt.timedelta(hours=expected)
        assert (held[0].held_on, held[-1].held_on) == (cohort.starts_on, cohort.ends_on)
        assert {s.held_on.weekday() for s in held} == {1, 3}
        assert {s.held_on.weekday() for s in held if s.join_url} == {3}
        assert all(total.is_even for total in totals(cohort, covered(held)))


def test_nobody_teaches_on_a_holiday() -> None:
    for cohort in Cohort.objects.with_course():
        days = set(cohort.sessions.values_list("held_on", flat=True))
        assert not days & set(days_off("BC", {day.year for day in days}))
        assert not {day for day in days if (day.month, day.day) in ((12, 24), (12, 31))}


def test_the_cohort_under_way_has_its_facilitators() -> None:
    for session in Cohort.objects.get(seats_held=11).sessions.all():
        assert {person.chosen_name for person in session.facilitators.all()} == {"Ken", "Rosa"}


def test_each_cohort_meets_in_its_own_region() -> None:
    for cohort in Cohort.objects.with_course():
        street = cohort.programme.postal_address.split(",")[0]
        assert street in cohort.place_en
        assert "Example" in cohort.place_fr


def test_what_was_said_of_the_full_cohort_was_true_that_day() -> None:
    """Open before anybody entered, full before its update, closed weeks before it begins."""
    cohort = Cohort.objects.get(edition__course__programme__slug="richmond")
    update = UpdatePage.objects.get(cohort=cohort, locale__language_code="en")
    entered = set(cohort.enrolments.values_list("enrolled_at", flat=True))
    assert cohort.applications_open_at is not None
    assert cohort.applications_close_at is not None
    assert cohort.applications_open_at < min(entered)
    assert max(entered) < update.first_published_at
    assert cohort.starts_on - cohort.applications_close_at.date() > dt.timedelta(weeks=4)


def test_welcomes_are_those_of_their_time() -> None:
    """Whoever began ten weeks ago was told so then, and hears nothing of it today."""
    for cohort in Cohort.objects.with_course().filter(seats_held__gt=0):
        sent = Message.objects.filter(kind="welcome", topic=f"cohort:{cohort.pk}").select_related("content")
        first = local.short_day(cohort.starts_on)
        assert {message.state for message in sent} == {"sent"}
        by = min(cohort.starts_on, timezone.now().date())
        assert all(message.sent_at and message.sent_at.date() < by for message in sent)
        english = {message.content.subject for message in sent if message.language == "en"}
        assert len(english) == 1
        assert first in english.pop()
        assert len({message.content_id for message in sent}) == 2
    assert not Content.objects.filter(messages=None).exists()


def test_a_trainee_is_in_the_middle_of_the_path() -> None:
    enrolment = Enrolment.objects.get(person__email="sam@example.org")
    found = progress(enrolment=enrolment, at=timezone.now())
    assert 40 * 60 <= found.in_class.done < 70 * 60
    assert found.next_session is not None
    assert {step.status.value for step in found.steps} == {"done", "next", "needs", "later"}
    assert enrolment.cohort.seats_held == 11
    assert {message.kind for message in Message.objects.about(f"enrolment:{enrolment.pk}")} == {
        "welcome",
        "announcement",
        "placement_proposed",
        "placement_agreed",
        "hours_queried",
    }


def test_two_people_practise_and_a_third_is_asked() -> None:
    cohort = Cohort.objects.with_course().get(enrolments__person__email="sam@example.org")
    found = cohort_practicum(cohort)
    practicums = [practicum for theirs in found.values() for practicum in theirs]
    placements = [log.placement for practicum in practicums for log in practicum.logs]
    assert sorted(placement.state for placement in placements) == ["agreed", "agreed", "proposed"]
    assert sorted(practicum.minutes for practicum in practicums) == [0, 300, 630]
    assert sorted(practicum.totals.too_early for practicum in practicums) == [0, 0, 330]
    assert {practicum.totals.waiting for practicum in practicums} == {0, 90}
    goals = [(goal.name_en, goal.minutes, bool(goal.name_fr)) for goal in practicums[0].goals]
    assert goals == [("Support of people", 2_160, True), ("Supervision", 360, True)]
    assert not Supervisor.objects.exclude(email__endswith="@example.org").exists()


def test_the_coordinator_did_it_and_sees_only_their_programmes() -> None:
    rosa, jo = Person.objects.get(email="rosa@example.org"), Person.objects.get(email="jo@example.org")
    assert not Completion.objects.exclude(recorded_by=rosa).exists()
    actions = set(ModelLogEntry.objects.filter(user=rosa).values_list("action", flat=True))
    assert {"courses.cohort.create", "trainees.completion.record", "trainees.completion.void"} <= actions
    assert [sorted(p.slug for p in programmes_of(person)) for person in (rosa, jo)] == [
        ["north-shore", "sea-to-sky", "vancouver"],
        ["richmond"],
    ]


def test_what_the_running_cohort_has_brought() -> None:
    """Something of everything: accepted, waiting, to revise, half written; a quiz passed, not yet, and still open."""
    running = Cohort.objects.get(
        name_en__startswith="Vancouver", starts_on__lt=timezone.now(), ends_on__gt=timezone.now()
    )
    of_cohort = {"enrolment__cohort": running}
    states = Counter(Submission.objects.filter(**of_cohort).values_list("state", flat=True))
    assert states["accepted"] > 10
    assert (states["waiting"], states["revise"], states["draft"]) == (2, 2, 1)
    percents = Counter(QuizAttempt.objects.filter(**of_cohort).values_list("percent", flat=True))
    assert set(percents) == {100, 80, None}
    assert Signature.objects.filter(**of_cohort).count() > 10
    assert Observation.objects.filter(**of_cohort).count() > 5
    assert PriorLearning.objects.filter(**of_cohort, state="asked").count() == 1


def test_everything_that_is_asked_is_said_in_both_languages() -> None:
    for item in EvidenceItem.objects.select_related("quiz", "agreement"):
        assert bool(item.title_en) == bool(item.title_fr), item
        assert bool(item.prompt_en) == bool(item.prompt_fr), item
    for question in Question.objects.all():
        assert all(choice["en"] and choice["fr"] for choice in question.choices)
        assert all([question.text_en, question.text_fr, question.why_en, question.why_fr])
        assert sum(choice["is_right"] for choice in question.choices) == 1
    languages = Counter(MaterialPage.objects.live().values_list("locale__language_code", flat=True))
    assert languages == {"en": 2, "fr": 2}


def test_one_award_is_given_and_one_waits_for_the_coordinator() -> None:
    issued = Certificate.objects.get(award__renewal=None)
    assert (issued.name, issued.language, issued.stands) == ("Wei 伟", "both", True)
    waiting = AwardProposal.objects.get(state=ProposalState.OPEN)
    rosa = Person.objects.get(email="rosa@example.org")
    assert (waiting.enrolment.person.chosen_name, waiting.proposed_by == rosa) == ("Tala", False)
    for edition in Edition.objects.filter(course__slug="peer-support-worker"):
        outline = edition_outline(edition)
        for award in edition.awards.all():
            assert award.requirements
            assert unknown(award.requirements, outline) == []


def test_each_of_the_renewal_pages_has_something_to_try() -> None:
    """Two certificates end soon: one with hours that count, wait, and were sampled, one whose renewal is asked for."""
    now = timezone.now()
    found = numbers(list(Programme.objects.filter(slug="vancouver")), at=now)
    assert found == Numbers(requests=1, hours=1, samples=1, ending=2)
    held = Certificate.objects.exclude(award__renewal=None).order_by("person__email")
    assert list(held.values_list("person__chosen_name", flat=True)) == ["Nadia", "Théo"]
    nadia, theo = (term_of(one, at=now) for one in held)
    for term in (nadia, theo):
        assert term.state == CertificateState.DUE
        assert term.certificate.issued_on.year < now.year
        assert term.certificate.expires_on is not None
        assert now.date() < term.certificate.expires_on < now.date() + dt.timedelta(days=90)
    assert theo.judged is not None
    assert theo.judged.is_met
    assert nadia.minutes(ProofState.ACCEPTED) == 300
    mails = Message.objects.filter(about=keys.about_certificate(nadia.certificate))
    assert [(mail.state, mail.sent_at and mail.sent_at.date()) for mail in mails] == [
        ("sent", nadia.certificate.issued_on)
    ]
    assert timezone.now() >= now  # the clock goes on as it should

"""Feedback, observations, sign-offs, credit: what facilitators record, what they are refused, what trainees hear."""

import datetime as dt
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone
from wagtail.models import ModelLogEntry

from courses.enums import CompletesBy, EvidenceKind, RoleKind
from courses.models import Cohort
from tasks.outbox.models import Message
from tests import factories
from trainees.enums import EnrolmentState, Evidence, PriorLearningState, SubmissionState
from trainees.models import Completion, Enrolment, Observation, SignOff
from trainees.operations import answering, feedback, observing, sign_offs

pytestmark = pytest.mark.django_db


def refused(act: Any) -> dict[str, list[str]]:
    """What an operation says, by field."""
    with pytest.raises(ValidationError) as caught:
        act()
    return caught.value.message_dict


def leave(enrolment: Enrolment) -> None:
    Enrolment.objects.filter(pk=enrolment.pk).update(state=EnrolmentState.WITHDRAWN, ended_at=timezone.now())


@pytest.fixture
def robin(cohort: Cohort) -> Any:
    """A facilitator."""
    return factories.role(RoleKind.FACILITATOR, cohort.programme, held_by=factories.person("Robin")).person


@pytest.fixture
def cohort() -> Cohort:
    """Its first module asks for a story, a role-play and a sign-off, and completes by itself."""
    return factories.cohort_that_asks(
        EvidenceKind.ASSIGNMENT,
        EvidenceKind.PRACTICE,
        EvidenceKind.SIGN_OFF,
        completes_by=CompletesBy.ITSELF,
    )


@pytest.fixture
def sam(cohort: Cohort) -> Enrolment:
    """Somebody in it."""
    return factories.enrolment(cohort, chosen_name="Sam")


# Feedback


def test_what_is_accepted_is_told_once_in_neutral_words(sam: Enrolment, robin: Any) -> None:
    one = factories.handed_in(sam)
    for _click in range(2):
        done = feedback.accept(submission=one, feedback=" Warm and clear. ", by=robin)
    assert (done.state, done.feedback, done.answered_by) == (
        SubmissionState.ACCEPTED,
        "Warm and clear.",
        robin,
    )
    message = Message.objects.get()
    assert (message.kind, message.address) == ("feedback", sam.person.email)
    assert message.content.subject == "News about your training"
    for text in (message.content.text, message.content.html):
        assert "Their words are on your page." in text
        assert "story" not in text
    assert ModelLogEntry.objects.filter(action="trainees.submission.answer").count() == 1


def test_to_revise_needs_words(sam: Enrolment, robin: Any) -> None:
    one = factories.handed_in(sam)
    said = refused(lambda: feedback.ask_to_revise(submission=one, feedback="  ", by=robin))
    assert list(said) == ["feedback"]
    said = refused(lambda: feedback.ask_to_revise(submission=one, feedback="x" * 10_001, by=robin))
    assert list(said) == ["feedback"]
    assert feedback.ask_to_revise(submission=one, feedback="Say why.", by=robin).state == "revise"


def test_the_second_is_told_who_was_first(sam: Enrolment, robin: Any) -> None:
    one, other = factories.handed_in(sam), factories.person("Kit")
    feedback.accept(submission=one, by=robin)
    said = refused(lambda: feedback.ask_to_revise(submission=one, feedback="Say why.", by=other))
    assert said == {"__all__": ["Robin answered this in the meantime."]}
    assert Message.objects.count() == 1


def test_drafts_ended_enrolments_and_ones_own_work_are_not_answered(sam: Enrolment, robin: Any) -> None:
    draft = factories.handed_in(sam, state=SubmissionState.DRAFT)
    assert refused(lambda: feedback.accept(submission=draft, by=robin)) == {
        "__all__": ["This is not handed in yet."]
    }
    other = factories.enrolment(sam.cohort)
    one = factories.handed_in(other)
    assert refused(lambda: feedback.accept(submission=one, by=other.person)) == {
        "__all__": ["Somebody else has to confirm this for you."]
    }
    leave(other)
    assert (
        "The enrolment has ended" in refused(lambda: feedback.accept(submission=one, by=robin))["__all__"][0]
    )


def test_reading_is_logged_once_a_day_for_each_reader(sam: Enrolment, robin: Any) -> None:
    one, other = factories.handed_in(sam), factories.person()
    assert [feedback.log_reading(submission=one, by=who) for who in (robin, robin, other)] == [
        True,
        False,
        True,
    ]
    entries = ModelLogEntry.objects.filter(action="trainees.submission.read")
    entries.update(timestamp=timezone.now() - dt.timedelta(hours=25))
    assert feedback.log_reading(submission=one, by=robin) is True


# Observations and sign-offs


def observe(sam: Enrolment, by: Any, **fields: Any) -> Observation:
    facts: dict[str, Any] = {
        "item": factories.item_of(sam.cohort, EvidenceKind.PRACTICE),
        "levels": [2, 3],
        "observed_on": factories.today(),
    }
    return observing.record_observation(enrolment=sam, by=by, **(facts | fields))


def test_an_observation_is_recorded_once_and_voided_with_a_reason(sam: Enrolment, robin: Any) -> None:
    first, again = observe(sam, robin, comment="Calm."), observe(sam, robin, comment=" Calm. ")
    assert first == again
    assert observe(sam, robin, levels=[3, 3]) != first
    assert list(refused(lambda: observing.void_observation(observation=first, reason=" ", by=robin))) == [
        "reason"
    ]
    observing.void_observation(observation=first, reason="It was Kit.", by=robin)
    said = refused(lambda: observing.void_observation(observation=first, reason="Again", by=robin))
    assert said == {"__all__": ["This was voided already."]}
    assert observe(sam, robin, comment="Calm.") != first


@pytest.mark.parametrize(
    ("fields", "wrong"),
    [
        ({"levels": [2]}, "levels"),
        ({"levels": [2, 4]}, "levels"),
        ({"levels": [2, -1]}, "levels"),
        ({"levels": [2, 3, 1]}, "levels"),
        ({"observed_on": factories.today() + dt.timedelta(days=1)}, "observed_on"),
        ({"observed_on": factories.today() - dt.timedelta(days=31)}, "observed_on"),
        ({"comment": "x" * 10_001}, "comment"),
    ],
)
def test_what_cannot_be_observed_is_named(sam: Enrolment, robin: Any, fields: Any, wrong: str) -> None:
    assert list(refused(lambda: observe(sam, robin, **fields))) == [wrong]
    assert not Observation.objects.exists()


def test_an_item_of_another_kind_or_edition_is_refused(sam: Enrolment, robin: Any) -> None:
    elsewhere = factories.item_of(factories.cohort_that_asks(EvidenceKind.PRACTICE), EvidenceKind.PRACTICE)
    assert list(refused(lambda: observe(sam, robin, item=elsewhere))) == ["item"]
    signing = factories.item_of(sam.cohort, EvidenceKind.SIGN_OFF)
    assert list(refused(lambda: observe(sam, robin, item=signing))) == ["item"]
    practice = factories.item_of(sam.cohort, EvidenceKind.PRACTICE)
    said = refused(lambda: sign_offs.sign_off(enrolment=sam, item=practice, by=robin))
    assert list(said) == ["item"]


def test_the_last_fact_completes_a_module_that_completes_by_itself(sam: Enrolment, robin: Any) -> None:
    signing = factories.item_of(sam.cohort, EvidenceKind.SIGN_OFF)
    feedback.accept(submission=factories.handed_in(sam), by=robin)
    first = sign_offs.sign_off(enrolment=sam, item=signing, by=robin, note="Seen.")
    assert sign_offs.sign_off(enrolment=sam, item=signing, by=factories.person()) == first
    assert not Completion.objects.exists()
    observe(sam, robin)
    done = Completion.objects.get()
    assert (done.evidence, done.recorded_by, done.module.code) == (Evidence.STATED, robin, "M01")
    sign_offs.void_sign_off(sign_off=first, reason="Not yet.", by=robin)
    assert Completion.objects.standing().get() == done
    assert SignOff.objects.get().void_reason == "Not yet."


# Modules that wait for a facilitator


def waiting_module() -> tuple[Enrolment, Any]:
    """Somebody and a module of theirs that asks for a sign-off and waits for a facilitator."""
    cohort = factories.cohort_that_asks(EvidenceKind.SIGN_OFF)
    return factories.enrolment(cohort), cohort.edition.modules.order_by("position")[0]


def test_a_module_is_confirmed_when_everything_is_there() -> None:
    enrolment, module = waiting_module()
    by = factories.person("Robin")

    def confirm(**fields: Any) -> Completion:
        return sign_offs.confirm_module(**({"enrolment": enrolment, "module": module, "by": by} | fields))

    assert refused(confirm) == {"__all__": ["Something this module asks for is still missing."]}
    item = factories.item_of(enrolment.cohort, EvidenceKind.SIGN_OFF)
    sign_offs.sign_off(enrolment=enrolment, item=item, by=by)
    assert not Completion.objects.exists()
    assert refused(lambda: confirm(by=enrolment.person)) == {
        "__all__": ["Somebody else has to confirm this for you."]
    }
    foreign = factories.cohort().edition.modules.first()
    assert list(refused(lambda: confirm(module=foreign))) == ["module"]
    assert confirm() == confirm(by=factories.person())
    done = Completion.objects.get()
    assert (done.evidence, done.recorded_by) == (Evidence.STATED, by)


def test_a_module_that_asks_for_nothing_is_recorded_not_confirmed() -> None:
    enrolment, _module = waiting_module()
    second = enrolment.cohort.edition.modules.order_by("position")[1]
    said = refused(lambda: sign_offs.confirm_module(enrolment=enrolment, module=second, by=None))
    assert said == {"__all__": ["Something this module asks for is still missing."]}


# Prior learning


def test_credit_completes_the_module_and_is_told_once() -> None:
    cohort = factories.cohort(modules=2)
    enrolment = factories.enrolment(cohort, language="fr")
    by, second = factories.person("Kit"), cohort.edition.modules.order_by("position")[1]
    asked = factories.asked_for_credit(enrolment, module=second)
    for _click in range(2):
        done = answering.grant(request=asked, by=by)
    assert (done.state, done.answered_by) == (PriorLearningState.GRANTED, by)
    credit = Completion.objects.get()
    assert (credit.module, credit.evidence, credit.override_reason) == (
        second,
        Evidence.PRIOR_LEARNING,
        "Credit for prior learning",
    )
    message = Message.objects.get()
    assert (message.kind, message.language, message.address) == (
        "credit_answered",
        "fr",
        enrolment.person.email,
    )


def test_credit_is_declined_with_a_kind_word() -> None:
    asked, by = factories.asked_for_credit(), factories.person("Kit")
    assert list(refused(lambda: answering.decline(request=asked, answer=" ", by=by))) == ["answer"]
    answering.decline(request=asked, answer="Bring the outline, and we look again.", by=by)
    assert not Completion.objects.exists()
    assert refused(lambda: answering.grant(request=asked, by=factories.person())) == {
        "__all__": ["Somebody answered this in the meantime."]
    }
    assert Message.objects.count() == 1


def test_a_request_that_was_taken_back_or_is_ones_own_is_not_answered() -> None:
    asked = factories.asked_for_credit(state=PriorLearningState.WITHDRAWN)
    assert refused(lambda: answering.grant(request=asked, by=None)) == {
        "__all__": ["This request was taken back in the meantime."]
    }
    own = factories.asked_for_credit()
    assert (
        "Somebody else"
        in refused(lambda: answering.grant(request=own, by=own.enrolment.person))["__all__"][0]
    )


def test_credit_for_a_module_that_is_completed_already_changes_no_completion() -> None:
    asked = factories.asked_for_credit()
    made = Completion.objects.create(
        enrolment=asked.enrolment, module=asked.module, completed_on=factories.today(), evidence="quiz"
    )
    answering.grant(request=asked, by=None)
    assert Completion.objects.get() == made

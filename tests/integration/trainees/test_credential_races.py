"""Two people answer about the same certificate, or recommend twice, at the same moment."""

from typing import Any

import pytest

from courses.enums import RoleKind
from courses.models import Cohort
from tasks.outbox.models import Message
from tests import factories
from tests.races import Meeting, at_once, kinds
from trainees.enums import Recommender
from trainees.models import Enrolment, Recommendation
from trainees.operations import credentials, facts, recommendations

pytestmark = pytest.mark.django_db(transaction=True)
ROUNDS = 50


@pytest.fixture
def meeting(monkeypatch: pytest.MonkeyPatch) -> Meeting:
    """Where the two meet."""
    return Meeting(monkeypatch)


def unlocked(monkeypatch: pytest.MonkeyPatch) -> None:
    """Take the locks out."""
    monkeypatch.setattr(facts, "locked", lambda pk: Cohort.objects.with_course().get(pk=pk))
    for module in (facts, credentials):
        monkeypatch.setattr(module, "fresh", lambda record: type(record).objects.get(pk=record.pk))
    everybody = Enrolment.objects.all
    monkeypatch.setattr(Enrolment.objects, "select_for_update", lambda **_: everybody(), raising=False)


def answer_twice(person: Enrolment) -> list[Any]:
    """One accepts, another declines."""
    one = factories.credential(person)
    first, second = factories.person(), factories.person()
    return at_once(
        lambda: credentials.accept(credential=one, by=first),
        lambda: credentials.decline(credential=one, answer="Please send a new photo.", by=second),
    )


def test_of_two_who_answer_one_is_told(meeting: Meeting) -> None:
    meeting.after(credentials, "fresh")
    for person in factories.enrolments(factories.cohort(seats=ROUNDS), ROUNDS):
        meeting.again()
        assert kinds(answer_twice(person)) == ["ExternalCredential", "ValidationError"]
        assert Message.objects.about(f"enrolment:{person.pk}").count() == 1


def test_without_the_lock_only_the_trigger_keeps_the_first_answer(
    meeting: Meeting, monkeypatch: pytest.MonkeyPatch
) -> None:
    unlocked(monkeypatch)
    meeting.after(credentials, "fresh")
    assert kinds(answer_twice(factories.enrolment())) == ["ExternalCredential", "IntegrityError"]


def recommend_twice(person: Enrolment, by: Any) -> int:
    """A double click; how many are kept."""
    said = {"given_by": Recommender.FACILITATOR, "recommends": True, "by": by}
    at_once(
        lambda: recommendations.recommend(enrolment=person, **said),
        lambda: recommendations.recommend(enrolment=person, **said),
    )
    return Recommendation.objects.filter(enrolment=person).count()


def test_a_double_click_recommends_once(meeting: Meeting) -> None:
    cohort = factories.cohort(seats=ROUNDS)
    by = factories.role(RoleKind.FACILITATOR, cohort.programme).person
    meeting.after(recommendations, "may_recommend_as")
    for person in factories.enrolments(cohort, ROUNDS):
        meeting.again()
        assert recommend_twice(person, by) == 1


def test_without_the_lock_a_double_click_recommends_twice(
    meeting: Meeting, monkeypatch: pytest.MonkeyPatch
) -> None:
    unlocked(monkeypatch)
    person = factories.enrolment()
    by = factories.role(RoleKind.FACILITATOR, person.cohort.programme).person
    meeting.after(recommendations, "clean_text")
    assert recommend_twice(person, by) == 2

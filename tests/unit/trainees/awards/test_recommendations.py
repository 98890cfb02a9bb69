"""Who may say that they recommend a trainee, and what stays of it."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from wagtail.models import ModelLogEntry

from courses.enums import RoleKind
from tests import factories
from trainees.enums import Recommender
from trainees.models import Enrolment, Recommendation
from trainees.operations.recommendations import may_recommend_as, recommend, void_recommendation

pytestmark = pytest.mark.django_db


@pytest.fixture
def trainee() -> Enrolment:
    return factories.enrolment()


def facilitator(of: Enrolment, kind: RoleKind = RoleKind.FACILITATOR) -> Any:
    """Somebody with a role in the trainee's programme."""
    return factories.role(kind, of.cohort.programme).person


def given(of: Enrolment, by: Any, **more: Any) -> Recommendation:
    facts: dict[str, Any] = {"given_by": Recommender.FACILITATOR, "recommends": True} | more
    return recommend(enrolment=of, by=by, **facts)


def refused(act: Callable[[], Any]) -> dict[str, list[str]]:
    with pytest.raises(ValidationError) as error:
        act()
    return error.value.message_dict


def test_it_is_kept_with_who_and_when_and_logged_without_the_note(trainee: Enrolment) -> None:
    by = facilitator(trainee)
    made = given(trainee, by, rating=3, note="  Listens well. ")
    assert (made.recorded_by, made.given_on, made.note) == (by, factories.today(), "Listens well.")
    entry = ModelLogEntry.objects.get(action="trainees.recommendation.give")
    assert entry.data == {
        "recommendation": made.pk,
        "by": "facilitator",
        "recommends": True,
        "rating": 3,
    }


def test_said_twice_it_is_kept_once(trainee: Enrolment) -> None:
    by = facilitator(trainee)
    assert given(trainee, by, rating=3) == given(trainee, by, rating=3)
    assert Recommendation.objects.count() == 1


def test_said_anew_the_word_of_before_is_voided_and_stays(trainee: Enrolment) -> None:
    by, other = facilitator(trainee), facilitator(trainee)
    given(trainee, other, recommends=False)
    before = given(trainee, by, recommends=False)
    after = given(trainee, by)
    before.refresh_from_db()
    assert (before.voided_by, before.void_reason) == (by, "They said it anew.")
    assert set(trainee.recommendations.standing().values_list("recorded_by", "recommends")) == {
        (other.pk, False),
        (after.recorded_by_id, True),
    }


def test_what_supervisors_said_is_written_down_by_coordinators_only(trainee: Enrolment) -> None:
    said = {"given_by": Recommender.SUPERVISOR}
    assert list(refused(lambda: given(trainee, facilitator(trainee), **said))) == ["given_by"]
    by = facilitator(trainee, RoleKind.COORDINATOR)
    given(trainee, by, note="The first one", **said)
    given(trainee, by, note="The second one", **said)
    assert trainee.recommendations.standing().count() == 2


def test_nobody_gives_it_in_a_role_that_is_not_theirs(trainee: Enrolment) -> None:
    programme = trainee.cohort.programme
    assert may_recommend_as(facilitator(trainee), programme) == [Recommender.FACILITATOR]
    assert may_recommend_as(facilitator(trainee, RoleKind.EDITOR), programme) == []
    elsewhere = factories.role(RoleKind.FACILITATOR).person
    for somebody in (
        elsewhere,
        facilitator(trainee, RoleKind.EDITOR),
        facilitator(trainee, RoleKind.COORDINATOR),
    ):
        assert list(refused(lambda by=somebody: given(trainee, by))) == ["given_by"]  # type: ignore[misc]


def test_nobody_recommends_themselves(trainee: Enrolment) -> None:
    factories.role(RoleKind.FACILITATOR, trainee.cohort.programme, held_by=trainee.person)
    assert refused(lambda: given(trainee, trainee.person)) == {
        "__all__": ["Somebody else has to confirm this for you."]
    }


def test_of_somebody_who_left_nothing_is_said_any_more(trainee: Enrolment) -> None:
    by = facilitator(trainee)
    Enrolment.objects.filter(pk=trainee.pk).update(state="withdrawn", ended_at=trainee.enrolled_at)
    assert list(refused(lambda: given(trainee, by))) == ["__all__"]
    Enrolment.objects.filter(pk=trainee.pk).update(state="finished")
    assert given(trainee, by).recommends


def test_what_is_wrong_names_its_field(trainee: Enrolment) -> None:
    by = facilitator(trainee)
    assert list(refused(lambda: given(trainee, by, rating=5))) == ["rating"]
    assert list(refused(lambda: given(trainee, by, note="x" * 501))) == ["note"]
    assert not Recommendation.objects.exists()


def test_it_is_voided_with_a_reason_once(trainee: Enrolment) -> None:
    by = facilitator(trainee)
    made = given(trainee, by)
    assert list(refused(lambda: void_recommendation(recommendation=made, reason=" ", by=by))) == ["reason"]
    void_recommendation(recommendation=made, reason="Another person was meant", by=by)
    assert list(refused(lambda: void_recommendation(recommendation=made, reason="Again", by=by))) == [
        "__all__"
    ]
    assert not trainee.recommendations.standing().exists()
    assert Recommendation.objects.get().void_reason == "Another person was meant"


@pytest.mark.parametrize(
    "change", [{"by": "supervisor"}, {"recommends": False}, {"rating": 1}, {"note": "No"}]
)
def test_the_database_keeps_what_was_said(trainee: Enrolment, change: dict[str, Any]) -> None:
    made = factories.recommendation(trainee)
    with pytest.raises(IntegrityError, match="recommendation_kept"), transaction.atomic():
        Recommendation.objects.filter(pk=made.pk).update(**change)

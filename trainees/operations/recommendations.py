"""Recommendations: somebody who knows a trainee's practice says whether they recommend them for an award."""

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import NON_FIELD_ERRORS
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from courses.enums import RoleKind
from courses.models import Edition, Programme
from courses.operations.checks import refuse
from courses.queries.roles import programmes_of
from courses.requirements.kinds.evaluation import RECOMMENDATION
from courses.requirements.stream import requirements_of, walk
from trainees.enums import HOLDS_A_SEAT, Rating, Recommender
from trainees.models import Enrolment, Recommendation

from .bringing import clean_text
from .facts import TEXT, check_not_ones_own, held, mark_void, today

ROLES = {Recommender.FACILITATOR: RoleKind.FACILITATOR, Recommender.COORDINATOR: RoleKind.COORDINATOR}


def may_recommend_as(person: Any, programme: Programme) -> list[Recommender]:
    """In which ways `person` may recommend somebody in the programme, the most likely first; empty for nobody's.

    A coordinator may also write down what a practicum supervisor said: supervisors have no account.
    """
    found = [
        way for way, kind in ROLES.items() if programmes_of(person, kind).filter(pk=programme.pk).exists()
    ]
    return [*found, Recommender.SUPERVISOR] if Recommender.COORDINATOR in found else found


@transaction.atomic
def recommend(
    *,
    enrolment: Enrolment,
    given_by: Recommender,
    recommends: bool,
    by: Any,
    rating: int | None = None,
    note: str = "",
) -> Recommendation:
    """Keep what somebody says of a trainee's practice, today: recommended, or not yet; perhaps rated, with a note.

    The same said twice is kept once. Who said something else before says it anew: what they said in the same role is
    voided and stays visible. What a supervisor said does not replace what another one did. Raises ValidationError keyed
    by field: given_by (not one's role), rating, note (long); and for somebody who left, or about oneself.
    """
    enrolment = held(enrolment.pk)
    if enrolment.state not in HOLDS_A_SEAT:
        words = _("The enrolment has ended: %(names)s.") % {"names": enrolment.person.chosen_name}
        raise refuse(NON_FIELD_ERRORS, words, code="ended")
    check_not_ones_own(enrolment, by)
    if given_by not in may_recommend_as(by, enrolment.cohort.programme):
        raise refuse("given_by", _("Choose from the list."), code="choice")
    return _keep(
        enrolment,
        by,
        by=Recommender(given_by),
        recommends=recommends,
        rating=_checked_rating(rating),
        note=clean_text("note", note, most=TEXT),
    )


@transaction.atomic
def void_recommendation(*, recommendation: Recommendation, reason: str, by: Any) -> Recommendation:
    """Say that it was recorded by mistake.

    Raises ValidationError without a reason, about oneself, and when it was voided before.
    """
    held(recommendation.enrolment_id)
    return _void(recommendation, reason, by)


def _void(recommendation: Recommendation, reason: str, by: Any) -> Recommendation:
    action = "trainees.recommendation.void"
    return mark_void(recommendation, reason=reason, by=by, action=action, data=_data(recommendation))


def asks_supervisors(edition: Edition) -> bool:
    """Whether an award of the edition needs a recommendation that a practicum supervisor may give. One query."""
    return any(
        one.kind == "evaluation"
        and one["sort"] == RECOMMENDATION
        and one["by"] in ("", None, Recommender.SUPERVISOR)
        for award in edition.awards.order_by("position")
        for one in walk(requirements_of(award.requirements))
    )


def supervisor_said(*, enrolment: Enrolment, recommends: bool, ratings: Iterable[int]) -> Recommendation:
    """Keep what a supervisor says with their last report, rated as its lowest value.

    Only within the operation that writes the report, whose lock lets it happen once.
    """
    made = Recommendation.objects.create(
        enrolment=enrolment,
        by=Recommender.SUPERVISOR,
        recommends=recommends,
        rating=min(ratings),
        given_on=today(enrolment.cohort),
    )
    log(instance=enrolment, action="trainees.recommendation.give", data=_data(made))
    return made


def _checked_rating(rating: int | None) -> int | None:
    if rating is not None and rating not in Rating.values:
        raise refuse("rating", _("Choose what fits best."), code="choice")
    return rating


def _keep(enrolment: Enrolment, giver: Any, **said: Any) -> Recommendation:
    """The row, unless it is there already."""
    mine = enrolment.recommendations.standing().filter(recorded_by=giver, by=said["by"]).order_by("-pk")
    for before in mine:
        if all(getattr(before, name) == value for name, value in said.items()):
            known: Recommendation = before
            return known
    if said["by"] != Recommender.SUPERVISOR:
        for before in mine:
            _void(before, _("They said it anew."), giver)
    made = Recommendation.objects.create(
        enrolment=enrolment, recorded_by=giver, given_on=today(enrolment.cohort), **said
    )
    log(instance=enrolment, action="trainees.recommendation.give", user=giver, data=_data(made))
    return made


def _data(made: Recommendation) -> dict[str, Any]:
    """What the log keeps: never the note."""
    return {
        "recommendation": made.pk,
        "by": str(made.by),
        "recommends": made.recommends,
        "rating": made.rating,
    }

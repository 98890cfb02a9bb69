"""Who may see and change enrolments, completions and messages in the back office."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Model, QuerySet
from wagtail.permissions import register_permission_policy

from courses.backoffice.access import (
    COORDINATORS,
    TEACHING,
    ProgrammePolicy,
    is_administrator,
    programme_ids,
)
from courses.enums import RoleKind
from tasks.outbox.models import Message
from trainees.models import (
    Completion,
    Enrolment,
    EnrolmentBatch,
    ExamResult,
    MakeUp,
    Observation,
    Placement,
    PlacementSite,
    Recommendation,
    SignOff,
    Supervisor,
)


class MessagePolicy(ProgrammePolicy):
    """Messages are kept under the scope of a programme; secrets (sign-in codes) are nobody's to read."""

    def __init__(self) -> None:
        super().__init__(Message, path="scope", roles={"view": COORDINATORS, "change": COORDINATORS})

    def instances_user_has_any_permission_for(self, user: Any, actions: Iterable[str]) -> "QuerySet[Message]":
        """Of one's programmes; an administrator sees also those that belong to none."""
        messages: QuerySet[Message] = Message.objects.listable()
        if is_administrator(user):
            return messages
        if not user.is_active:
            return messages.none()
        return messages.filter(scope__in=[f"programme:{pk}" for pk in self._programmes(user, actions)])

    def user_has_permission_for_instance(self, user: Any, action: str, instance: Any) -> bool:
        """On this very message."""
        if is_administrator(user):
            return True
        keys = {f"programme:{pk}" for pk in self._programmes(user, [action])}
        return bool(user.is_active and instance.scope in keys)


THROUGH_ENROLMENT = "enrolment__cohort__edition__course__programme"
RECORDED: dict[str, Iterable[RoleKind]] = {"view": TEACHING, "add": TEACHING, "change": TEACHING}
"""What facilitators record, they also correct."""

POLICIES: dict[type[Model], ProgrammePolicy] = {
    ExamResult: ProgrammePolicy(ExamResult, path=THROUGH_ENROLMENT, roles=RECORDED),
    Observation: ProgrammePolicy(Observation, path=THROUGH_ENROLMENT, roles=RECORDED),
    SignOff: ProgrammePolicy(SignOff, path=THROUGH_ENROLMENT, roles=RECORDED),
    Recommendation: ProgrammePolicy(Recommendation, path=THROUGH_ENROLMENT, roles=RECORDED),
    Enrolment: ProgrammePolicy(
        Enrolment,
        path="cohort__edition__course__programme",
        roles={"view": TEACHING, "mark": TEACHING, "add": COORDINATORS, "change": COORDINATORS},
    ),
    MakeUp: ProgrammePolicy(
        MakeUp,
        path="enrolment__cohort__edition__course__programme",
        roles={"view": TEACHING, "mark": TEACHING},
    ),
    EnrolmentBatch: ProgrammePolicy(
        EnrolmentBatch,
        path="cohort__edition__course__programme",
        roles={"view": COORDINATORS, "add": COORDINATORS, "change": COORDINATORS},
    ),
    Completion: ProgrammePolicy(
        Completion,
        path=THROUGH_ENROLMENT,
        roles={"view": TEACHING, "add": TEACHING, "change": TEACHING},
    ),
    # Supervisors' names and addresses, and what a clearance says, are for those who place people.
    PlacementSite: ProgrammePolicy(
        PlacementSite,
        path="programme",
        roles={"view": COORDINATORS, "add": COORDINATORS, "change": COORDINATORS},
    ),
    Supervisor: ProgrammePolicy(
        Supervisor,
        path="site__programme",
        roles={"view": COORDINATORS, "add": COORDINATORS, "change": COORDINATORS},
    ),
    Placement: ProgrammePolicy(
        Placement,
        path="enrolment__cohort__edition__course__programme",
        roles={"view": COORDINATORS, "add": COORDINATORS, "change": COORDINATORS},
    ),
    Message: MessagePolicy(),
}


def sees_messages(person: Any) -> bool:
    """Whether there is a list of messages for this person."""
    return is_administrator(person) or bool(programme_ids(person, *COORDINATORS))


def register_policies() -> None:
    """Tell Wagtail. Called once, before any viewset is registered."""
    for model, policy in POLICIES.items():
        register_permission_policy(model, policy, exact_class=True)

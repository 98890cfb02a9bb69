"""What somebody who teaches may see: everything here starts from their roles; what is outside does not exist."""

from typing import Any

from django.db.models import QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404

from courses.enums import RoleKind
from courses.models import EvidenceItem, Module, Programme
from courses.queries import programmes_of
from trainees.enums import EnrolmentState, SubmissionState
from trainees.models import Enrolment, ExternalCredential, PriorLearning, Submission

TEACHING = (RoleKind.COORDINATOR, RoleKind.FACILITATOR)
OF_ITEM = ("item__module", "item__quiz", "item__agreement", "item__exam")


def programmes_taught(person: Any, *kinds: RoleKind) -> QuerySet[Programme]:
    """Where `person` coordinates or facilitates (or holds one of `kinds`)."""
    return programmes_of(person, *(kinds or TEACHING))


def teaches(person: Any) -> bool:
    """Whether there is an inbox for this person."""
    return programmes_taught(person).exists()


def enrolment_of(person: Any, pk: int) -> Enrolment:
    """An enrolment in a programme where `person` teaches, with its cohort; Http404 for any other."""
    found = Enrolment.objects.of_programmes(programmes_taught(person)).exclude(state=EnrolmentState.UNDONE)
    return get_object_or_404(
        found.select_related("person", "cohort__edition__course__programme__region"), pk=pk
    )


def item_of(enrolment: Enrolment, pk: int, kind: str) -> EvidenceItem:
    """Something of that kind that the enrolment's edition asks for; Http404 for any other."""
    items = EvidenceItem.objects.select_related("module__edition", "quiz", "agreement", "exam")
    return get_object_or_404(items, pk=pk, kind=kind, module__edition=enrolment.cohort.edition_id)


def module_of(enrolment: Enrolment, pk: int) -> Module:
    """A module of the enrolment's edition; Http404 for any other."""
    return get_object_or_404(Module, pk=pk, edition=enrolment.cohort.edition_id)


def submission_of(person: Any, pk: int) -> Submission:
    """Something that was handed in where `person` teaches. A draft is its writer's alone: Http404."""
    found = (
        Submission.objects.filter(
            enrolment__in=Enrolment.objects.of_programmes(programmes_taught(person)).exclude(
                state=EnrolmentState.UNDONE
            )
        )
        .exclude(state=SubmissionState.DRAFT)
        .select_related(
            "answered_by", "enrolment__person", "enrolment__cohort__edition__course__programme", *OF_ITEM
        )
    )
    return get_object_or_404(found, pk=pk)


def prior_learning_of(person: Any, pk: int) -> PriorLearning:
    """A request for credit in a programme that `person` coordinates; Http404 for any other."""
    programmes = programmes_taught(person, RoleKind.COORDINATOR)
    found = PriorLearning.objects.filter(enrolment__in=Enrolment.objects.of_programmes(programmes))
    return get_object_or_404(
        found.select_related(
            "answered_by", "module", "enrolment__person", "enrolment__cohort__edition__course__programme"
        ),
        pk=pk,
    )


def credential_of(person: Any, pk: int) -> ExternalCredential:
    """A certificate from elsewhere, sent in to a programme that `person` coordinates; Http404 for any other."""
    programmes = programmes_taught(person, RoleKind.COORDINATOR)
    found = ExternalCredential.objects.filter(enrolment__in=Enrolment.objects.of_programmes(programmes))
    return get_object_or_404(
        found.select_related(
            "answered_by", "enrolment__person", "enrolment__cohort__edition__course__programme"
        ),
        pk=pk,
    )


def found_or_404(condition: bool) -> None:
    """What is not there for this person."""
    if not condition:
        raise Http404

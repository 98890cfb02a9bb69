"""Who is expected at sessions."""

from collections import defaultdict
from collections.abc import Iterable

from courses.enums import SessionKind
from courses.models import Session
from trainees.enums import MakeUpState
from trainees.models import Enrolment, MakeUp


def expected(sessions: Iterable[Session]) -> dict[int, list[Enrolment]]:
    """By session (id): the active enrolments of who should come, with their people. Two queries.

    At a session for everybody that is the cohort; at any session also those for whom it stands in for a missed one.
    """
    sessions = list(sessions)
    found = Enrolment.objects.active().filter(
        cohort__in={one.cohort_id for one in sessions if one.kind == SessionKind.REGULAR}
    )
    of_cohort: dict[int, list[Enrolment]] = defaultdict(list)
    for enrolment in found.select_related("person").order_by("pk"):
        of_cohort[enrolment.cohort_id].append(enrolment)
    who = {
        one.pk: list(of_cohort[one.cohort_id]) if one.kind == SessionKind.REGULAR else [] for one in sessions
    }
    make_ups = MakeUp.objects.filter(
        through__in=who, state=MakeUpState.PLANNED, enrolment__in=Enrolment.objects.active()
    )
    for make_up in make_ups.select_related("enrolment__person").order_by("pk"):
        listed = who[make_up.through_id or 0]
        if all(make_up.enrolment_id != enrolment.pk for enrolment in listed):
            listed.append(make_up.enrolment)
    return who

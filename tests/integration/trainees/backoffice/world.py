"""Two programmes side by side: what one coordinates, and what must never be seen from it."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from courses.enums import RoleKind
from courses.models import Cohort, Programme, Session
from tasks.outbox.models import Message
from tests import factories
from trainees.enums import Evidence
from trainees.models import Completion, Enrolment, EnrolmentBatch
from trainees.operations import batches, completion, enrolment

LIST = "name,email\nKai,kai@example.org\nNoor,noor@example.org\n"


@dataclass
class Side:
    """A programme with one of everything."""

    programme: Programme
    cohort: Cohort
    enrolment: Enrolment
    session: Session
    completion: Completion
    batch: EnrolmentBatch
    message: Message


def side(name: str) -> Side:
    """Make a programme with one of everything, through the operations; `name` marks its people."""
    programme = factories.programme(name_en=f"{name} programme")
    cohort = factories.cohort(programme=programme, modules=4, name_en=f"{name} cohort")
    made = enrolment.enrol(
        cohort=cohort, email=f"trainee.{name.lower()}@example.org", chosen_name=f"Trainee {name}", by=None
    )
    first = cohort.edition.modules.order_by("position").first()
    assert first is not None
    done = completion.record(
        cohort=cohort,
        pairs=[(made.pk, first.pk)],
        completed_on=cohort.starts_on + dt.timedelta(days=1),
        evidence=Evidence.QUIZ,
        by=None,
    )[0]
    marked = LIST.replace("@", f".{name.lower()}@")
    batch = batches.read(cohort=cohort, source=f"{name}.csv", data=marked, by=None)
    message = Message.objects.get(about=f"enrolment:{made.pk}")
    return Side(programme, cohort, made, factories.session(cohort), done, batch, message)


def member(kind: RoleKind, programme: Programme) -> Any:
    """A person with one role."""
    return factories.role(kind, programme).person

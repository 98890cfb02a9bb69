"""Everybody in a cohort, how far they are, and what they were sent."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Sum

from courses.models import Cohort
from tasks.outbox.enums import NEEDS_A_REASON
from tasks.outbox.models import Message
from trainees.enums import EnrolmentState
from trainees.models import Completion, Enrolment
from trainees.rules import keys

from .progress import Hours


@dataclass(frozen=True, kw_only=True)
class RosterRow:
    """One enrolment: who, how far, and their messages, the latest first (without their content)."""

    enrolment: Enrolment
    person: Any
    modules_done: int
    modules_required: int
    hours: Hours
    messages: Sequence[Message]

    @property
    def last_message(self) -> Message | None:
        """The latest one."""
        return self.messages[0] if self.messages else None

    @property
    def troubled(self) -> Sequence[Message]:
        """Those that a person should look at: failed, held back by the address, or perhaps sent."""
        return [message for message in self.messages if message.state in NEEDS_A_REASON]


def roster(cohort: Cohort, enrolments: Iterable[Enrolment] | None = None) -> list[RosterRow]:
    """The rows of a cohort in four queries; of `enrolments` (a page of them, with their people) in three.

    Without `enrolments` it is everybody who holds a seat or left, by chosen name; those entered by mistake are not.
    """
    listed = list(everybody(cohort) if enrolments is None else enrolments)
    required = cohort.edition.modules.filter(is_optional=False).aggregate(
        count=Count("pk"), minutes=Sum("minutes", default=0)
    )
    done = _done(listed)
    messages = _messages(listed)
    return [
        RosterRow(
            enrolment=enrolment,
            person=enrolment.person,
            modules_done=done[enrolment.pk][0],
            modules_required=required["count"],
            hours=Hours(done=done[enrolment.pk][1], required=required["minutes"]),
            messages=messages[keys.about(enrolment)],
        )
        for enrolment in listed
    ]


def everybody(cohort: Cohort) -> Any:
    """Those who are listed in a cohort, with their person, by chosen name."""
    return everybody_in([cohort])


def everybody_in(cohorts: Sequence[Cohort]) -> Any:
    """Those who are listed in these cohorts, with their person, by chosen name."""
    listed = Enrolment.objects.filter(cohort__in=cohorts).exclude(state=EnrolmentState.UNDONE)
    return listed.select_related("person").order_by("person__chosen_name", "pk")


def _done(enrolments: Sequence[Enrolment]) -> dict[int, tuple[int, int]]:
    """Required modules done, and their minutes, by enrolment."""
    found = Completion.objects.standing().filter(enrolment__in=enrolments, module__is_optional=False)
    rows = (
        found.order_by().values_list("enrolment").annotate(count=Count("pk"), minutes=Sum("module__minutes"))
    )
    done: dict[int, tuple[int, int]] = defaultdict(lambda: (0, 0))
    done.update({enrolment: (count, minutes) for enrolment, count, minutes in rows})
    return done


def _messages(enrolments: Sequence[Enrolment]) -> dict[str, list[Message]]:
    abouts = [keys.about(enrolment) for enrolment in enrolments]
    found = Message.objects.listable().filter(about__in=abouts).order_by("-pk")
    messages: dict[str, list[Message]] = defaultdict(list)
    for message in found.only("pk", "kind", "state", "about", "created_at", "sent_at", "error"):
        messages[message.about].append(message)
    return messages

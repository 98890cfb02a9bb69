"""What waits for a person who teaches, oldest first, in all of their cohorts together."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Max

from courses.enums import CohortState, CompletesBy, EvidenceKind, RoleKind
from courses.models import Award, Cohort, EvidenceItem, Module
from courses.queries import programmes_of
from trainees.enums import ACTIVE, Evidence, PriorLearningState, Standing, SubmissionState, Wait
from trainees.models import (
    Completion,
    Enrolment,
    ExamResult,
    Observation,
    PriorLearning,
    QuizAttempt,
    Signature,
    SignOff,
    Submission,
)
from trainees.rules.evidence import Judged

from .credentials import name_of, waiting_credentials, wanted_by
from .records import Record, records_of


@dataclass(frozen=True, kw_only=True)
class Waiting:
    """One thing that waits. `pk`: of what is read or answered; `since`: from when on it waits; `name`: what it is
    called, where it is about no module.
    """

    wait: Wait
    enrolment: Enrolment
    module: Module | None
    since: dt.datetime
    pk: int = 0
    item: EvidenceItem | None = None
    name: str = ""

    @property
    def person(self) -> Any:
        """Whose it is."""
        return self.enrolment.person

    @property
    def title(self) -> str:
        """What it is about: the item, else the module."""
        if self.item:
            return str(self.item)
        return self.module.title if self.module else self.name


def cohorts_taught(person: Any) -> list[Cohort]:
    """The cohorts that are not called off, with people in them now, of the programmes where somebody teaches."""
    programmes = programmes_of(person, RoleKind.COORDINATOR, RoleKind.FACILITATOR)
    found = Cohort.objects.of_programmes(programmes).exclude(state=CohortState.CANCELLED)
    return list(found.filter(enrolments__state__in=ACTIVE).with_course().distinct().order_by("pk"))


def waiting_for(person: Any, *, at: dt.datetime) -> list[Waiting]:
    """Everything that waits for `person` at an instant, oldest first. As many queries for many cohorts as for one.

    Texts and files that were handed in; things to observe or sign off of which a session was held and that nothing
    else holds up; modules that are complete and wait to be confirmed; completions whose evidence a correction took
    away; for coordinators, requests for credit and certificates from elsewhere.
    """
    cohorts = cohorts_taught(person)
    records = records_of(cohorts, at=at) if cohorts else []
    by_enrolment = {record.enrolment.pk: record for record in records}
    for record in records:
        record.enrolment.cohort = record.plan.cohort
    found = [
        *_handed_in(by_enrolment, person),
        *_asked_for_credit(by_enrolment, person),
        *_sent_in(person),
        *_of_records(records, by_enrolment, person),
    ]
    return sorted(found, key=lambda one: (one.since, one.enrolment.pk, one.module.pk if one.module else 0))


def _handed_in(records: Mapping[int, Record], person: Any) -> Iterator[Waiting]:
    submissions = (
        Submission.objects.filter(state=SubmissionState.WAITING, enrolment__in=records)
        .select_related("item__module", "item__quiz", "item__agreement", "item__exam")
        .defer("text", "feedback")
    )
    for one in submissions.order_by("pk"):
        enrolment = records[one.enrolment_id].enrolment
        if enrolment.person_id != person.pk and one.handed_in_at is not None:
            yield Waiting(
                wait=Wait.FEEDBACK,
                enrolment=enrolment,
                module=one.item.module,
                item=one.item,
                since=one.handed_in_at,
                pk=one.pk,
            )


def _asked_for_credit(records: Mapping[int, Record], person: Any) -> Iterator[Waiting]:
    coordinated = set(programmes_of(person, RoleKind.COORDINATOR).values_list("pk", flat=True))
    requests = PriorLearning.objects.filter(state=PriorLearningState.ASKED, enrolment__in=records)
    for one in requests.select_related("module").defer("statement", "answer").order_by("pk"):
        enrolment = records[one.enrolment_id].enrolment
        if enrolment.cohort.programme.pk in coordinated and enrolment.person_id != person.pk:
            yield Waiting(
                wait=Wait.CREDIT, enrolment=enrolment, module=one.module, since=one.asked_at, pk=one.pk
            )


def _sent_in(person: Any) -> Iterator[Waiting]:
    """Certificates from elsewhere, also of those who have finished: two queries."""
    found = list(waiting_credentials(person))
    editions = {one.enrolment.cohort.edition_id for one in found}
    wanted: dict[int, list[Award]] = defaultdict(list)
    awards = Award.objects.filter(edition__in=editions).select_related("renewal").order_by("position")
    for award in awards if editions else ():
        wanted[award.edition_id].append(award)
    names = {edition: wanted_by(awards) for edition, awards in wanted.items()}
    for one in found:
        yield Waiting(
            wait=Wait.CREDENTIAL,
            enrolment=one.enrolment,
            module=None,
            since=one.sent_at,
            pk=one.pk,
            name=name_of(one, names.get(one.enrolment.cohort.edition_id, {})),
        )


def _of_records(
    records: Sequence[Record], by_enrolment: Mapping[int, Record], person: Any
) -> Iterator[Waiting]:
    stated = {
        (enrolment, module): (pk, recorded_at)
        for pk, enrolment, module, recorded_at in Completion.objects.standing()
        .filter(enrolment__in=by_enrolment, evidence=Evidence.STATED)
        .values_list("pk", "enrolment", "module", "recorded_at")
    }
    latest = _last_facts(by_enrolment)
    for record in records:
        if record.enrolment.person_id == person.pk:
            continue
        held = _held(record)
        for module in record.plan.modules:
            key = (record.enrolment.pk, module.pk)
            begun = max(held.get(module.pk) or _its_turn(record, module), record.enrolment.enrolled_at)
            since = max(latest.get(key, begun), begun)
            if module.pk not in record.plan.trees:
                continue
            if module.pk not in record.completions:
                yield from _open(record, module, since)
            elif key in stated and not record.evidence(module).is_met:
                pk, at = stated[key]
                yield Waiting(wait=Wait.UNDONE, enrolment=record.enrolment, module=module, since=at, pk=pk)


def _open(record: Record, module: Module, since: dt.datetime) -> Iterator[Waiting]:
    """What waits in a module that is not completed and asks for something."""
    judged = record.evidence(module)
    if judged.is_met:
        if module.completes_by == CompletesBy.FACILITATOR and not record.missing(module):
            yield Waiting(wait=Wait.CONFIRM, enrolment=record.enrolment, module=module, since=since)
        return
    for item in _to_confirm(judged):
        wait = Wait.OBSERVE if item.kind == EvidenceKind.PRACTICE else Wait.SIGN_OFF
        yield Waiting(wait=wait, enrolment=record.enrolment, module=module, item=item, since=since)


def _to_confirm(judged: Judged) -> Iterator[EvidenceItem]:
    """What only a facilitator can do now: nothing beside it is the trainee's to do, and no other way leads on."""
    if judged.standing != Standing.WAITING:
        return
    for part in judged.parts:
        if part.item is None or part.is_met:
            continue
        if part.item.combines:
            yield from _to_confirm(part)
        elif part.standing == Standing.WAITING and part.item.kind in (
            EvidenceKind.PRACTICE,
            EvidenceKind.SIGN_OFF,
        ):
            yield part.item


def _held(record: Record) -> dict[int, dt.datetime]:
    """When the last session of each module (id) that has begun was over."""
    found: dict[int, dt.datetime] = {}
    plan = record.plan
    for meeting in plan.own_meetings:
        session = plan.sessions[meeting.pk]
        if session.starts_at <= plan.at:
            for module in meeting.modules:
                found[module] = min(session.ends_at, plan.at)
    return found


def _its_turn(record: Record, module: Module) -> dt.datetime:
    """The morning of the day on which the last of what a module needs was done; without needs, when they enrolled."""
    days = [record.completions[pk] for pk in record.plan.needs.get(module.pk, ()) if pk in record.completions]
    if not days:
        return record.enrolment.enrolled_at
    return dt.datetime.combine(max(days), dt.time(), record.plan.cohort.programme.tz)


LAST: Sequence[tuple[type[Any], str]] = (
    (Signature, "signed_at"),
    (QuizAttempt, "handed_in_at"),
    (Submission, "answered_at"),
    (Observation, "recorded_at"),
    (SignOff, "recorded_at"),
)


def _last_facts(enrolments: Mapping[int, Record]) -> dict[tuple[int, int], dt.datetime]:
    """When the last fact about an enrolment and a module (ids) came: six queries."""
    found: dict[tuple[int, int], dt.datetime] = {}
    for model, name in LAST:
        rows = model._default_manager.filter(enrolment__in=enrolments, **{f"{name}__isnull": False})
        _keep(found, rows.order_by().values_list("enrolment", "item__module").annotate(at=Max(name)))
    marks = ExamResult.objects.filter(enrolment__in=enrolments).order_by()
    modules = marks.values_list("enrolment", "exam__after").annotate(at=Max("recorded_at"))
    _keep(found, modules.filter(exam__after__isnull=False))
    return found


def _keep(found: dict[tuple[int, int], dt.datetime], rows: Any) -> None:
    for enrolment, module, at in rows:
        found[enrolment, module] = max(found.get((enrolment, module), at), at)

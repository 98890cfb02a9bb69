"""The path of a trainee, and what they have to make up, from their record."""

import datetime as dt
from dataclasses import dataclass

from courses.enums import CohortState, EvidenceKind, ModuleKind
from courses.models import Cohort, Session
from trainees.enums import ACTIVE, Standing
from trainees.models import Enrolment
from trainees.rules.evidence import Judged, Practised
from trainees.rules.path import Stop, states

from .facts import Fact
from .plans import Plan
from .progress import Hours, Progress, Step, hours_of
from .records import Record, cohort_record


def progress(*, enrolment: Enrolment, at: dt.datetime) -> Progress:
    """The path of one enrolment at the instant `at`, in seven queries.

    The enrolment's cohort, with course and programme, is read along where the caller did not.
    """
    cohort: Cohort = Cohort.objects.with_course().get(pk=enrolment.cohort_id)
    return progress_from(cohort_record(cohort, at=at, enrolments=[enrolment])[0])


def progress_from(record: Record) -> Progress:
    """The path of a record. It asks nothing."""
    plan, done = record.plan, record.completions
    modules = plan.modules
    sessions = _upcoming(record)
    covers = [set(plan.meetings[session.pk].modules) for session in sessions]
    by_id = {module.pk: module for module in modules}
    state = states(
        [
            Stop(pk=m.pk, needs=frozenset(plan.needs.get(m.pk, ())), is_optional=m.is_optional)
            for m in modules
        ],
        done=done,
        next_covers=covers[0] if covers else (),
    )
    steps = [
        Step(
            module=module,
            status=state[module.pk],
            done_on=done.get(module.pk),
            missing=[by_id[pk] for pk in record.missing(module)],
            session=next(
                (session for session, ids in zip(sessions, covers, strict=True) if module.pk in ids), None
            ),
        )
        for module in modules
    ]
    return Progress(
        enrolment=record.enrolment,
        cohort=plan.cohort,
        steps=steps,
        sessions=sessions,
        in_class=hours_of(modules, done, ModuleKind.CLASS),
        practicum=_practised(record),
    )


def _practised(record: Record) -> Hours:
    """Confirmed practicum hours, up to what each module wants; all of it where a module is recorded as done."""
    required = [m for m in record.plan.modules if m.kind == ModuleKind.PRACTICUM and not m.is_optional]
    return Hours(
        done=sum(
            m.minutes
            if m.pk in record.completions
            else min(record.practised.get(m.pk, Practised()).minutes, m.minutes)
            for m in required
        ),
        required=sum(m.minutes for m in required),
    )


def _upcoming(record: Record) -> list[Session]:
    """The cohort's sessions that have not ended, soonest first, with their modules."""
    plan = record.plan
    if plan.cohort.state == CohortState.CANCELLED:
        return []
    return [
        session
        for session in plan.sessions.values()
        if session.cohort_id == plan.cohort.pk and session.ends_at > plan.at and expects(record, session)
    ]


def expects(record: Record, session: Session) -> bool:
    """Whether somebody is expected at a session of their cohort: at a make-up session only who makes up there."""
    return session.is_for_everybody or any(made.other == session.pk for made in record.planned)


@dataclass(frozen=True, kw_only=True)
class Planned:
    """What is to stand in: a session, or a task."""

    through: Session | None
    task: str


@dataclass(frozen=True, kw_only=True)
class ToMakeUp:
    """A session of which something is still to be made up, as templates/portal/to_make_up.html shows it."""

    session: Session
    title: str
    minutes: int
    planned: Planned | None


def to_make_up(record: Record) -> list[ToMakeUp]:
    """What somebody has to make up and can: more than may be missed, or what a module still wants. It asks nothing.

    What is planned is always there, as long as its session can still be attended; what was missed within the limits
    needs nothing.
    """
    plan = record.plan
    if record.enrolment.state not in ACTIVE or not plan.cohort.edition.allows_make_ups:
        return []
    planned = {made.key: made for made in record.planned if _can_be_kept(made, plan)}
    needed = _needed(record)
    found = []
    for pk, time in record.attended.sessions.items():
        if not time.missed or (pk not in needed and pk not in planned):
            continue
        made, session = planned.get(pk), plan.sessions[pk]
        stands_in = made and Planned(through=plan.sessions.get(made.other or 0), task=made.text or "")
        found.append(
            ToMakeUp(session=session, title=plan.title_of(session), minutes=time.missed, planned=stands_in)
        )
    return found


def _can_be_kept(made: Fact, plan: Plan) -> bool:
    """Whether what is planned is a task, or a session that stands and is not over."""
    if made.other is None:
        return True
    return made.other in plan.meetings and not plan.meetings[made.other].is_closed


def _needed(record: Record) -> set[int]:
    """The missed sessions (ids) that a limit, or a module whose attendance is not there yet, wants to be made up."""
    found = {pk for allowance in record.allowances if allowance.is_over for pk in allowance.sessions}
    wanting = {
        module.pk
        for module in record.plan.modules
        if module.pk not in record.completions and _wants_attendance(record.evidence(module))
    }
    return found | {
        pk for pk in record.attended.sessions if wanting.intersection(record.plan.meetings[pk].modules)
    }


def _wants_attendance(judged: Judged) -> bool:
    """Whether attendance is still to be made up for a module, in whatever group it stands."""
    is_leaf = judged.item is not None and judged.item.kind == EvidenceKind.ATTENDANCE
    return (is_leaf and judged.standing == Standing.TO_DO) or any(map(_wants_attendance, judged.parts))

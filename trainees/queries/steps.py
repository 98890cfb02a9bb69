"""The path of a trainee, from their record: what `progress` reads by itself, without asking twice."""

from dataclasses import dataclass

from courses.enums import CohortState, ModuleKind
from courses.models import Session
from trainees.enums import ACTIVE
from trainees.rules.path import Stop, states

from .progress import Progress, Step, hours_of
from .records import Record


def progress_from(record: Record) -> Progress:
    """As trainees.queries.progress.progress, with the facts of the record. It asks nothing."""
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
        practicum=hours_of(modules, done, ModuleKind.PRACTICUM),
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
    """What somebody missed and can still make up, in the order of the sessions. It asks nothing."""
    plan = record.plan
    if record.enrolment.state not in ACTIVE or not plan.cohort.edition.allows_make_ups:
        return []
    planned = {made.key: made for made in record.planned}
    found = []
    for pk, time in record.attended.sessions.items():
        if not time.missed:
            continue
        made, session = planned.get(pk), plan.sessions[pk]
        stands_in = made and Planned(through=plan.sessions.get(made.other or 0), task=made.text or "")
        found.append(
            ToMakeUp(session=session, title=plan.title_of(session), minutes=time.missed, planned=stands_in)
        )
    return found

"""The path of a trainee, from their record: what `progress` reads by itself, without asking twice."""

from django.db.models import prefetch_related_objects

from courses.enums import CohortState, ModuleKind
from courses.models import Session
from trainees.rules.path import Stop, states

from .progress import Progress, Step, hours_of
from .records import Record


def progress_from(record: Record) -> Progress:
    """As trainees.queries.progress.progress, with the facts of the record. One query, for the modules of sessions."""
    plan, done = record.plan, record.completions
    modules = plan.modules
    sessions = _upcoming(record)
    covers = [{module.pk for module in session.modules.all()} for session in sessions]
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
    found = [
        session
        for session in plan.sessions.values()
        if session.cohort_id == plan.cohort.pk and session.ends_at > plan.at
    ]
    prefetch_related_objects(found, "modules")
    return found

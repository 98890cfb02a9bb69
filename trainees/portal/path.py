"""A step of the trainee's path, with the way to its module."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from trainees.enums import ModuleState
from trainees.queries.progress import Step
from trainees.queries.records import Record

from .learning import checklist


@dataclass(frozen=True, kw_only=True)
class PathStep:
    """What components/path.html shows of one module."""

    title: str
    state: str
    status: str
    detail: str
    url: str


def path_step(record: Record, step: Step) -> PathStep:
    """One module: where it stands, where its own page is; what it still asks for, once it has begun or comes next."""
    is_now = step.status == ModuleState.NEXT or step.module.pk in record.begun
    words = (step.detail, checklist.missing(record, step.module) if is_now else "")
    return PathStep(
        title=step.title,
        state=_("You have begun.") if checklist.has_practised(record, step.module) else step.state,
        status=step.status,
        detail=" ".join(part for part in words if part),
        url=checklist.module_url(record, step.module),
    )

"""Asking for credit: somebody has learned a module somewhere else."""

from typing import Any

from django.core.exceptions import NON_FIELD_ERRORS
from django.core.files.base import File
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from courses.models import Module
from courses.operations.checks import refuse
from trainees.enums import PriorLearningState
from trainees.models import Completion, Enrolment, PriorLearning

from .bringing import clean_text, in_course, of_edition
from .uploads import kept

LONGEST_STATEMENT = 5_000  # characters
FOLDER = "prior-learning"


def ask(
    *, enrolment: Enrolment, module: Module, statement: str, file: "File[Any] | None" = None, by: Any
) -> PriorLearning:
    """Ask for credit for a module, with words and perhaps a file. The same asked twice is asked once.

    Raises ValidationError: statement, file, a module of another edition or one that is done, a request that waits or
    was granted, and as `in_course` does.
    """
    with kept(file, folder=FOLDER) as stored, transaction.atomic():
        cohort, enrolment = in_course(enrolment)
        of_edition(module, cohort)
        statement = clean_text("statement", statement, most=LONGEST_STATEMENT)
        if not statement:
            raise refuse("statement", _("Say in a few words where and when you learned it."), code="required")
        known = _standing(enrolment, module)
        if known is not None and known.statement == statement:
            return known
        _check(enrolment, module, known)
        made = PriorLearning(enrolment=enrolment, module=module, statement=statement)
        if stored is not None:
            made.file.name, made.file_name = stored.take(), stored.name
        made.save()
        data = {"module": module.code}
        log(instance=enrolment, action="trainees.prior_learning.ask", user=by, data=data)
        return made


@transaction.atomic
def take_back(*, asked: PriorLearning, by: Any) -> PriorLearning:
    """Take a request back that was not answered yet. Taken back twice, it is taken back once.

    Raises ValidationError for one that was answered, and as `in_course` does.
    """
    _cohort, enrolment = in_course(asked.enrolment)
    found = PriorLearning.objects.select_for_update(of=("self",)).select_related("module").get(pk=asked.pk)
    if found.state == PriorLearningState.WITHDRAWN:
        return found
    if found.state != PriorLearningState.ASKED:
        raise refuse(NON_FIELD_ERRORS, _("This was answered in the meantime."), code="answered")
    found.state = PriorLearningState.WITHDRAWN
    found.save(update_fields=["state"])
    data = {"module": found.module.code}
    log(instance=enrolment, action="trainees.prior_learning.take_back", user=by, data=data)
    return found


def _standing(enrolment: Enrolment, module: Module) -> PriorLearning | None:
    """A request that waits or was granted."""
    states = (PriorLearningState.ASKED, PriorLearningState.GRANTED)
    found = PriorLearning.objects.filter(enrolment=enrolment, module=module, state__in=states)
    return found.select_for_update(of=("self",)).first()


def _check(enrolment: Enrolment, module: Module, known: PriorLearning | None) -> None:
    if known is not None and known.state == PriorLearningState.ASKED:
        raise refuse(
            NON_FIELD_ERRORS,
            _("Your request is on its way already. To change it, take it back first."),
            code="asked",
        )
    is_done = Completion.objects.standing().filter(enrolment=enrolment, module=module).exists()
    if known is not None or is_done:
        raise refuse(NON_FIELD_ERRORS, _("This module is done already."), code="done")

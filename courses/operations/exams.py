"""Exams of an edition, and when a cohort may take them."""

import datetime as dt
from typing import Any

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import log

from courses.models import Cohort, Edition, EvidenceItem, Exam, ExamWindow

from .checks import assign, fresh, refuse, save
from .freezing import open_edition
from .seats import locked

FIELDS = ("code", "title_en", "title_fr", "after", "pass_mark", "attempts")


@transaction.atomic
def add_exam(*, edition: Edition, by: Any, **fields: Any) -> Exam:
    """Add an exam after the others. `fields` are those of FIELDS; code and both titles are required.

    Raises ValidationError keyed by field: a code twice, `after` a module of another edition, a frozen edition.
    """
    edition = open_edition(edition)
    last = edition.exams.aggregate(last=Max("position"))["last"] or 0
    exam = Exam(edition=edition, position=last + 1)
    assign(exam, fields, allowed=FIELDS)
    _check(exam)
    save(exam)
    log(instance=edition, action="courses.exam.add", user=by, data={"exam": exam.code})
    return exam


@transaction.atomic
def change_exam(*, exam: Exam, by: Any, **fields: Any) -> Exam:
    """Change an exam. Raises ValidationError keyed by field, as add_exam does."""
    edition = open_edition(exam.edition)
    exam = fresh(exam)
    if changes := assign(exam, fields, allowed=FIELDS):
        _check(exam)
        save(exam)
        data = {"exam": exam.code, "changes": changes}
        log(instance=edition, action="courses.exam.change", user=by, data=data)
    return exam


@transaction.atomic
def remove_exam(*, exam: Exam, by: Any) -> None:
    """Take an exam out of an edition. Raises ValidationError when it is frozen, or a module asks for this exam."""
    edition = open_edition(exam.edition)
    exam = fresh(exam)
    asking = EvidenceItem.objects.filter(exam=exam).order_by("module__position")
    codes = list(dict.fromkeys(asking.values_list("module__code", flat=True)))
    if codes:
        raise refuse(
            NON_FIELD_ERRORS,
            _("%(modules)s asks for this exam. Change that first.") % {"modules": ", ".join(codes)},
            code="needed",
        )
    code = exam.code
    exam.delete()
    log(instance=edition, action="courses.exam.remove", user=by, data={"exam": code})


@transaction.atomic
def set_window(
    *,
    cohort: Cohort,
    exam: Exam,
    opens_at: dt.datetime | None,
    closes_at: dt.datetime | None,
    by: Any,
) -> ExamWindow | None:
    """Say when a cohort may take an exam; without both instants it may be taken at any time (returns None).

    Raises ValidationError keyed by field: one time missing, closed before it opens; keyed "exam" for another edition.
    """
    cohort = locked(cohort.pk)
    if exam.edition_id != cohort.edition_id:
        raise refuse("exam", _("This exam is not part of this cohort's edition."), code="edition")
    if bool(opens_at) != bool(closes_at):
        missing = "closes_at" if opens_at else "opens_at"
        raise refuse(missing, _("Give both times, or none."), code="window")
    data: dict[str, Any] = {"exam": exam.code}
    if opens_at is None or closes_at is None:
        if ExamWindow.objects.filter(cohort=cohort, exam=exam).delete()[0]:
            log(instance=cohort, action="courses.exam.window", user=by, data=data)
        return None
    if closes_at <= opens_at:
        raise refuse("closes_at", _("It cannot close before it opens."), code="order")
    window = ExamWindow.objects.filter(cohort=cohort, exam=exam).first() or ExamWindow(
        cohort=cohort, exam=exam
    )
    if changes := assign(
        window, {"opens_at": opens_at, "closes_at": closes_at}, allowed=("opens_at", "closes_at")
    ):
        save(window)
        data |= {"changes": changes}
        log(instance=cohort, action="courses.exam.window", user=by, data=data)
    return window


def _check(exam: Exam) -> None:
    """Refuse at its field what the database would only refuse."""
    errors: dict[str, ValidationError] = {}
    others = Exam.objects.filter(edition=exam.edition, code=exam.code).exclude(pk=exam.pk)
    if others.exists():
        errors["code"] = ValidationError(_("Another exam of this edition has this code."), code="unique")
    if exam.after is not None and exam.after.edition_id != exam.edition_id:
        errors["after"] = ValidationError(_("Choose a module of this edition."), code="edition")
    if exam.pass_mark is not None and not 0 <= exam.pass_mark <= 100:
        errors["pass_mark"] = ValidationError(_("Give a number from 0 to 100."), code="range")
    if errors:
        raise ValidationError(errors)

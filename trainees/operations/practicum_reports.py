"""Reports on a practicum: written once each, when they are due, by trainee and supervisor."""

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import NON_FIELD_ERRORS
from django.db import transaction
from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import log

from courses.operations.checks import refuse
from trainees.enums import HAS_HOURS, Rating, ReportAuthor
from trainees.models import Placement, PracticumReport
from trainees.models.practicum import COMMENT, VALUES
from trainees.queries.practicum import practicum_of

from .placing import locked_placement
from .recommendations import supervisor_said


@transaction.atomic
def write_report(
    *,
    placement: Placement,
    number: int,
    author: ReportAuthor,
    ratings: Mapping[str, int],
    comment: str = "",
    recommends: bool | None = None,
    by: Any = None,
) -> PracticumReport:
    """Write report `number` on a practicum; `ratings` has one of `Rating` for each of the four VALUES.

    One that is written already is left as it is and returned: a second click changes nothing. A supervisor writes
    through their link, without an account; with the last report they may say whether they recommend the trainee
    (`recommends`), which is kept as a recommendation. Raises ValidationError keyed by field: each value, comment
    (long), number (not due).
    """
    held = locked_placement(placement.pk)
    if held.state not in HAS_HOURS:
        raise refuse(NON_FIELD_ERRORS, _("This placement is not agreed."), code="state")
    for value in VALUES:
        if ratings.get(value) not in Rating.values:
            raise refuse(value, _("Choose what fits best."), code="choice")
    if len(comment := comment.strip()) > COMMENT:
        raise refuse("comment", _("At most %(most)d characters.") % {"most": COMMENT}, code="long")
    practicum = practicum_of(held)
    for report in practicum.reports:
        if report.number == number and report.author == author:
            break
    else:
        raise refuse("number", _("This report is not due yet."), code="early")
    if report.written is not None:
        return report.written
    written = PracticumReport.objects.create(
        placement=held,
        number=number,
        author=author,
        supervisor=held.supervisor if author == ReportAuthor.SUPERVISOR else None,
        comment=comment,
        **{value: ratings[value] for value in VALUES},
    )
    data = {"placement": held.pk, "number": number, "author": author.value}
    log(instance=held.enrolment, action="trainees.report.write", user=by, data=data)
    if recommends is not None and author == ReportAuthor.SUPERVISOR and is_last(held, number):
        supervisor_said(enrolment=held.enrolment, recommends=recommends, ratings=ratings.values())
    return written


def is_last(placement: Placement, number: int) -> bool:
    """Whether it is the edition's last report on a practicum."""
    return number == placement.enrolment.cohort.edition.reports_due

"""Results of an exam from a list: first what would happen to each row, then all of it, or nothing."""

import csv
import io
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from wagtail.admin import messages
from wagtail.admin.widgets import AdminDateInput

from courses.backoffice.pages import OperationPage
from courses.forms import put_errors
from trainees.lists.export import neutralise
from trainees.lists.results import MAX_RESULTS, RESULT_LABELS
from trainees.models import ExamResult
from trainees.operations import exams

from .exams import OneExam
from .lists import ListForm


class ResultsListForm(ListForm):
    """A file or pasted rows, and the day where rows have none."""

    taken_on = forms.DateField(
        label=_("Date, where the list has none"), widget=AdminDateInput, required=False
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["file"].help_text = _(
            "CSV or Excel (.xlsx). The first row names the columns: e-mail or name, mark, date (2027-01-31)."
        )


class ExamListPage(OneExam, OperationPage):
    """Results from a list: first what would happen to each row, then all of it or nothing."""

    form_class = ResultsListForm
    template_name = "backoffice/exam_list.html"
    button = _("Check the list")

    def trail(self) -> list[tuple[str, Any]]:
        """To the exam."""
        return [*super().trail(), (self.url(), str(self.exam))]

    def get_page_title(self) -> str:
        """What is done here."""
        return str(_("Results from a list"))

    def post(self, request: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        """Check it and show what would happen; with `record`, do it."""
        form = self.get_form()
        if not form.is_valid():
            messages.validation_error(request, _("Nothing was saved: please look at the fields below."), form)
            return self.render_to_response(self.get_context_data(form=form), status=422)
        file = form.cleaned_data["file"]
        where = "file" if file else "pasted"
        facts: dict[str, Any] = {
            "cohort": self.cohort,
            "exam": self.exam,
            "data": file.read() if file else form.cleaned_data["pasted"],
            "taken_on": form.cleaned_data["taken_on"],
            "by": request.user,
        }
        try:
            if "record" in request.POST:
                return self.recorded(exams.record_list(**facts))
            checked = exams.check_results(**facts)
        except ValidationError as error:
            put_errors(form, ValidationError({where: error.messages}))
            messages.validation_error(request, _("Nothing was saved: please look at the fields below."), form)
            return self.render_to_response(self.get_context_data(form=form), status=422)
        context = self.get_context_data(form=form)
        context.update(checked=checked, again=as_text(checked), count=len(checked.new))
        return self.render_to_response(context, status=422 if checked.bad else 200)

    def recorded(self, made: list[ExamResult]) -> HttpResponse:
        """Say how many, and lead to them."""
        words = ngettext("%(count)d result is recorded.", "%(count)d results are recorded.", len(made))
        messages.success(self.request, words % {"count": len(made)})
        return redirect(self.url())

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """How long a list may be, and the words for its columns."""
        return {"most": MAX_RESULTS, "field_labels": RESULT_LABELS, **super().get_context_data(**kwargs)}


def as_text(checked: exams.CheckedResults) -> str:
    """The good rows as text that the second step reads again: no file has to be chosen twice."""
    written = io.StringIO()
    writer = csv.writer(written)
    writer.writerow(["email", "mark", "date"])
    for verdict in checked.verdicts:
        if verdict.enrolment is not None and not verdict.errors:
            email = neutralise(verdict.enrolment.person.email)
            writer.writerow([email, verdict.row.mark, verdict.row.taken_on])
    return written.getvalue()

"""Enrol a list: read it, look at what would happen, apply, perhaps undo."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext, pgettext_lazy
from wagtail.admin import messages

from courses.backoffice.pages import ConfirmPage, OperationPage
from courses.backoffice.views import words_of
from courses.backoffice.workspace import CohortStep
from trainees.enums import LEFT_OUT, BatchState, RowOutcome
from trainees.lists import FIELD_LABELS, MAX_ROWS
from trainees.models import EnrolmentBatch
from trainees.operations import batches
from trainees.queries import list_progress
from trainees.queries.lists import Line, lines

MOST_BYTES = 10 * 1024 * 1024
ROWS_ON_A_PAGE = 100
SECONDS_BETWEEN_LOOKS = 3


class ListForm(forms.Form):
    """A file, or rows pasted from a spreadsheet."""

    file = forms.FileField(
        label=_("File"),
        required=False,
        help_text=_(
            "CSV or Excel (.xlsx). The first row names the columns: name, chosen name, e-mail, language, phone."
        ),
    )
    pasted = forms.CharField(
        label=_("Or paste rows here"),
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 10, "spellcheck": "false"}),
        help_text=_(
            "Copied from a spreadsheet, with the row that names the columns. In either language, in any order."
        ),
    )

    def clean(self) -> dict[str, Any]:
        """One of the two."""
        data = super().clean() or self.cleaned_data
        file, pasted = data.get("file"), (data.get("pasted") or "").strip()
        if file and pasted:
            raise ValidationError(_("Give a file or paste rows, not both."))
        if not file and not pasted and not self.errors:
            raise ValidationError(_("Choose a file or paste some rows."))
        if file and file.size > MOST_BYTES:
            self.add_error("file", _("This file is too large. At most 10 MB can be read."))
        return data


class ReadList(CohortStep, OperationPage):
    """The first step: nothing is written but the list itself."""

    form_class = ListForm
    template_name = "backoffice/list_read.html"
    tab = "roster"
    page_title = _("Enrol a list")
    button = _("Check the list")

    def operate(self, form: ListForm) -> EnrolmentBatch:
        """Read and check it."""
        file = form.cleaned_data["file"]
        where = "file" if file else "pasted"
        try:
            return batches.read(
                cohort=self.cohort,
                source=file.name if file else str(_("Pasted rows")),
                data=file.read() if file else form.cleaned_data["pasted"],
                by=self.request.user,
            )
        except ValidationError as error:
            raise ValidationError({where: error.messages}) from error

    def get_success_url(self) -> str:
        """To what would happen."""
        return batch_url(self.result)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """With the lists read before."""
        context = super().get_context_data(**kwargs)
        context["earlier"] = self.cohort.batches.defer("rows", "verdicts")[:10]
        context["most"] = MAX_ROWS
        return context


def batch_url(batch: EnrolmentBatch, name: str = "list") -> str:
    """The page of a list, or of something to do with it."""
    return reverse(f"roster:{name}", args=[batch.cohort_id, batch.pk])


class OneList(CohortStep):
    """A page about one list of this cohort."""

    tab = "roster"
    batch: EnrolmentBatch

    def load(self, **kwargs: Any) -> None:
        """A list of this very cohort."""
        super().load(**kwargs)
        self.batch = get_object_or_404(
            self.cohort.batches.select_related("created_by", "applied_by"), pk=kwargs["batch"]
        )
        self.batch.cohort = self.cohort


def needs_a_look(line: Line) -> bool:
    """Whether the coordinator may want to mend this row."""
    return line.outcome in LEFT_OUT


class ListPage(OneList, OperationPage):
    """What would happen to each row; then what happened. While a worker is at it, the page looks again by itself."""

    template_name = "backoffice/list.html"
    form_class = forms.Form

    def get_page_title(self) -> str:
        """The name of the file."""
        return self.batch.source

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """A Refresh header needs no JavaScript."""
        response = super().get(request, *args, **kwargs)
        if self.batch.state == BatchState.APPLYING:
            response["Refresh"] = str(SECONDS_BETWEEN_LOOKS)
        return response

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Apply it, or only look again. A second click finds it applied and changes nothing."""
        try:
            if "check" in request.POST:
                batches.check(batch=self.batch)
            else:
                batches.start_apply(batch=self.batch, by=request.user)
        except ValidationError as error:
            messages.error(request, words_of(error))
        return redirect(batch_url(self.batch))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Rows of one page, counts in words, and what can be done."""
        context = super().get_context_data(**kwargs)
        batch = self.batch
        everything = lines(batch) if batch.verdicts else []
        attention = sum(needs_a_look(line) for line in everything)
        only = self.request.GET.get("show") == "attention"
        shown = [line for line in everything if needs_a_look(line)] if only else everything
        context.update(
            batch=batch,
            is_checked=batch.state == BatchState.CHECKED,
            is_applying=batch.state == BatchState.APPLYING,
            is_applied=batch.state == BatchState.APPLIED,
            is_undone=batch.state == BatchState.UNDONE,
            counts=counts_in_words(batch),
            page=Paginator(shown, ROWS_ON_A_PAGE).get_page(self.request.GET.get("p")),
            attention=attention,
            only_attention=only,
            progress=list_progress.progress(batch) if batch.state == BatchState.APPLYING else None,
            can_undo=batch.can_undo(at=timezone.now()),
            button=apply_words(batch),
            field_labels=FIELD_LABELS,
        )
        return context


def counts_in_words(batch: EnrolmentBatch) -> list[tuple[RowOutcome, int]]:
    """Each outcome that occurs, with its number of rows, in the order of the enumeration."""
    return [(outcome, batch.counts[outcome]) for outcome in RowOutcome if batch.counts.get(outcome)]


def apply_words(batch: EnrolmentBatch) -> str:
    """What the button says: how many of how many."""
    count, total = batch.to_enrol, batch.total
    if count == total:
        return ngettext("Enrol %(count)d person", "Enrol %(count)d people", count) % {"count": count}
    return ngettext("Enrol %(count)d of %(total)d row", "Enrol %(count)d of %(total)d rows", total) % {
        "count": count,
        "total": total,
    }


class UndoList(OneList, ConfirmPage):
    """Take a list back, within 24 hours."""

    page_title = _("Undo the list")
    button = pgettext_lazy("enrolments of a list", "Undo")
    is_destructive = True

    def get_question(self) -> str:
        """Naming the list."""
        return str(_("Undo the enrolments of “%(list)s”?") % {"list": self.batch.source})

    def consequences(self) -> list[str]:
        """Who stays, who is told, what is removed."""
        return [
            str(_("Those who have not begun lose their place; their seats are free again.")),
            str(_("Those who have begun stay, and are named.")),
            str(_("Welcomes that wait are not sent. Who may have read theirs gets one short notice.")),
            str(_("Accounts made for this list that nobody used are removed.")),
        ]

    def back(self) -> str:
        """To the list."""
        return batch_url(self.batch)

    def operate(self) -> EnrolmentBatch:
        """Undo it."""
        return batches.undo(batch=self.batch, by=self.request.user)

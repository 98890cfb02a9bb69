"""Completions: a grid of trainees by modules. Tick cells, or name a column; say what it rests on; record."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from wagtail.admin.widgets import AdminDateInput

from courses.backoffice.access import TEACHING
from courses.backoffice.pages import OperationPage
from courses.backoffice.paging import PeoplePaginator
from courses.backoffice.views import found
from courses.backoffice.workspace import WorkspacePage, add_tab, cohort_step, cohorts_step, tab_step
from courses.models import Cohort, Module
from trainees.enums import ACTIVE, Evidence
from trainees.models import Completion
from trainees.operations import completion
from trainees.operations.completion import TEXT
from trainees.queries.grid import Grid, grid
from trainees.queries.roster import everybody

ROWS_ON_A_PAGE = 60
ONLY_OTHERS = _(
    "Nothing is recorded yet. To record only the others, set the column to “Only what is ticked” and tick them."
)
DIGITS = 18  # of an id; with one more a database might not take it


class MarkForm(forms.Form):
    """What a completion rests on, for everything that is ticked."""

    column = forms.ModelChoiceField(
        label=_("Whole column"),
        queryset=Module.objects.none(),
        required=False,
        empty_label=_("Only what is ticked"),
        help_text=_("Everybody on this page who has not done the module."),
    )
    evidence = forms.ChoiceField(label=_("Evidence"), choices=[("", "—"), *Evidence.choices])
    completed_on = forms.DateField(label=_("Date"), widget=AdminDateInput)
    note = forms.CharField(label=_("Note"), max_length=TEXT, required=False)
    override_reason = forms.CharField(
        label=_("Reason, if something it needs is missing"), max_length=TEXT, required=False
    )

    def __init__(self, *args: Any, cohort: Cohort, modules: Any = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        column: Any = self.fields["column"]
        column.queryset = Module.objects.filter(edition=cohort.edition_id).order_by("position")
        if modules is not None:
            # The grid has read them already.
            column.choices = [("", column.empty_label), *((module.pk, str(module)) for module in modules)]


class ModulesPage(WorkspacePage, OperationPage):
    """The grid. Without JavaScript it is a form with tick boxes; with it, arrow keys move."""

    template_name = "backoffice/grid.html"
    form_class = MarkForm
    tab = "modules"
    _grid: Grid | None = None

    def page_of_people(self) -> Any:
        """Sixty people at a time."""
        if not hasattr(self, "_page"):
            self._page = PeoplePaginator(everybody(self.cohort), ROWS_ON_A_PAGE).get_page(
                self.request.GET.get("p")
            )
        return self._page

    def get_grid(self) -> Grid:
        """Read once a request, after what was recorded."""
        if self._grid is None:
            self._grid = grid(self.cohort, self.page_of_people().object_list)
        return self._grid

    def get_form_kwargs(self) -> dict[str, Any]:
        """The cohort gives the columns."""
        modules = self.get_grid().modules if self.request.method == "GET" else None
        return {**super().get_form_kwargs(), "cohort": self.cohort, "modules": modules}

    def get_initial(self) -> dict[str, Any]:
        """Today on the programme's calendar, or the cohort's last day."""
        today = timezone.now().astimezone(self.cohort.programme.tz).date()
        return {"completed_on": min(today, self.cohort.ends_on)}

    def ticked(self) -> set[tuple[int, int]]:
        """The cells that came with the form; what is not two numbers is nobody's cell."""
        pairs = set()
        for value in self.request.POST.getlist("cell"):
            enrolment, _colon, module = value.partition(":")
            ids = (enrolment, module)
            if not all(part.isdecimal() and len(part) <= DIGITS for part in ids):
                raise ValidationError(_("The form was changed on its way. Please try again."))
            pairs.add((int(enrolment), int(module)))
        return pairs

    def column_of(self, module: Module) -> set[tuple[int, int]]:
        """Everybody on this page who is in the course."""
        people = self.page_of_people().object_list
        return {(enrolment.pk, module.pk) for enrolment in people if enrolment.state in ACTIVE}

    def operate(self, form: Any) -> list[Completion]:
        """Record it all, or nothing."""
        facts = dict(form.cleaned_data)
        column = facts.pop("column")
        pairs = self.ticked() | (self.column_of(column) if column else set())
        if not pairs:
            raise ValidationError(_("Tick at least one box, or choose a column."))
        try:
            return completion.record(cohort=self.cohort, pairs=pairs, by=self.request.user, **facts)
        except ValidationError as error:
            if hasattr(error, "error_dict") and "module" in error.error_dict:
                # Ids of another cohort's people or modules: the form never offered them.
                raise ValidationError(error.messages) from error
            if column and "override_reason" in error.message_dict and not facts["override_reason"].strip():
                said = error.message_dict["override_reason"]
                raise ValidationError({"override_reason": [*said, ONLY_OTHERS]}) from error
            raise

    def get_done(self) -> str:
        """What is new; a second click finds nothing new."""
        count = len(self.result)
        if not count:
            return str(_("This was recorded already. Nothing has changed."))
        return ngettext("%(count)d completion is recorded.", "%(count)d completions are recorded.", count) % {
            "count": count
        }

    def get_success_url(self) -> str:
        """The same page of the grid."""
        return self.request.get_full_path()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The grid; after an error with everything still ticked."""
        context = super().get_context_data(**kwargs)
        still = set(self.request.POST.getlist("cell"))
        context["grid"] = self.get_grid()
        context["page"] = self.page_of_people()
        context["ticked"] = still
        context["form_has_errors"] = bool(context["form"].errors)
        return context


class VoidForm(forms.Form):
    """A correction says why."""

    reason = forms.CharField(
        label=_("Why this was not so"), max_length=TEXT, widget=forms.Textarea(attrs={"rows": 3})
    )


class CompletionPage(OperationPage):
    """One completion: what it rests on, and voiding it."""

    template_name = "backoffice/completion.html"
    form_class = VoidForm
    page_title = _("Completion")
    button = _("Void")
    done = _("The completion is voided. It stays in the history with your reason.")
    completion: Completion

    def load(self, **kwargs: Any) -> None:
        """In scope, and standing."""
        self.completion = found(
            self.request.user,
            Completion,
            kwargs["pk"],
            "view" if self.request.method == "GET" else "change",
            related=(
                "enrolment__person",
                "enrolment__cohort__edition__course__programme",
                "module",
                "recorded_by",
                "voided_by",
            ),
        )
        self.cohort = self.completion.enrolment.cohort

    def trail(self) -> list[tuple[str, Any]]:
        """Cohorts, the cohort, its grid."""
        return [cohorts_step(), cohort_step(self.cohort), tab_step(self.cohort, "modules")]

    def operate(self, form: VoidForm) -> Completion:
        """Void it."""
        return completion.void(
            completion=self.completion, reason=form.cleaned_data["reason"], by=self.request.user
        )

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The fact itself."""
        return {
            "completion": self.completion,
            "cohort": self.cohort,
            "tz": self.cohort.programme.tz,
            **super().get_context_data(**kwargs),
        }


add_tab("modules", _("Modules"), "roster:modules", order=40, kinds=TEACHING)

"""The practicum of a cohort: who wishes for what, what is suggested, who is placed where. The coordinator decides."""

from collections import Counter
from typing import Any

from django import forms
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets import AdminDateInput

from courses.backoffice.access import COORDINATORS
from courses.backoffice.pages import OperationPage
from courses.backoffice.workspace import CohortStep, WorkspacePage, add_tab
from courses.models import Module
from trainees.enums import ClearanceKind, ClearanceResult
from trainees.models import Clearance, Enrolment, Placement, PlacementSite, Supervisor
from trainees.operations import placing, wishes
from trainees.queries.matching import candidates
from trainees.queries.practicum import practicum_modules
from trainees.rules.matching import places_words

LONGEST_ID = 12


class PracticumPage(WorkspacePage):
    """Everybody in the cohort with wishes, clearance, suggestion and placement."""

    template_name = "backoffice/cohort_practicum.html"
    tab = "practicum"
    action = "change"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """A fixed number of queries."""
        context = super().get_context_data(**kwargs)
        today = timezone.now().astimezone(self.cohort.programme.tz).date()
        people, sites = candidates(self.cohort, on=today)
        context["people"] = people
        suggested = Counter(
            one.suggestion.site.pk for one in people if one.suggestion and one.suggestion.site
        )
        context["sites"] = [
            {"site": site, "left": places_words(site.places_left), "suggested": suggested[site.pk]}
            for site in sites
        ]
        context["modules"] = practicum_modules(self.cohort)
        context["today"] = today
        return context


class OneTrainee(CohortStep, OperationPage):
    """A form about one person in the cohort."""

    tab = "practicum"
    enrolment: Enrolment

    def load(self, **kwargs: Any) -> None:
        """Somebody of this very cohort."""
        super().load(**kwargs)
        people = Enrolment.objects.active().filter(cohort=self.cohort).select_related("person")
        self.enrolment = get_object_or_404(people, pk=kwargs["enrolment"])

    def get_page_subtitle(self) -> str:
        """Whom it is about."""
        return str(self.enrolment.person.chosen_name)


class PlacementForm(forms.Form):
    """Where, with whom, when. Only sites of this programme, and their supervisors, are offered and accepted."""

    module = forms.ModelChoiceField(label=_("Module"), queryset=Module.objects.none(), empty_label=None)
    site = forms.ModelChoiceField(label=_("Site"), queryset=PlacementSite.objects.none())
    supervisor = forms.ModelChoiceField(
        label=_("Supervisor"), queryset=Supervisor.objects.none(), help_text=_("Of that site.")
    )
    starts_on = forms.DateField(label=_("Starts on"), widget=AdminDateInput)
    ends_on = forms.DateField(label=_("Ends on"), widget=AdminDateInput)
    counts_from = forms.DateField(
        label=_("Hours count from"),
        widget=AdminDateInput,
        required=False,
        help_text=_("Only if hours before a date, such as an approval, do not count."),
    )

    def __init__(self, *args: Any, cohort: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        named: dict[str, Any] = dict(self.fields)
        named["module"].queryset = Module.objects.filter(pk__in=[m.pk for m in practicum_modules(cohort)])
        named["site"].queryset = PlacementSite.objects.offered_in(cohort.programme)
        named["site"].label_from_instance = lambda site: f"{site} – {places_words(site.places_left)}"
        named["supervisor"].queryset = (
            Supervisor.objects.filter(site__programme=cohort.programme, site__is_active=True, is_active=True)
            .select_related("site")
            .order_by("site__name", "name", "pk")
        )
        named["supervisor"].label_from_instance = lambda who: f"{who.site}: {who.name}"


class ProposePlacement(OneTrainee):
    """Propose a placement to a trainee and a supervisor."""

    form_class = PlacementForm
    page_title = _("Propose a placement")
    button = _("Propose")

    def get_form_kwargs(self) -> dict[str, Any]:
        """The cohort gives what can be chosen."""
        return {**super().get_form_kwargs(), "cohort": self.cohort}

    def get_initial(self) -> dict[str, Any]:
        """The site that was suggested, in the dates of the cohort."""
        asked = self.request.GET.get("site", "")
        is_id = asked.isascii() and asked.isdecimal() and len(asked) <= LONGEST_ID
        today = timezone.now().astimezone(self.cohort.programme.tz).date()
        initial = {"starts_on": max(today, self.cohort.starts_on), "ends_on": max(today, self.cohort.ends_on)}
        return initial | {"site": int(asked)} if is_id else initial

    def operate(self, form: PlacementForm) -> Placement:
        """The operation asks trainee and supervisor to agree."""
        return placing.propose(enrolment=self.enrolment, by=self.request.user, **form.cleaned_data)

    def get_done(self) -> str:
        """Who is asked now."""
        words = _("%(name)s and %(supervisor)s are asked to agree.")
        return str(
            words % {"name": self.enrolment.person.chosen_name, "supervisor": self.result.supervisor.name}
        )


class ClearanceForm(forms.Form):
    """All that is kept of a clearance."""

    kind = forms.ChoiceField(label=_("Kind"), choices=ClearanceKind.choices)
    result = forms.ChoiceField(label=_("Result"), choices=ClearanceResult.choices)
    dated_on = forms.DateField(label=_("Dated"), widget=AdminDateInput)
    expires_on = forms.DateField(
        label=_("Good until"),
        widget=AdminDateInput,
        help_text=_("Only kind, result and dates are kept. Give the document back."),
    )


class RecordClearance(OneTrainee):
    """Say that one saw a clearance."""

    form_class = ClearanceForm
    page_title = _("Record a clearance")
    button = _("Record")
    done = _("The clearance is recorded.")

    def operate(self, form: ClearanceForm) -> Clearance:
        """Record it."""
        return wishes.record_clearance(enrolment=self.enrolment, by=self.request.user, **form.cleaned_data)


def placement_for(scope: Any, pk: int) -> Placement:
    """A placement in scope with everything that pages name; Http404 otherwise."""
    found: Placement | None = scope.with_names().filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


add_tab("practicum", _("Practicum"), "practicum:index", order=45, kinds=COORDINATORS)

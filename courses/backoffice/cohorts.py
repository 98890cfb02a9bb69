"""Cohorts: the list, planning and changing one, announcing and calling it off."""

from typing import Any

from django.core.exceptions import ValidationError
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.models import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, ObjectList
from wagtail.admin.ui.tables import Column, TitleColumn

from courses.enums import CohortState
from courses.models import Cohort, Edition
from courses.operations import cohorts

from .access import seen_by
from .clock import WallClockField, instant, on_clock
from .pages import ConfirmPage
from .schedule_urls import schedule_urls
from .views import OfficeViewSet, OperationCreate, OperationEdit, ScopedList
from .workspace import COHORT_NAMES, CohortStep, WorkspacePage, cohort_step

WINDOW = ("applications_open_at", "applications_close_at")


def as_visitors_read(cohort: Cohort) -> str:
    """What visitors are told about it now; empty while only the office sees it. No query after `COHORT_NAMES`."""
    if cohort.state == CohortState.DRAFT:
        return ""
    return str(cohort.intake(at=timezone.now()).label)


def edition_in_words(edition: Edition) -> str:
    """Course, edition and programme: two programmes may have a course of the same name."""
    return f"{edition}, {edition.course.programme.name}"


class CohortForm(WagtailAdminModelForm):
    """Times are typed on the programme's clock; only editions in scope are offered and accepted."""

    applications_open_at = WallClockField(
        label=_("Applications open"), required=False, help_text=_("On the programme's own clock.")
    )
    applications_close_at = WallClockField(label=_("Applications close"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not self.instance.pk:
            self.fields["slug"].required = False
            self.fields["slug"].help_text = _("For addresses. Left empty, it is made from the name.")
        editions: Any = self.fields["edition"]
        editions.queryset = seen_by(self.for_user, Edition, "change").select_related("course__programme")
        editions.label_from_instance = edition_in_words
        if self.instance.pk:
            editions.disabled = True
            for name in WINDOW:
                self.initial[name] = on_clock(getattr(self.instance, name), self.instance.programme.tz)

    def _get_validation_exclusions(self) -> set[str]:
        """Constraints over these are left to the operation, which names the field."""
        return {*super()._get_validation_exclusions(), "starts_on", "ends_on", *WINDOW}

    def clean(self) -> dict[str, Any]:
        """Put the times on the programme's clock."""
        super().clean()
        edition = self.cleaned_data.get("edition")
        for name in WINDOW:
            value = self.cleaned_data.get(name)
            if edition is None or value is None:
                continue
            try:
                self.cleaned_data[name] = instant(value, edition.course.programme.tz)
            except ValidationError as error:
                self.add_error(name, error)
        return self.cleaned_data


class CohortList(ScopedList):
    """Cohorts of one's programmes."""

    related = COHORT_NAMES


class CohortCreate(OperationCreate):
    """Plan a cohort. Its edition is frozen from then on."""

    page_title = _("Plan a cohort")
    submit_button_label = _("Plan the cohort")
    success_message = _("%(object)s is planned. Nobody outside sees it before you announce it.")

    def get_initial(self) -> dict[str, Any]:
        """From "Plan a cohort" on an edition's page."""
        return {**super().get_initial(), "edition": self.request.GET.get("edition", "")}

    def operate(self, form: Any) -> Cohort:
        """Plan it."""
        fields = dict(form.cleaned_data)
        return cohorts.create_cohort(edition=fields.pop("edition"), by=self.request.user, **fields)

    def get_success_url(self) -> str:
        """To its workspace."""
        return cohort_step(self.object)[0]


class CohortEdit(OperationEdit):
    """Change the facts of a cohort."""

    success_message = _("%(object)s is saved.")

    def operate(self, form: Any) -> Cohort:
        """Only what the form asks; the edition stays."""
        fields = {name: value for name, value in form.cleaned_data.items() if name != "edition"}
        return cohorts.change_cohort(cohort=self.fresh(), by=self.request.user, **fields) or self.fresh()

    def get_success_url(self) -> str:
        """Back to its workspace."""
        return cohort_step(self.object)[0]


class FactsPage(WorkspacePage):
    """What everybody should know about the cohort."""

    template_name = "backoffice/cohort_facts.html"
    tab = "facts"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The next session, and what can be done now."""
        context = super().get_context_data(**kwargs)
        now = timezone.now()
        context["intake"] = self.cohort.intake(at=now)
        context["next_session"] = self.cohort.sessions.upcoming(at=now).prefetch_related("modules").first()
        context["can_clone"] = self.coordinates
        context["can_announce"] = self.coordinates and self.cohort.state == CohortState.DRAFT
        context["can_cancel"] = self.coordinates and self.cohort.state != CohortState.CANCELLED
        return context


class AnnounceCohort(CohortStep, ConfirmPage):
    """Show it to the public."""

    page_title = _("Announce")
    button = _("Announce")
    done = _("The cohort is announced.")

    def get_question(self) -> str:
        """Naming it."""
        return str(_("Announce %(cohort)s?") % {"cohort": self.cohort})

    def consequences(self) -> list[str]:
        """What becomes visible."""
        return [
            str(_("Its dates, place, seats and application window appear on the website.")),
            str(_("Nobody is written to.")),
        ]

    def operate(self) -> None:
        """Announce it."""
        cohorts.announce_cohort(cohort=self.cohort, by=self.request.user)


class CancelCohort(CohortStep, ConfirmPage):
    """Call it off."""

    page_title = _("Cancel the cohort")
    button = _("Cancel the cohort")
    done = _("The cohort is cancelled.")
    is_destructive = True

    def get_question(self) -> str:
        """Naming it."""
        return str(_("Cancel %(cohort)s?") % {"cohort": self.cohort})

    def consequences(self) -> list[str]:
        """What follows, also for mail that waits."""
        return [
            str(_("Everybody who is enrolled is told once.")),
            str(_("Messages that wait to be sent about it are not sent.")),
            str(_("This cannot be taken back.")),
        ]

    def operate(self) -> None:
        """Cancel it."""
        cohorts.cancel_cohort(cohort=self.cohort, by=self.request.user)


class CohortViewSet(OfficeViewSet):
    """Cohorts and their workspace."""

    model = Cohort
    name = "cohorts"
    icon = "group"
    index_view_class = CohortList
    add_view_class = CohortCreate
    edit_view_class = CohortEdit
    # The workspace has the history tab, which trainees.backoffice brings.
    unused = ("delete", "usage", "history", "history_results")
    search_fields = ["name_en", "name_fr"]
    search_backend_name = None
    list_filter = ["state"]
    ordering = "-starts_on"
    list_display = [
        TitleColumn(
            "name",
            label=_("Cohort"),
            sort_key="name_en",
            get_url=lambda cohort: reverse("cohorts:facts", args=[cohort.pk]),
        ),
        Column("programme", label=_("Programme")),
        Column("starts_on", label=_("Starts on"), sort_key="starts_on"),
        Column("ends_on", label=_("Ends on"), sort_key="ends_on"),
        Column(
            "seats",
            label=_("Seats taken"),
            accessor=lambda cohort: f"{cohort.seats_held} / {cohort.capacity}",
        ),
        Column("get_state_display", label=_("State"), sort_key="state"),
        Column("intake", label=_("Visitors read"), accessor=as_visitors_read),
    ]
    edit_handler = ObjectList(
        [
            FieldPanel("edition"),
            FieldRowPanel([FieldPanel("name_en"), FieldPanel("name_fr")]),
            FieldPanel("slug"),
            MultiFieldPanel(
                [
                    FieldRowPanel([FieldPanel("starts_on"), FieldPanel("ends_on")]),
                    FieldRowPanel([FieldPanel("pattern_en"), FieldPanel("pattern_fr")]),
                    FieldRowPanel([FieldPanel("place_en"), FieldPanel("place_fr")]),
                ],
                heading=_("When and where"),
            ),
            MultiFieldPanel(
                [
                    FieldPanel("capacity"),
                    FieldRowPanel([FieldPanel("applications_open_at"), FieldPanel("applications_close_at")]),
                ],
                heading=_("Seats and applications"),
            ),
        ],
        base_form_class=CohortForm,
    )

    def get_urlpatterns(self) -> list[Any]:
        """With the parts of the workspace that are about teaching."""
        return [
            *super().get_urlpatterns(),
            path("<int:pk>/", FactsPage.as_view(), name="facts"),
            path("<int:pk>/announce/", AnnounceCohort.as_view(), name="announce"),
            path("<int:pk>/cancel/", CancelCohort.as_view(), name="cancel"),
            *schedule_urls,
        ]

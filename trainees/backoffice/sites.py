"""Placement sites and supervisors of one's programmes. Names and addresses of supervisors are for coordinators only."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.models import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, ObjectList
from wagtail.admin.ui.tables import BooleanColumn, Column

from courses.backoffice.access import seen_by
from courses.backoffice.views import OfficeViewSet, OperationCreate, OperationEdit, ScopedList
from courses.models import Programme
from trainees.models import PlacementSite, Supervisor
from trainees.operations import sites

from .access import POLICIES


class SiteForm(WagtailAdminModelForm):
    """Only programmes that one coordinates are offered, and only those are accepted. A site stays in its programme."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        programmes: Any = self.fields["programme"]
        programmes.queryset = seen_by(self.for_user, Programme, "change")
        programmes.disabled = bool(self.instance.pk)

    def _get_validation_exclusions(self) -> set[str]:
        """Left to the operation, which names the field."""
        return {*super()._get_validation_exclusions(), "name", "capacity"}


class SiteList(ScopedList):
    """With each site's programme."""

    related = ("programme",)


class SiteCreate(OperationCreate):
    """Add a site."""

    page_title = _("Add a site")
    success_message = _("%(object)s is added.")

    def operate(self, form: Any) -> PlacementSite:
        """Add it."""
        fields = dict(form.cleaned_data)
        return sites.add_site(programme=fields.pop("programme"), by=self.request.user, **fields)


class SiteEdit(OperationEdit):
    """Change a site."""

    success_message = _("%(object)s is saved.")

    def operate(self, form: Any) -> PlacementSite:
        """Everything but its programme."""
        fields = {name: value for name, value in form.cleaned_data.items() if name != "programme"}
        return sites.change_site(site=self.fresh(), by=self.request.user, **fields)


class SiteViewSet(OfficeViewSet):
    """Where trainees practise."""

    model = PlacementSite
    name = "sites"
    icon = "site"
    index_view_class = SiteList
    add_view_class = SiteCreate
    edit_view_class = SiteEdit
    search_fields = ["name", "areas_en", "areas_fr"]
    search_backend_name = None
    list_filter = ["is_active", "needs_clearance"]
    list_display = [
        "name",
        Column("programme", label=_("Programme"), sort_key="programme__name_en"),
        Column("places_held", label=_("Places taken")),
        Column("capacity", label=_("Places"), sort_key="capacity"),
        BooleanColumn("is_active", label=_("Takes trainees")),
    ]
    edit_handler = ObjectList(
        [
            FieldRowPanel([FieldPanel("name"), FieldPanel("programme")]),
            FieldPanel("address"),
            FieldRowPanel([FieldPanel("capacity"), FieldPanel("is_active"), FieldPanel("needs_clearance")]),
            MultiFieldPanel(
                [
                    FieldRowPanel([FieldPanel("areas_en"), FieldPanel("areas_fr")]),
                    FieldRowPanel([FieldPanel("requirements_en"), FieldPanel("requirements_fr")]),
                ],
                heading=_("What trainees read"),
            ),
        ],
        base_form_class=SiteForm,
    )


class SupervisorForm(WagtailAdminModelForm):
    """Only sites of programmes that one coordinates. A supervisor stays at their site: placements name both."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        found: Any = self.fields["site"]
        found.queryset = POLICIES[PlacementSite].instances_user_has_permission_for(self.for_user, "change")
        found.disabled = bool(self.instance.pk)

    def _get_validation_exclusions(self) -> set[str]:
        """Left to the operation, which names the field and takes any letter case."""
        return {*super()._get_validation_exclusions(), "email"}


class SupervisorList(ScopedList):
    """With each supervisor's site."""

    related = ("site__programme",)


class SupervisorCreate(OperationCreate):
    """Add a supervisor."""

    page_title = _("Add a supervisor")
    success_message = _("%(object)s is added.")

    def operate(self, form: Any) -> Supervisor:
        """Add them."""
        fields = dict(form.cleaned_data)
        return sites.add_supervisor(site=fields.pop("site"), by=self.request.user, **fields)


class SupervisorEdit(OperationEdit):
    """Change how a supervisor is reached."""

    success_message = _("%(object)s is saved.")

    def operate(self, form: Any) -> Supervisor:
        """Everything but the site."""
        fields = {name: value for name, value in form.cleaned_data.items() if name != "site"}
        return sites.change_supervisor(supervisor=self.fresh(), by=self.request.user, **fields)


class SupervisorViewSet(OfficeViewSet):
    """Who supervises where."""

    model = Supervisor
    name = "supervisors"
    icon = "user"
    index_view_class = SupervisorList
    add_view_class = SupervisorCreate
    edit_view_class = SupervisorEdit
    unused = ("delete", "usage", "history", "history_results")
    search_fields = ["name", "email", "site__name"]
    search_backend_name = None
    list_filter = ["is_active"]
    list_display = [
        "name",
        Column("site", label=_("Site"), sort_key="site__name"),
        Column("email", label=_("E-mail")),
        BooleanColumn("is_active", label=_("Supervises now")),
    ]
    edit_handler = ObjectList(
        [
            FieldRowPanel([FieldPanel("name"), FieldPanel("email")]),
            FieldRowPanel([FieldPanel("site"), FieldPanel("language")]),
            FieldPanel("is_active"),
        ],
        base_form_class=SupervisorForm,
    )

"""Regions, streams, programmes: who runs training, and where."""

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.models import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, ObjectList
from wagtail.admin.ui.tables import Column
from wagtail.admin.views import generic

from courses.models import Programme, Region, Session, Stream

from .views import OfficeViewSet, ScopedList, ScopedObject


class PlainCreate(generic.CreateView):
    """Wagtail's own: it writes and logs, and nothing else follows from it."""


class PlainEdit(ScopedObject, generic.EditView):
    """Wagtail's own, inside the scope."""


NAMES = [FieldRowPanel([FieldPanel("name_en"), FieldPanel("name_fr")]), FieldPanel("slug")]


class NamedViewSet(OfficeViewSet):
    """Short lists that administrators keep."""

    add_view_class = PlainCreate
    edit_view_class = PlainEdit
    panels = NAMES
    list_display = ["name", Column("slug", label=_("Short name"))]
    search_fields = ["name_en", "name_fr", "slug"]
    search_backend_name = None


class RegionViewSet(NamedViewSet):
    """Parts of the country."""

    model = Region
    name = "regions"
    icon = "globe"


class StreamViewSet(NamedViewSet):
    """Kinds of lived experience that courses build on."""

    model = Stream
    name = "streams"
    icon = "tag"


class ProgrammeForm(WagtailAdminModelForm):
    """The languages are ticked, not typed. The clock stays once sessions are planned on it: their dates follow it."""

    languages = forms.MultipleChoiceField(
        label=_("Languages"),
        choices=settings.LANGUAGES,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("The first one is used where a person's own is not known."),
    )

    def clean_time_zone(self) -> str:
        """Only what nothing depends on yet."""
        name: str = self.cleaned_data["time_zone"]
        changed = self.instance.pk and name != self.initial["time_zone"]
        if changed and Session.objects.filter(cohort__edition__course__programme=self.instance).exists():
            raise ValidationError(_("Sessions are planned on this clock, so it does not change any more."))
        return name


class ProgrammeList(ScopedList):
    """With each programme's region."""

    related = ("region",)


class ProgrammeViewSet(OfficeViewSet):
    """Programmes: administrators make them, their coordinators keep them up to date."""

    model = Programme
    name = "programmes"
    icon = "home"
    index_view_class = ProgrammeList
    add_view_class = PlainCreate
    edit_view_class = PlainEdit
    search_fields = ["name_en", "name_fr", "host"]
    search_backend_name = None
    list_display = ["name", Column("host", label=_("Host")), Column("region", label=_("Region")), "email"]
    edit_handler = ObjectList(
        [
            *NAMES,
            FieldRowPanel([FieldPanel("host"), FieldPanel("region")]),
            MultiFieldPanel(
                [FieldPanel("time_zone"), FieldPanel("languages")], heading=_("Clock and languages")
            ),
            MultiFieldPanel(
                [FieldRowPanel([FieldPanel("email"), FieldPanel("phone")]), FieldPanel("postal_address")],
                heading=_("Contact"),
            ),
        ],
        base_form_class=ProgrammeForm,
    )

"""Regions, streams, programmes: who runs training, and where."""

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.models import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, ObjectList
from wagtail.admin.ui.tables import Column
from wagtail.admin.views import generic

from courses.models import Programme, Region, Stream

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
    """The languages are ticked, not typed."""

    languages = forms.MultipleChoiceField(
        label=_("Languages"),
        choices=settings.LANGUAGES,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("The first one is used where a person's own is not known."),
    )


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
            MultiFieldPanel([FieldPanel("email"), FieldPanel("postal_address")], heading=_("Contact")),
        ],
        base_form_class=ProgrammeForm,
    )

"""Courses of one's programmes."""

from typing import Any

from django.urls import path, reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.models import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, FieldRowPanel, ObjectList
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.widgets.button import HeaderButton

from courses.models import Cohort, Course, Programme

from .absence_limits import AllowMakeUps, EditLimit, NewLimit, RemoveLimit
from .access import seen_by
from .asking_urls import urlpatterns as asking_urls
from .awards import EditAward, NewAward, RemoveAward
from .editions import CopyEdition, CoursePage, EditionPage, NewEdition
from .goals import EditGoal, NewGoal, RemoveGoal, ReportsDue
from .modules import EditModule, NewModule, RemoveModule
from .profiles import DownloadProfile, ExampleProfile, LoadProfile, TryRules
from .programmes import PlainCreate, PlainEdit
from .rules import RemoveRenewal, RenewalPage
from .views import OfficeViewSet, ScopedList


class CourseForm(WagtailAdminModelForm):
    """Only programmes that one coordinates are offered, and only those are accepted.

    A course that has a cohort stays where it is: the dates of its sessions are on its programme's clock.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        programmes: Any = self.fields["programme"]
        programmes.queryset = seen_by(self.for_user, Programme, "change")
        programmes.disabled = Cohort.objects.filter(edition__course=self.instance.pk).exists()


class CourseList(ScopedList):
    """Courses, each leading to its editions."""

    related = ("programme", "stream")

    @cached_property
    def header_buttons(self) -> list[Any]:
        """For whoever may add a course: by hand, or from a file."""
        buttons: list[Any] = super().header_buttons
        if self.add_url:
            load = HeaderButton(_("Load a profile"), url=reverse("courses:load_profile"), icon_name="upload")
            buttons = [*buttons, load]
        return buttons


class CourseViewSet(OfficeViewSet):
    """Courses of one's programmes."""

    model = Course
    name = "courses"
    icon = "list-ul"
    index_view_class = CourseList
    add_view_class = PlainCreate
    edit_view_class = PlainEdit
    search_fields = ["title_en", "title_fr"]
    search_backend_name = None
    list_display = [
        TitleColumn(
            "title",
            label=_("Course"),
            sort_key="title_en",
            get_url=lambda course: reverse("courses:editions", args=[course.pk]),
        ),
        Column("programme", label=_("Programme"), sort_key="programme__name_en"),
        Column("stream", label=_("Stream")),
    ]
    edit_handler = ObjectList(
        [
            FieldRowPanel([FieldPanel("title_en"), FieldPanel("title_fr")]),
            FieldRowPanel([FieldPanel("programme"), FieldPanel("stream")]),
            FieldPanel("slug"),
            FieldRowPanel([FieldPanel("summary_en"), FieldPanel("summary_fr")]),
            FieldRowPanel([FieldPanel("facilitators_needed"), FieldPanel("present_by_default")]),
            # Who gives awards does not decide whether a second person is needed.
            FieldPanel("one_person_awards", permission="superuser"),
        ],
        base_form_class=CourseForm,
    )

    def get_urlpatterns(self) -> list[Any]:
        """With the pages of a course and its editions."""
        return [
            *super().get_urlpatterns(),
            path("<int:pk>/", CoursePage.as_view(), name="editions"),
            path("<int:pk>/new-edition/", NewEdition.as_view(), name="new_edition"),
            path("edition/<int:pk>/", EditionPage.as_view(), name="edition"),
            path("edition/<int:pk>/copy/", CopyEdition.as_view(), name="copy_edition"),
            path("load-profile/", LoadProfile.as_view(), name="load_profile"),
            path("load-profile/<slug:name>.yaml", ExampleProfile.as_view(), name="example_profile"),
            path("edition/<int:pk>/profile/", DownloadProfile.as_view(), name="profile"),
            path("edition/<int:pk>/try/", TryRules.as_view(), name="try_rules"),
            path("edition/<int:pk>/new-module/", NewModule.as_view(), name="new_module"),
            path("module/<int:pk>/", EditModule.as_view(), name="module"),
            path("module/<int:pk>/remove/", RemoveModule.as_view(), name="remove_module"),
            path("edition/<int:pk>/new-absence-limit/", NewLimit.as_view(), name="new_absence_limit"),
            path("edition/<int:pk>/make-ups/", AllowMakeUps.as_view(), name="allow_make_ups"),
            path("absence-limit/<int:pk>/", EditLimit.as_view(), name="absence_limit"),
            path("absence-limit/<int:pk>/remove/", RemoveLimit.as_view(), name="remove_absence_limit"),
            path("edition/<int:pk>/new-award/", NewAward.as_view(), name="new_award"),
            path("award/<int:pk>/", EditAward.as_view(), name="award"),
            path("award/<int:pk>/remove/", RemoveAward.as_view(), name="remove_award"),
            path("award/<int:pk>/renewal/", RenewalPage.as_view(), name="renewal"),
            path("award/<int:pk>/renewal/remove/", RemoveRenewal.as_view(), name="remove_renewal"),
            *asking_urls,
            path("edition/<int:pk>/new-goal/", NewGoal.as_view(), name="new_goal"),
            path("edition/<int:pk>/reports/", ReportsDue.as_view(), name="reports_due"),
            path("goal/<int:pk>/", EditGoal.as_view(), name="goal"),
            path("goal/<int:pk>/remove/", RemoveGoal.as_view(), name="remove_goal"),
        ]

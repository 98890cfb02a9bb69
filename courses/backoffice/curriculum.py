"""Courses, their editions, and the modules of an edition. A frozen edition is read and copied, never changed."""

from typing import Any

from django import forms
from django.urls import path, reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.models import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, FieldRowPanel, ObjectList
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.widgets.button import HeaderButton

from courses.models import Course, Edition, Module, Programme
from courses.operations import editions

from .access import POLICIES, seen_by
from .pages import ConfirmPage, OfficePage, OperationPage
from .programmes import PlainCreate, PlainEdit
from .views import OfficeViewSet, ScopedList, found


class CourseForm(WagtailAdminModelForm):
    """Only programmes that one coordinates are offered, and only those are accepted."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        programmes: Any = self.fields["programme"]
        programmes.queryset = seen_by(self.for_user, Programme, "change")


class CourseList(ScopedList):
    """Courses, each leading to its editions."""

    related = ("programme", "stream")


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
            "title", label=_("Course"), sort_key="title_en", get_url=lambda course: reverse("courses:editions", args=[course.pk])
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
            path("edition/<int:pk>/new-module/", NewModule.as_view(), name="new_module"),
            path("module/<int:pk>/", EditModule.as_view(), name="module"),
            path("module/<int:pk>/remove/", RemoveModule.as_view(), name="remove_module"),
        ]


def courses_step() -> tuple[str, Any]:
    """The first step of every trail here."""
    return reverse("courses:index"), _("Courses")


def course_step(course: Course) -> tuple[str, Any]:
    """A course in a trail."""
    return reverse("courses:editions", args=[course.pk]), course.title


def edition_step(edition: Edition) -> tuple[str, Any]:
    """An edition in a trail."""
    return reverse("courses:edition", args=[edition.pk]), _("Edition %(number)d") % {"number": edition.version}


class CoursePage(OfficePage):
    """A course and its editions."""

    template_name = "backoffice/course.html"
    header_icon = "list-ul"

    def load(self, **kwargs: Any) -> None:
        """In scope."""
        self.course = found(self.request.user, Course, kwargs["pk"], related=("programme", "stream"))

    def get_page_title(self) -> str:
        """Its title."""
        return str(self.course.title)

    def trail(self) -> list[tuple[str, Any]]:
        """Courses."""
        return [courses_step()]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Editions with their cohorts, latest first."""
        context = super().get_context_data(**kwargs)
        context["course"] = self.course
        context["editions"] = self.course.editions.prefetch_related("cohorts", "modules").order_by("-version")
        context["can_change"] = POLICIES[Course].user_has_permission_for_instance(
            self.request.user, "change", self.course
        )
        return context


class NewEdition(ConfirmPage):
    """An empty edition; usually one copies the last."""

    page_title = _("New edition")
    question = _("Start an empty edition of this course?")
    button = _("Start an edition")

    def load(self, **kwargs: Any) -> None:
        """Only what one may change."""
        self.course = found(self.request.user, Course, kwargs["pk"], "change")

    def trail(self) -> list[tuple[str, Any]]:
        """Courses, this course."""
        return [courses_step(), course_step(self.course)]

    def operate(self) -> Edition:
        """Make it."""
        return editions.create_edition(course=self.course, by=self.request.user)

    def get_success_url(self) -> str:
        """To the new edition."""
        return edition_step(self.result)[0]


class EditionPage(OfficePage):
    """The modules of an edition, what each needs, and who takes it."""

    template_name = "backoffice/edition.html"
    header_icon = "list-ol"

    def load(self, **kwargs: Any) -> None:
        """In scope."""
        self.edition = found(self.request.user, Edition, kwargs["pk"], related=("course__programme",))

    def get_page_title(self) -> str:
        """Its number."""
        return str(edition_step(self.edition)[1])

    def trail(self) -> list[tuple[str, Any]]:
        """Courses, its course."""
        return [courses_step(), course_step(self.edition.course)]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Modules in order."""
        context = super().get_context_data(**kwargs)
        context["edition"] = self.edition
        context["course"] = self.edition.course
        context["modules"] = self.edition.modules.prefetch_related("prerequisites__needs").order_by("position")
        context["cohorts"] = self.edition.cohorts.order_by("-starts_on")
        may = POLICIES[Edition].user_has_permission_for_instance(self.request.user, "change", self.edition)
        context["can_copy"] = may
        context["can_change"] = may and not self.edition.is_frozen
        return context


class CopyEdition(ConfirmPage):
    """The way to change what a cohort already uses."""

    page_title = _("Copy to a new edition")
    question = _("Copy this edition to a new one that can be changed?")
    button = _("Copy")
    done = _("This is the new edition. Change it as you like; it is frozen when its first cohort is planned.")

    def load(self, **kwargs: Any) -> None:
        """Only what one may change."""
        self.edition = found(self.request.user, Edition, kwargs["pk"], "change", related=("course",))

    def trail(self) -> list[tuple[str, Any]]:
        """Courses, course, edition."""
        return [courses_step(), course_step(self.edition.course), edition_step(self.edition)]

    def consequences(self) -> list[str]:
        """Nothing changes for those who are in it."""
        return [str(_("Cohorts stay with the edition that they began with."))]

    def operate(self) -> Edition:
        """Copy modules and what they need."""
        return editions.copy_edition(edition=self.edition, by=self.request.user)

    def get_success_url(self) -> str:
        """To the copy."""
        return edition_step(self.result)[0]


class ModuleForm(forms.ModelForm[Module]):
    """A module, and which of the edition's others it needs."""

    needs = forms.ModelMultipleChoiceField(
        label=_("Needs first"),
        queryset=Module.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Only modules that come earlier."),
    )

    class Meta:
        model = Module
        fields = [
            "code", "title_en", "title_fr", "outcome_en", "outcome_fr", "kind", "minutes", "position",
            "is_optional", "must_attend",
        ]  # fmt: skip

    def __init__(self, *args: Any, edition: Edition, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.instance.edition = edition
        needs: Any = self.fields["needs"]
        needs.queryset = edition.modules.exclude(pk=self.instance.pk).order_by("position")
        if self.instance.pk:
            needs.initial = list(self.instance.prerequisites.values_list("needs_id", flat=True))
        else:
            del self.fields["position"]  # a new one stands at the end

    def validate_constraints(self) -> None:
        """Left to the operation, which names the field."""


class ModulePage(OperationPage):
    """What adding and changing a module share."""

    form_class = ModuleForm
    edition: Edition
    module: Module

    def trail(self) -> list[tuple[str, Any]]:
        """Courses, course, edition."""
        return [courses_step(), course_step(self.edition.course), edition_step(self.edition)]

    def get_form_kwargs(self) -> dict[str, Any]:
        """A fresh record for the form to write on; the operation gets the stored one."""
        return {**super().get_form_kwargs(), "edition": self.edition, "instance": self.get_module()}

    def get_module(self) -> Module | None:
        """None for a new one."""
        return None


class NewModule(ModulePage):
    """Add a module to an edition that nobody uses yet."""

    page_title = _("Add a module")
    button = _("Add the module")
    done = _("The module is added.")

    def load(self, **kwargs: Any) -> None:
        """Only what one may change."""
        self.edition = found(self.request.user, Edition, kwargs["pk"], "change", related=("course",))

    def operate(self, form: ModuleForm) -> Module:
        """Module and needs."""
        return editions.add_module(edition=self.edition, by=self.request.user, **form.cleaned_data)


class EditModule(ModulePage):
    """Change a module of an edition that nobody uses yet."""

    done = _("The module is saved.")

    def load(self, **kwargs: Any) -> None:
        """Only what one may change."""
        self.module = found(self.request.user, Module, kwargs["pk"], "change", related=("edition__course",))
        self.edition = self.module.edition

    def get_page_title(self) -> str:
        """Code and title."""
        return str(self.module)

    @cached_property
    def header_buttons(self) -> list[Any]:
        """Removing it."""
        url = reverse("courses:remove_module", args=[self.module.pk])
        return [HeaderButton(_("Remove"), url=url, icon_name="bin")]

    def get_module(self) -> Module:
        """Read again: the form writes on it what was typed."""
        return Module.objects.get(pk=self.module.pk)

    def operate(self, form: ModuleForm) -> Module:
        """Drop needs, move, add needs: in this order a module may change its place and its needs at once."""
        fields, by = dict(form.cleaned_data), self.request.user
        needs = list(fields.pop("needs"))
        stored = Module.objects.select_related("edition").get(pk=self.module.pk)
        kept = [need for need in stored.needs.all() if need in needs]
        editions.set_needs(module=stored, needs=kept, by=by)
        module = editions.change_module(module=stored, by=by, **fields)
        return editions.set_needs(module=module, needs=needs, by=by)


class RemoveModule(ConfirmPage):
    """Take a module out of an edition that nobody uses yet."""

    page_title = _("Remove the module")
    button = _("Remove")
    done = _("The module is removed.")
    is_destructive = True

    def load(self, **kwargs: Any) -> None:
        """Only what one may remove."""
        self.module = found(self.request.user, Module, kwargs["pk"], "delete", related=("edition__course",))

    def trail(self) -> list[tuple[str, Any]]:
        """Courses, course, edition."""
        edition = self.module.edition
        return [courses_step(), course_step(edition.course), edition_step(edition)]

    def get_question(self) -> str:
        """Naming it."""
        return str(_("Remove %(module)s from this edition?") % {"module": self.module})

    def operate(self) -> None:
        """Remove it."""
        editions.remove_module(module=self.module, by=self.request.user)

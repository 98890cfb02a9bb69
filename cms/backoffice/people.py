"""People of one's programmes: how they are called and written to, where they are enrolled, what they may do.

Nobody's e-mail address is changed here: whoever could do that could sign in as somebody else. People do it themselves
under "About me". Accounts are made by enrolment; administrators make those of staff.
"""

from collections.abc import Callable
from typing import Any

from django import forms
from django.db.models import Q, QuerySet
from django.shortcuts import get_object_or_404
from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.tables import BooleanColumn, Column, TitleColumn
from wagtail.log_actions import registry
from wagtail.models import ModelLogEntry

from cms.accounts import operations
from cms.accounts.models import Language, Person
from courses.backoffice.access import COORDINATORS, ProgrammePolicy, is_administrator, may
from courses.backoffice.access import POLICIES as TEACHING_POLICIES
from courses.backoffice.history import details
from courses.backoffice.pages import OfficePage, OperationPage, allow
from courses.backoffice.views import OfficeViewSet, ScopedList
from courses.models import Role
from trainees.backoffice.access import POLICIES
from trainees.enums import EnrolmentState
from trainees.models import Enrolment

from .accounts import make_person


class PersonPolicy(ProgrammePolicy):
    """Those who are enrolled in, or act for, a programme that one coordinates."""

    def __init__(self) -> None:
        super().__init__(Person, path="pk", roles={"view": COORDINATORS, "change": COORDINATORS})

    def instances_user_has_any_permission_for(self, user: Any, actions: Any) -> QuerySet[Any]:
        """Without joins, so that nobody is listed twice."""
        people = Person.objects.all()
        if is_administrator(user):
            return people
        if not user.is_active:
            return people.none()
        programmes = self._programmes(user, actions)
        # Who was entered by mistake is a stranger again: an address on a wrong list opens nobody's details.
        learning = (
            Enrolment.objects.of_programmes(programmes)
            .exclude(state=EnrolmentState.UNDONE)
            .order_by()
            .values("person")
        )
        acting = Role.objects.filter(programme__in=programmes).order_by().values("person")
        return people.filter(Q(pk__in=learning) | Q(pk__in=acting), is_superuser=False)

    def user_has_permission_for_instance(self, user: Any, action: str, instance: Any) -> bool:
        """On this very person."""
        return self.instances_user_has_permission_for(user, action).filter(pk=instance.pk).exists()


POLICY = PersonPolicy()


class DetailsForm(forms.Form):
    """How somebody is called and written to."""

    chosen_name = forms.CharField(label=_("Name they go by"), max_length=120)
    language = forms.ChoiceField(label=_("Language"), choices=Language.choices)
    phone = forms.CharField(label=_("Phone"), max_length=40, required=False)


class AccountForm(DetailsForm):
    """What administrators decide as well."""

    is_active = forms.BooleanField(label=_("Can sign in"), required=False)
    is_superuser = forms.BooleanField(
        label=_("Administers the whole site"), required=False, help_text=_("Sees and changes everything.")
    )


class NewPersonForm(DetailsForm):
    """An account for somebody who is to have a role."""

    email = forms.CharField(label=_("E-mail"), max_length=254, widget=forms.EmailInput)
    field_order = ["email", "chosen_name", "language", "phone"]


class OnePerson(OfficePage):
    """A page about one person in scope."""

    person: Person

    def load(self, **kwargs: Any) -> None:
        """In scope."""
        scope = POLICY.instances_user_has_permission_for(self.request.user, "change")
        self.person = get_object_or_404(scope, pk=kwargs["pk"])

    def trail(self) -> list[tuple[str, Any]]:
        """People."""
        return [people_step()]


def people_step() -> tuple[str, Any]:
    """The first step of every trail here."""
    return reverse("people:index"), _("People")


def person_step(person: Person) -> tuple[str, Any]:
    """A person in a trail."""
    return reverse("people:read", args=[person.pk]), person.chosen_name


class PersonPage(OnePerson):
    """What one needs to know of a person, of one's own programmes."""

    template_name = "backoffice/person.html"
    header_icon = "user"

    def get_page_title(self) -> str:
        """The chosen name."""
        return self.person.chosen_name

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Enrolments and roles in scope; the history of the person."""
        context = super().get_context_data(**kwargs)
        user = self.request.user
        enrolments = POLICIES[Enrolment].instances_user_has_permission_for(user, "view")
        roles = TEACHING_POLICIES[Role].instances_user_has_permission_for(user, "view")
        entries = (
            registry.get_logs_for_instance(self.person).select_related("user").order_by("-timestamp", "-pk")
        )
        context.update(
            person=self.person,
            enrolments=enrolments.filter(person=self.person)
            .select_related("cohort")
            .order_by("-enrolled_at"),
            roles=roles.filter(person=self.person).select_related("programme"),
            history=[
                {"entry": entry, "details": details(entry)} for entry in entries[:100] if self.is_told(entry)
            ],
        )
        return context

    def is_told(self, entry: ModelLogEntry) -> bool:
        """Whether this reader may know of it: what names a programme is told to those who coordinate it."""
        user, programme = self.request.user, (entry.data or {}).get("programme")
        return programme is None or may(user, programme, *COORDINATORS)


class EditPerson(OnePerson, OperationPage):
    """Change how somebody is called and written to."""

    page_title = _("Change details")
    done = _("The details are saved.")

    def trail(self) -> list[tuple[str, Any]]:
        """People, this person."""
        return [people_step(), person_step(self.person)]

    def get_form_class(self) -> type[DetailsForm]:
        """Administrators decide more."""
        return AccountForm if is_administrator(self.request.user) else DetailsForm

    def get_initial(self) -> dict[str, Any]:
        """As it is."""
        return {name: getattr(self.person, name) for name in self.get_form_class().base_fields}

    def operate(self, form: Any) -> Person:
        """One operation for each decision, in one transaction."""
        data, by = dict(form.cleaned_data), self.request.user
        decisions: dict[str, Callable[..., Person]] = {
            "is_active": operations.set_active,
            "is_superuser": operations.set_administrator,
        }
        for name, decide in decisions.items():
            if name in data:
                decide(person=self.person, by=by, **{name: data.pop(name)})
        return operations.change_details(person=self.person, by=by, **data)


class NewPerson(OperationPage):
    """An account for staff. They sign in with a code sent to this address."""

    page_title = _("Add a person")
    form_class = NewPersonForm
    button = _("Add")
    done = _("The account is there. Now give the person a role.")

    def load(self, **kwargs: Any) -> None:
        """Administrators only; trainees get their account by being enrolled."""
        allow(is_administrator(self.request.user))

    def trail(self) -> list[tuple[str, Any]]:
        """People."""
        return [people_step()]

    def get_initial(self) -> dict[str, Any]:
        """English, as most."""
        return {"language": Language.ENGLISH}

    def operate(self, form: Any) -> Person:
        """Make the account."""
        return make_person(by=self.request.user, **form.cleaned_data)

    def get_success_url(self) -> str:
        """To the person."""
        return person_step(self.result)[0]


class PersonList(ScopedList):
    """Everybody in one's programmes."""

    permission_policy = POLICY
    default_ordering = "chosen_name"


class PersonViewSet(OfficeViewSet):
    """People, found by name or address."""

    model = Person
    name = "people"
    icon = "user"
    index_view_class = PersonList
    unused = ("add", "edit", "delete", "usage", "history", "history_results")
    search_fields = ["chosen_name", "email"]
    search_backend_name = None
    list_filter = ["language"]
    ordering = "chosen_name"
    list_display = [
        TitleColumn(
            "chosen_name",
            label=_("Name"),
            sort_key="chosen_name",
            get_url=lambda person: reverse("people:read", args=[person.pk]),
        ),
        Column("email", label=_("E-mail"), sort_key="email"),
        Column("get_language_display", label=_("Language"), sort_key="language"),
        BooleanColumn("is_active", label=_("Can sign in")),
    ]

    def get_form_class(self, for_update: bool = False) -> None:
        """None: what changes a person has its own page."""

    @property
    def menu_item_class(self) -> type[MenuItem]:
        """For those who coordinate something."""
        shown = {"is_shown": lambda _self, request: POLICY.user_has_permission(request.user, "view")}
        return type("PeopleMenuItem", (MenuItem,), shown)

    def get_urlpatterns(self) -> list[Any]:
        """With the page of a person."""
        return [
            *super().get_urlpatterns(),
            path("new/", NewPerson.as_view(), name="add"),
            path("<int:pk>/", PersonPage.as_view(), name="read"),
            path("<int:pk>/edit/", EditPerson.as_view(), name="edit"),
        ]

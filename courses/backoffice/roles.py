"""Who acts for a programme. Administrators appoint coordinators, coordinators appoint the others."""

from typing import Any

from django import forms
from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.models import WagtailAdminModelForm
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.generic import CreateView

from courses.enums import RoleKind
from courses.models import Programme, Role
from courses.operations import roles
from tasks.outbox.addresses import normalise_address

from .access import is_administrator, seen_by
from .views import ByOperation, OfficeViewSet, ScopedDelete, ScopedList

APPOINTED_BY_COORDINATORS = (RoleKind.FACILITATOR, RoleKind.EDITOR)


class RoleForm(WagtailAdminModelForm):
    """Names the person by e-mail address: a list to choose from would show everybody to everybody."""

    email = forms.EmailField(
        label=_("E-mail"), help_text=_("The person needs an account here. It is found by this address.")
    )

    class Meta:
        model = Role
        fields = ["programme", "kind"]

    field_order = ["email", "programme", "kind"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        programmes: Any = self.fields["programme"]
        programmes.queryset = seen_by(self.for_user, Programme, "change")
        if not is_administrator(self.for_user):
            kinds: Any = self.fields["kind"]
            kinds.choices = [(kind.value, kind.label) for kind in APPOINTED_BY_COORDINATORS]

    def clean_email(self) -> Any:
        """The person whom the address belongs to."""
        person = get_user_model().objects.filter(email=normalise_address(self.cleaned_data["email"])).first()
        if person is None:
            raise ValidationError(
                _("Nobody here has this e-mail address. Ask an administrator to add the person.")
            )
        return person


class RoleCreate(ByOperation, CreateView):
    """Give a role."""

    page_title = _("Give a role")
    success_message = _("%(object)s: the role is given.")
    submit_button_label = _("Give the role")

    def operate(self, form: Any) -> Role:
        """The operation keeps Wagtail's groups in step."""
        return roles.give_role(
            person=form.cleaned_data["email"],
            programme=form.cleaned_data["programme"],
            kind=form.cleaned_data["kind"],
            by=self.request.user,
        )

    def get_success_buttons(self) -> list[Any]:
        """A role is taken and given again, never edited."""
        return []


class RoleDelete(ScopedDelete):
    """Take a role away."""

    page_title = _("Take the role away")
    success_message = _("%(object)s: the role is taken away.")

    def get_scope(self) -> Any:
        """A coordinator does not take another coordinator's role away."""
        scope = super().get_scope()
        if is_administrator(self.request.user):
            return scope
        return scope.filter(kind__in=APPOINTED_BY_COORDINATORS)

    @property
    def confirmation_message(self) -> str:
        """What follows from it."""
        return str(_("This person can no longer act for the programme. Nothing they did is lost."))

    def delete_action(self) -> None:
        """Through the operation."""
        roles.take_role(role=self.object, by=self.request.user)


class RoleList(ScopedList):
    """Who may do what, where."""

    related = ("person", "programme")

    def get_delete_url(self, instance: Role) -> str | None:
        """Only where this person may take the role away."""
        if instance.kind in APPOINTED_BY_COORDINATORS or is_administrator(self.request.user):
            url: str | None = super().get_delete_url(instance)
            return url
        return None


class RoleViewSet(OfficeViewSet):
    """Roles of the programmes that one coordinates."""

    model = Role
    name = "roles"
    icon = "group"
    index_view_class = RoleList
    add_view_class = RoleCreate
    delete_view_class = RoleDelete
    unused = ("edit", "usage", "history", "history_results")
    list_display = [
        "person",
        Column("get_kind_display", label=_("Role"), sort_key="kind"),
        Column("programme", label=_("Programme"), sort_key="programme__name_en"),
        Column("person.email", label=_("E-mail")),
    ]
    list_filter = ["kind"]
    search_fields = ["person__chosen_name", "person__email"]
    search_backend_name = None

    def get_form_class(self, for_update: bool = False) -> type[RoleForm]:
        """The same for everything."""
        return RoleForm

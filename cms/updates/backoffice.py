"""Subscribers in the back office: read, exported and erased, by administrators only. Nobody is subscribed here."""

from typing import Any

from django.utils import timezone
from django.utils.formats import localize
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column, DateColumn
from wagtail.admin.views import generic
from wagtail.permissions import register_permission_policy

from cms.updates.models import Consent, Subscriber
from cms.updates.operations.subscription import erase
from courses.backoffice.access import AdministratorPolicy
from courses.backoffice.views import OfficeViewSet, ScopedDelete, ScopedList, ScopedObject

# A spreadsheet runs a cell that begins with one of these.
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")


def neutral(text: str) -> str:
    """A cell that a spreadsheet shows as it is."""
    return f"'{text}" if text.startswith(FORMULA) else text


# What it means that somebody chose nothing, or has not left.
EMPTY = {"region": _("Anywhere"), "stream": _("Any stream"), "left_at": "–"}


def _proof(consent: Consent) -> str:
    """When somebody decided, and the words they had before them, with version and language."""
    at = localize(timezone.localtime(consent.at))
    if not consent.wording:
        return at
    return f"{at}: “{consent.wording}” ({consent.wording_version}, {consent.wording_language})"


class SubscriberList(ScopedList):
    """Who is written to, and who has left."""

    related = ("region", "stream")

    def preprocess_field_value(self, field: str, value: Any, export_format: str) -> Any:
        """No cell of an export is a formula, in a CSV file or in XLSX."""
        written = super().preprocess_field_value(field, value, export_format)
        return neutral(written) if isinstance(written, str) else written


class SubscriberErase(ScopedDelete):
    """Deletes what is kept of a person, through the operation that also stops their messages."""

    page_title = _("Erase")
    success_message = _("Erased. What was waiting to be sent is cancelled.")

    @property
    def confirmation_message(self) -> str:
        return str(_("Erase this subscriber and the record of their consent? This cannot be undone."))

    def delete_action(self) -> None:
        erase(subscriber=self.object, by=self.request.user)


class SubscriberInspect(ScopedObject, generic.InspectView):
    """What is kept of one person, the proof of their consent included."""

    any_permission_required = ["view"]
    permission_required = "view"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        context["fields"] += [
            {"type": "text", "label": consent.get_event_display(), "value": _proof(consent)}
            for consent in self.object.consents.all()
        ]
        return context

    def get_field_display_value(self, field_name: str, field: Any) -> Any:
        """An empty wish in words."""
        if field_name in EMPTY and getattr(self.object, field_name) is None:
            return EMPTY[field_name]
        return super().get_field_display_value(field_name, field)


class SubscriberViewSet(OfficeViewSet):
    """Subscribers. They subscribe themselves, by a button behind a mailed link."""

    model = Subscriber
    name = "subscribers"
    icon = "mail"
    menu_label = _("Subscribers")
    index_view_class = SubscriberList
    delete_view_class = SubscriberErase
    inspect_view_class = SubscriberInspect
    inspect_view_enabled = True
    inspect_view_fields = ["address", "state", "language", "region", "stream", "confirmed_at", "left_at"]
    unused = ("add", "edit", "usage", "history")
    list_display = [
        "address",
        Column("get_state_display", label=_("State"), sort_key="state"),
        Column("get_language_display", label=_("Language"), sort_key="language"),
        Column("region", label=_("Region"), accessor=lambda one: one.region or EMPTY["region"]),
        Column("stream", label=_("Stream"), accessor=lambda one: one.stream or EMPTY["stream"]),
        DateColumn("confirmed_at", label=_("Subscribed at"), sort_key="confirmed_at"),
    ]
    list_filter = ["state", "language", "region", "stream"]
    list_export = ["address", "state", "language", "region", "stream", "confirmed_at", "left_at"]
    search_fields = ["address"]
    search_backend_name = None
    form_fields = ["language"]  # no form is ever shown: the add and edit views are not there


def register_policy() -> None:
    """Subscribers belong to the site, not to a programme. Called from wagtail_hooks."""
    register_permission_policy(Subscriber, AdministratorPolicy(Subscriber))

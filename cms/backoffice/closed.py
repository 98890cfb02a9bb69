"""Wagtail's own screens for users: closed. People are kept under "People", through operations that are logged."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import path
from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail.admin.viewsets.base import ViewSet

from cms.accounts.models import Person


def to_people(request: HttpRequest) -> HttpResponse:
    """The list of people."""
    return redirect("people:index")


def to_person(request: HttpRequest, pk: int) -> HttpResponse:
    """The page of a person, which looks whether it is in scope."""
    return redirect("people:read", pk=pk)


class ClosedUsers(ViewSet):
    """Under the names that Wagtail links to."""

    icon = "user"

    def get_urlpatterns(self) -> list[Any]:
        """Both lead to our own screens."""
        return [path("", to_people, name="index"), path("edit/<int:pk>/", to_person, name="edit")]


def refuse_bulk_actions(
    request: HttpRequest, action_type: str, objects: Any, action: Any
) -> HttpResponse | None:
    """Deleting people or changing their groups by the dozen would pass by every operation."""
    if action.model is not Person:
        return None
    messages.error(request, _("People are changed one by one."))
    return redirect("people:index")

"""What the back office's screens share: found only in scope, changed only through operations."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from wagtail.admin.views import generic
from wagtail.admin.views.generic.history import HistoryView
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.permissions import policy_registry

from courses.forms import put_errors
from courses.models.alphabet import ByLanguage

from .history import HISTORY_COLUMNS


def words_of(error: ValidationError) -> str:
    """What an operation refused, as one sentence after the other."""
    return " ".join(error.messages)


class Scoped:
    """A view whose objects are those on which the person may do `permission_required` (else `view`)."""

    def get_scope(self) -> Any:
        """The queryset that every look-up starts from."""
        view: Any = self
        action = view.permission_required or "view"
        return view.permission_policy.instances_user_has_permission_for(view.request.user, action)


class ScopedList(Scoped, generic.IndexView):
    """A list of what the person may see."""

    any_permission_required = ["view"]
    related: tuple[str, ...] = ()

    def get_base_queryset(self) -> Any:
        """In scope, with the names that its columns show."""
        return self.get_scope().select_related(*self.related)

    def order_queryset(self, queryset: Any) -> Any:
        """A column that is kept in both languages is sorted in the reader's; of two the same, the older comes first."""
        asked = self.ordering
        if not isinstance(asked, str) or asked.removeprefix("-").startswith("_"):
            return super().order_queryset(queryset)
        column = asked.removeprefix("-")
        order: Any = F(column)
        if column.endswith("_en"):
            order = ByLanguage(column, f"{column.removesuffix('_en')}_fr")
        return queryset.order_by(order.desc() if asked.startswith("-") else order.asc(), "pk")


class ScopedObject(Scoped):
    """A view of one object: 404 before anything else when it is not in scope."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Look first: to those who may not see it, the object does not exist."""
        view: Any = self
        if not view.get_scope().filter(pk=kwargs["pk"]).exists():
            raise Http404
        return super().dispatch(request, *args, **kwargs)  # type: ignore[misc]  # the view that this is mixed into

    def get_queryset(self) -> Any:
        """For Django's single-object views."""
        return self.get_scope()

    def get_base_object_queryset(self) -> Any:
        """For Wagtail's own."""
        return self.get_scope()


class ByOperation:
    """A form whose saving is one operation. What the operation refuses stands at its field, nothing typed is lost."""

    def operate(self, form: Any) -> Any:
        """Call the operation and return the object."""
        raise NotImplementedError

    def save_instance(self) -> Any:
        """Instead of saving the form."""
        view: Any = self
        return self.operate(view.form)

    def form_valid(self, form: Any) -> HttpResponse:
        """Errors of the operation come back as errors of the form; the transaction is undone."""
        view: Any = self
        before = getattr(view, "object", None)
        try:
            with transaction.atomic():
                return super().form_valid(form)  # type: ignore[misc]  # the view that this is mixed into
        except ValidationError as error:
            view.object = before
            put_errors(form, error)
            view.produced_error_code = "validation_error"
            view.produced_error_message = view.get_error_message()
            return view.form_invalid(form)


class OperationCreate(ByOperation, generic.CreateView):
    """Make something through its operation."""


class OperationEdit(ByOperation, ScopedObject, generic.EditView):
    """Change something through its operation; `fresh()` is the object as the database has it."""

    def fresh(self) -> Any:
        """The form has written what was typed onto `self.object`; operations compare with what is stored."""
        return self.get_scope().get(pk=self.object.pk)


class ScopedDelete(ScopedObject, generic.DeleteView):
    """Remove something."""


class ScopedHistory(ScopedObject, HistoryView):
    """What happened to one object, in words."""

    any_permission_required = ["view"]
    columns = HISTORY_COLUMNS
    # The rows are log entries, found through the object.
    get_queryset = HistoryView.get_queryset


class OfficeViewSet(ModelViewSet):
    """A viewset without copies and usage pages, whose views look only inside the scope."""

    index_view_class = ScopedList
    add_view_class = OperationCreate
    edit_view_class = OperationEdit
    delete_view_class = ScopedDelete
    history_view_class = ScopedHistory
    add_to_admin_menu = True
    copy_view_enabled = False
    add_to_reference_index = False
    unused: tuple[str, ...] = ("delete", "usage")

    @property
    def menu_name(self) -> str:
        """The same in every language: Wagtail would make it from the label, and cms.backoffice.menu goes by it."""
        return str(self.name)

    def get_urlpatterns(self) -> list[Any]:
        """Without what this viewset does not offer: what cannot be reached cannot leak."""
        return [pattern for pattern in super().get_urlpatterns() if pattern.name not in self.unused]

    def register_admin_url_finder(self) -> None:
        """Wagtail links records to their edit page, where there is one."""
        if "edit" not in self.unused:
            super().register_admin_url_finder()

    def get_common_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        """No links to the views that are not there."""
        merged: dict[str, Any] = super().get_common_view_kwargs(**kwargs)
        for name in self.unused:
            merged.pop(f"{name}_url_name", None)
        return merged


def found(person: Any, model: type[Any], pk: int, action: str = "view", related: tuple[str, ...] = ()) -> Any:
    """The object, when this person may do `action` on it; otherwise it does not exist (Http404)."""
    scope = policy_registry.get_by_type(model).instances_user_has_permission_for(person, action)
    return get_object_or_404(scope.select_related(*related), pk=pk)

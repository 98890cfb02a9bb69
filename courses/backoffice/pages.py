"""Pages of ours in Wagtail's frame: a plain page, a form whose saving is one operation, a question before a change."""

from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from django.views.generic.edit import FormMixin
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from courses.forms import put_errors

from .views import words_of


class OfficePage(WagtailAdminTemplateMixin, TemplateView):
    """A page in Wagtail's frame. `load` finds what it is about (Http404) before GET and POST alike."""

    def load(self, **kwargs: Any) -> None:
        """Find what the address names, in scope, and keep it on the view."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Look first: to those who may not see it, it does not exist."""
        self.load(**kwargs)
        return super().dispatch(request, *args, **kwargs)

    def trail(self) -> list[tuple[str, Any]]:
        """The steps between Home and this page: (address, label)."""
        return []

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Home, the trail, this page."""
        steps = [{"url": url, "label": str(label)} for url, label in self.trail()]
        return [*self.breadcrumbs_items, *steps, {"url": "", "label": capfirst(str(self.get_page_title()))}]

    def back(self) -> str:
        """Where "Back" and a finished change lead: the last step of the trail."""
        trail = self.trail()
        return trail[-1][0] if trail else reverse("wagtailadmin_home")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """With the way back."""
        return {"back_url": self.back(), **super().get_context_data(**kwargs)}


class OperationPage(FormMixin[Any], OfficePage):
    """A form whose saving is one operation. What it refuses stands at its field; nothing typed is lost."""

    template_name = "backoffice/form.html"
    button: Any = _("Save")
    done: Any = ""

    def operate(self, form: Any) -> Any:
        """Call the operation; it may raise ValidationError keyed by field."""
        raise NotImplementedError

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Check, act, lead back; or show the form again with the errors."""
        form = self.get_form()
        if form.is_valid():
            try:
                with transaction.atomic():
                    self.result = self.operate(form)
            except ValidationError as error:
                put_errors(form, error)
            else:
                if message := self.get_done():
                    messages.success(request, message)
                return redirect(self.get_success_url())
        messages.validation_error(request, _("Nothing was saved: please look at the fields below."), form)
        return self.render_to_response(self.get_context_data(form=form), status=422)

    def get_done(self) -> str:
        """What is said after it worked."""
        return str(self.done)

    def get_success_url(self) -> str:
        """Where it leads afterwards."""
        return self.back()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """What the form's template needs."""
        context: dict[str, Any] = super().get_context_data(**kwargs)
        context.update(
            action_url=self.request.get_full_path(),
            submit_button_label=self.button,
            submit_button_active_label=_("Saving…"),
        )
        context["media"] = context["form"].media
        return context


class ConfirmPage(OfficePage):
    """A question before a change. A GET asks, a POST acts: mail scanners and previews open every address."""

    template_name = "backoffice/confirm.html"
    question: Any = ""
    button: Any = _("Yes")
    done: Any = ""
    is_destructive = False

    def get_question(self) -> str:
        """What is asked."""
        return str(self.question)

    def consequences(self) -> list[str]:
        """What follows from it, one sentence each."""
        return []

    def operate(self) -> Any:
        """Call the operation; it may raise ValidationError."""
        raise NotImplementedError

    def get_done(self) -> str:
        """What is said after it worked."""
        return str(self.done)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Act, and lead back; what the operation refuses is said there."""
        try:
            self.result = self.operate()
        except ValidationError as error:
            messages.error(request, words_of(error))
            return redirect(self.back())
        if message := self.get_done():
            messages.success(request, message)
        return redirect(self.get_success_url())

    def get_success_url(self) -> str:
        """Where it leads afterwards."""
        return self.back()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The question and the word on the button."""
        return {
            "question": self.get_question(),
            "consequences": self.consequences(),
            "button": self.button,
            "is_destructive": self.is_destructive,
            **super().get_context_data(**kwargs),
        }


def about(name: str, what: Any) -> str:
    """ "Tala: Certificate of completion", with the space that French puts before the colon."""
    return gettext("%(label)s: %(value)s") % {"label": name, "value": what}


def allow(condition: bool) -> None:
    """Wagtail answers PermissionDenied with a message on the home page: for pages that name no object."""
    if not condition:
        raise PermissionDenied

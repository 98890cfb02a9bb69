"""A page of one person's thing with a form below it: found in scope first, saved by one operation."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.mixins import LoginRequiredMixin
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.views.generic import FormView

from courses.forms import put_errors
from trainees.models import Enrolment


class Confirming(LoginRequiredMixin, FormView[Any]):
    """`load` finds what it is about (Http404), `operate` calls the operation; nothing typed is lost on an error."""

    http_method_names = ["get", "head", "post"]
    template_name = "portal/confirming/one.html"
    done: Any = ""
    button: Any = ""
    enrolment: Enrolment

    def load(self, **kwargs: Any) -> None:
        """Find what the address names, in scope."""
        raise NotImplementedError

    def operate(self, form: Any) -> Any:
        """Call the operation; it may raise ValidationError keyed by field."""
        raise NotImplementedError

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Signed in, then found, then the rest."""
        if request.user.is_authenticated:
            self.load(**kwargs)
        return super().dispatch(request, *args, **kwargs)

    def form_valid(self, form: Any) -> HttpResponse:
        """Act, and lead back to what still waits."""
        try:
            made = self.operate(form)
        except ValidationError as error:
            put_errors(form, error)
            return self.form_invalid(form)
        messages.success(self.request, self.done_words(made))
        return redirect(self.leads_to())

    def leads_to(self) -> str:
        """Where one goes on afterwards."""
        return reverse("portal:inbox")

    def done_words(self, made: Any) -> str:
        """What is said of what `operate` made."""
        return str(self.done)

    def form_invalid(self, form: Any) -> HttpResponse:
        """What was typed, and what is to be put right."""
        return self.render_to_response(self.get_context_data(form=form), status=422)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Whose it is."""
        return {
            "enrolment": self.enrolment,
            "person": self.enrolment.person,
            "cohort": self.enrolment.cohort,
            "tz": self.enrolment.cohort.programme.tz,
            "button": self.button,
            **super().get_context_data(**kwargs),
        }

"""Pages about oneself, and doors that are closed because allauth's are open."""

from typing import Any

from allauth.account.internal import flows
from allauth.account.views import EmailView
from allauth.decorators import rate_limit
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import translation
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods
from django.views.generic import FormView, RedirectView
from wagtail.admin.auth import require_admin_access
from wagtail.admin.views.account import AccountView, LocaleSettingsPanel, NameEmailSettingsPanel

from cms.accounts.forms import AboutMeForm, NewAddressForm
from cms.accounts.models import Person
from cms.accounts.operations import change_details

DETAILS = ("chosen_name", "pronouns", "language", "phone")


def signed_in(request: HttpRequest) -> Person:
    """Who asks; for views behind login_required."""
    if not isinstance(request.user, Person):
        raise PermissionDenied
    return request.user


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def about_me(request: HttpRequest) -> HttpResponse:
    """Name, pronouns, language, phone of the person who asks. What was typed stays on the page when it is refused."""
    person = signed_in(request)
    form = AboutMeForm(request.POST or None, initial={name: getattr(person, name) for name in DETAILS})
    if request.method == "POST" and form.is_valid():
        try:
            changed = change_details(person=person, by=person, **form.cleaned_data)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            return _saved(request, changed)
    return render(request, "portal/about_me.html", {"form": form, "person": person})


def _saved(request: HttpRequest, person: Person) -> HttpResponse:
    """Back to the page, in the language that was chosen."""
    with translation.override(person.language):
        messages.success(request, _("Saved."))
        return redirect("portal:about_me")


class AddressView(EmailView):
    """Changing the e-mail address: allauth's page, which would write to the database when it is only looked at."""

    template_name = "account/email_change.html"
    form_class = NewAddressForm

    @method_decorator(login_required)
    @method_decorator(rate_limit(action="manage_email"))
    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """As allauth's, without its first step."""
        return FormView.dispatch(self, request, *args, **kwargs)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Only a new address can be posted; it takes effect when its code was entered."""
        form = self.get_form()
        if not form.is_valid():
            return self.form_invalid(form)
        flows.manage_email.add_email(request, form)
        return redirect("account_email_verification_sent")


@method_decorator(require_admin_access, name="dispatch")
class OfficeAccountView(AccountView):
    """What somebody sets for the office alone. Name, address, language and password have one place: about me."""

    def get_panels(self) -> list[Any]:
        """Wagtail's, without those that would be a second truth."""
        elsewhere = (NameEmailSettingsPanel, LocaleSettingsPanel)
        return [panel for panel in super().get_panels() if not isinstance(panel, elsewhere)]


class ToSignIn(RedirectView):
    """Where Wagtail would ask for a password: there is one front door. Keeps where somebody wanted to go."""

    query_string = True

    def get_redirect_url(self, *args: Any, **kwargs: Any) -> str:
        """allauth's page, which checks the `next` that comes along."""
        query = self.request.META.get("QUERY_STRING", "")
        return reverse("account_login") + (f"?{query}" if query else "")


class ToForgottenPassword(RedirectView):
    """Where Wagtail would reset a password by a link."""

    pattern_name = "account_reset_password"

    def get_redirect_url(self, *args: Any, **kwargs: Any) -> str:
        """allauth's page; what the old address held is not needed."""
        return reverse("account_reset_password")

"""What accounts bring to the back office. Registers, decides nothing."""

from typing import Any

from django import forms
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.views.account import BaseSettingsPanel

ACTIONS = (
    ("accounts.person.change", _("Change a person's details"), _("Name, language or phone changed")),
    ("accounts.person.change_address", _("Change an e-mail address"), _("E-mail address changed")),
    ("accounts.person.set_password", _("Set a password"), _("Password set")),
    ("accounts.person.open", _("Open an account"), _("Account opened")),
    ("accounts.person.close", _("Close an account"), _("Account closed")),
    (
        "accounts.person.administer",
        _("Give or take the right to administer the site"),
        _("Administration changed"),
    ),
)


@hooks.register("register_log_actions")
def register_log_actions(actions: Any) -> None:
    """What happens to accounts."""
    for name, label, message in ACTIONS:
        actions.register_action(name, label, message)


class LanguagePanel(BaseSettingsPanel):
    """Says where the office gets its language from; nothing is set here."""

    name = "language"
    title = _("Language")
    order = 50
    template_name = "backoffice/language_panel.html"

    def get_form(self) -> forms.Form:
        """Never bound, so nothing of it is saved."""
        return forms.Form()


@hooks.register("register_account_settings_panel")
def language_panel(request: HttpRequest, user: Any, profile: Any) -> LanguagePanel:
    """On "My settings"."""
    return LanguagePanel(request, user, profile)


@hooks.register("register_account_menu_item")
def about_me(request: HttpRequest) -> dict[str, Any]:
    """From the office's own settings to the page where the rest is changed."""
    return {
        "url": reverse("portal:about_me"),
        "label": _("About me"),
        "help_text": _("Your name, language, e-mail address and ways to sign in."),
    }

"""The report of a barrier."""

import uuid
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tasks.outbox.addresses import normalise_address

LONGEST_PATH = 300


def own_path(given: str) -> str:
    """`given` where it is the path of a page of this site, such as /fr/updates/; else an empty string.

    A link may name any page here, never another site: browsers read // and /\\ as the beginning of another address.
    """
    is_path = given.startswith("/") and not given.startswith(("//", "/\\"))
    is_clean = all(sign.isprintable() and not sign.isspace() for sign in given)
    return given if is_path and is_clean and len(given) <= LONGEST_PATH else ""


class ReportForm(forms.Form):
    """What happened, on which page, and where to answer. Only the first is asked for."""

    what = forms.CharField(
        label=_("What got in your way?"),
        help_text=_("What did you want to do, and what happened? You need not say anything about yourself."),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 6}),
    )
    page = forms.CharField(
        label=_("On which page?"),
        help_text=_("Its title or its address."),
        max_length=LONGEST_PATH,
        required=False,
    )
    address = forms.CharField(
        label=_("Your e-mail"),
        help_text=_("Only if you would like an answer."),
        max_length=254,
        required=False,
        widget=forms.EmailInput(attrs={"autocomplete": "email", "inputmode": "email", "spellcheck": "false"}),
    )
    # A trap for robots: people do not see it, and whoever fills it is answered as everybody is.
    website = forms.CharField(
        label=_("Leave this empty"),
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "tabindex": "-1"}),
        template_name="components/forms/trap.html",  # type: ignore[call-arg]  # new in Django 5.0; the stubs lag
    )
    token = forms.CharField(widget=forms.HiddenInput, required=False, initial=lambda: str(uuid.uuid4()))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("auto_id", "report_%s")
        super().__init__(*args, **kwargs)

    def clean_address(self) -> str:
        """The address in the form that is kept; empty where no answer is wanted."""
        given: str = self.cleaned_data["address"]
        return normalise_address(given) if given else ""

    def clean_token(self) -> uuid.UUID:
        """What makes two presses of the button one report. One that was altered is a report of its own."""
        try:
            return uuid.UUID(self.cleaned_data["token"])
        except ValueError:
            return uuid.uuid4()

    @property
    def is_robot(self) -> bool:
        """Whether the trap holds something."""
        return bool(self.cleaned_data.get("website"))

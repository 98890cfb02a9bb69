"""Forms about signing in and about oneself: allauth's, in our words, and one of our own."""

from typing import Any

from allauth.account import forms as allauth_forms
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.totp.forms import ActivateTOTPForm
from django import forms
from django.utils.translation import gettext_lazy as _

from cms.accounts.models import Language
from tasks.outbox.addresses import normalise_address


class AddressField(forms.EmailField):
    """An e-mail address in the form that is kept."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("label", _("E-mail"))
        super().__init__(max_length=254, **kwargs)
        self.widget.attrs |= {"autocomplete": "email", "inputmode": "email"}

    def clean(self, value: Any) -> str:
        """Trimmed, NFC, lower case."""
        return normalise_address(super().clean(value))


class CodeField(forms.CharField):
    """A code from a mail. Blanks and hyphens in it do not matter."""

    def __init__(self) -> None:
        super().__init__(
            label=_("Code"), max_length=40, help_text=_("Eight digits from the message, such as 1234-5678.")
        )
        self.widget.attrs |= {"autocomplete": "one-time-code", "inputmode": "numeric", "class": "input--code"}


class AskForCodeForm(allauth_forms.RequestLoginCodeForm):
    """Where to send a code."""

    email = AddressField(help_text=_("The address your programme writes to."))


class CodeForm(allauth_forms.BaseConfirmCodeForm):
    """A code for signing in or for a new password."""

    code = CodeField()


class NewAddressCodeForm(allauth_forms.ConfirmEmailVerificationCodeForm):
    """A code that shows that an address is one's own."""

    code = CodeField()


class PasswordForm(allauth_forms.LoginForm):
    """Signing in with a password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"] = AddressField()
        self.fields["password"].label = _("Password")
        self.fields["password"].help_text = ""
        self.fields["password"].widget.attrs.pop("placeholder", None)
        self.order_fields(["login", "password"])


class ForgottenPasswordForm(allauth_forms.ResetPasswordForm):
    """Where to send a code for a new password."""

    email = AddressField()


class NewAddressForm(allauth_forms.AddEmailForm):
    """Another e-mail address; it counts once its code was entered."""

    email = AddressField(label=_("New e-mail address"))


class AboutMeForm(forms.Form):
    """What a person may change about themselves; nothing else that is posted counts."""

    chosen_name = forms.CharField(
        label=_("Name you go by"),
        max_length=120,
        help_text=_("We use this name everywhere. It can differ from your legal name."),
    )
    pronouns = forms.CharField(
        label=_("Pronouns"),
        max_length=40,
        required=False,
        help_text=_("Shown beside your name to those who teach you. For example: they, she, il, elle."),
    )
    language = forms.ChoiceField(
        label=_("Language"),
        choices=Language.choices,
        widget=forms.RadioSelect,
        help_text=_("Of our messages to you."),
    )
    phone = forms.CharField(label=_("Phone"), max_length=40, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["chosen_name"].widget.attrs["autocomplete"] = "nickname"
        self.fields["pronouns"].widget.attrs["autocomplete"] = "off"
        self.fields["phone"].widget.attrs |= {"autocomplete": "tel", "inputmode": "tel"}


class StepField(forms.CharField):
    """A code from an app, or a recovery code."""

    def __init__(self, label: Any) -> None:
        super().__init__(label=label, max_length=40)
        self.widget.attrs |= {"autocomplete": "one-time-code"}


class StepForm(AuthenticateForm):
    """The second step of signing in."""

    code = StepField(_("Code from your app, or a recovery code"))


class StepAgainForm(ReauthenticateForm):
    """The second step once more, before something important."""

    code = StepField(_("Code from your app, or a recovery code"))


class NewAppForm(ActivateTOTPForm):
    """A first code shows that the app is set up."""

    code = StepField(_("Code that the app shows now"))

"""The kinds of messages about signing in, and their words. Sign-in needs the same care as any message: the outbox."""

import datetime as dt
from dataclasses import dataclass

from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from tasks.outbox.kinds import Kind, register

SIGN_IN_CODE = "sign_in_code"
PASSWORD_CODE = "password_code"  # noqa: S105 - the name of a kind
ADDRESS_CODE = "address_code"
UNKNOWN_ACCOUNT = "unknown_account"
ACCOUNT_NOTICE = "account_notice"

CODE_LIFE = dt.timedelta(seconds=settings.CODE_SECONDS)


@dataclass(frozen=True)
class CodeMail:
    """What a mail with a code says. The subject could be read over a shoulder: it holds no code and no reason."""

    kind: str
    subject: str | Promise
    purpose: str | Promise


CODE_MAILS = {
    "account/email/login_code": CodeMail(
        SIGN_IN_CODE, _("Your sign-in code"), _("This is your code to sign in:")
    ),
    "account/email/password_reset_code": CodeMail(
        PASSWORD_CODE, _("Your code"), _("This is your code to choose a new password:")
    ),
    "account/email/email_confirmation": CodeMail(
        ADDRESS_CODE, _("Your code"), _("This is your code to use this e-mail address:")
    ),
}
"""By the name that allauth gives each of its mails."""

NOTICES: dict[str, str | Promise] = {
    "account/email/email_changed": _(
        "The e-mail address of your account was changed. This address is no longer used."
    ),
    "account/email/password_changed": _("The password of your account was changed."),
    "account/email/password_set": _("Your account now has a password."),
    "account/email/password_reset": _("Your account has a new password."),
    "mfa/email/totp_activated": _("An authenticator app was added to your account."),
    "mfa/email/totp_deactivated": _("The authenticator app was removed from your account."),
    "mfa/email/webauthn_added": _("A passkey or security key was added to your account."),
    "mfa/email/webauthn_removed": _("A passkey or security key was removed from your account."),
    "mfa/email/recovery_codes_generated": _("New recovery codes were made for your account."),
}
"""What is told to a person after the fact, so that they notice what somebody else did."""


def register_kinds() -> None:
    """Tell the outbox of them; called once, when the app is ready."""
    register(Kind(name=SIGN_IN_CODE, label=_("Sign-in code"), is_secret=True, resend_once=True))
    register(Kind(name=PASSWORD_CODE, label=_("Code for a new password"), is_secret=True, resend_once=True))
    register(Kind(name=ADDRESS_CODE, label=_("Code for a new address"), is_secret=True, resend_once=True))
    # Somebody's address, typed by somebody: nobody needs to see it in a list.
    register(Kind(name=UNKNOWN_ACCOUNT, label=_("No account with this address"), is_secret=True))
    register(Kind(name=ACCOUNT_NOTICE, label=_("Change of an account"), is_urgent=True))

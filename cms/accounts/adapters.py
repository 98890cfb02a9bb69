"""Where allauth meets the product: its mails go to the outbox, its changes into the audit log."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.models import EmailAddress
from allauth.mfa.adapter import DefaultMFAAdapter
from cryptography.fernet import MultiFernet
from django.contrib import messages
from django.db import IntegrityError, transaction
from django.http import HttpRequest
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import log

from cms.accounts.kinds import NOTICES
from cms.accounts.mail import owe_code, owe_notice, owe_unknown
from cms.accounts.models import Person
from cms.accounts.operations import set_office_language
from courses.encryption import fernet
from courses.enums import RoleKind
from courses.models import Role

OFFICE = "wagtailadmin.access_admin"
UNKNOWN = "account/email/unknown_account"
CODE_SENT = "account/messages/login_code_sent.txt"
# Pages say these themselves, or they need no saying.
SILENT = (CODE_SENT, "account/messages/logged_in.txt", "account/messages/email_confirmation_sent.txt")


class AccountAdapter(DefaultAccountAdapter):
    """Signing in with an address: a code, or a password for those who set one."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "account_inactive": _("This account is closed. Please write to your programme."),
        "duplicate_email": _("This is your address already."),
        "email_password_mismatch": _(
            "The address or the password is not right. We can also send you a code."
        ),
        "email_taken": _("This address cannot be used. Please take another one."),
        "incorrect_code": _("This is not the code. Please use the newest message from us."),
        "incorrect_password": _("This is not your password."),
        "enter_current_password": _("This is not your password."),
        "rate_limited": _("This was too often in a short time. Please wait a few minutes and try again."),
        "too_many_login_attempts": _(
            "This was too often in a short time. Please wait a few minutes, then ask for a new code."
        ),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Accounts are made by enrolment, by a role, or by an administrator."""
        return False

    def get_login_stages(self) -> list[str]:
        """Without the one that confirms addresses: whoever is enrolled was written to, a new address has its code."""
        return [
            stage for stage in super().get_login_stages() if not stage.endswith(".EmailVerificationStage")
        ]

    def login(self, request: HttpRequest, user: Person) -> None:
        """Sign in; the office speaks the person's language from the first page."""
        super().login(request, user)
        if user.has_perm(OFFICE) and not hasattr(user, "wagtail_userprofile"):
            set_office_language(person=user)

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """The office for those who work there, their teaching for those who only facilitate, else one's own page.

        The latter two in one's own language.
        """
        only_teaches = _only_facilitates(request.user)
        if request.user.has_perm(OFFICE) and not only_teaches:
            return reverse("wagtailadmin_home")
        language = request.user.language if isinstance(request.user, Person) else translation.get_language()
        with translation.override(language):
            return reverse("portal:teaching" if only_teaches else "portal:home")

    def get_email_verification_redirect_url(self, email_address: EmailAddress) -> str:
        """Back to where the address was changed."""
        return reverse("portal:about_me")

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        """Back to where the link was."""
        return reverse("portal:about_me")

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Owe the mail that allauth calls `template_prefix`, in the person's language or else the page's."""
        self.request._is_sign_in_answered = True  # each call has an adapter of its own; see _answer_alike
        person = context.get("user") or Person.objects.filter(email=email).first()
        language = person.language if person else (translation.get_language() or "en")[:2]
        if template_prefix == UNKNOWN:
            owe_unknown(address=email, language=language)
        else:
            name = template_prefix.removesuffix("_signup")
            owe_code(mail=name, address=email, person=person, language=language, code=context["code"])

    def send_notification_mail(
        self,
        template_prefix: str,
        user: Person,
        context: dict[str, Any] | None = None,
        email: str | None = None,
    ) -> None:
        """Owe a notice of a change. Where it came from (network address, browser) is not put into a mail."""
        if template_prefix in NOTICES:
            owe_notice(mail=template_prefix, address=email or user.email, person=user)

    def add_message(
        self,
        request: HttpRequest,
        level: int,
        message_template: str | None = None,
        message_context: dict[str, Any] | None = None,
        extra_tags: str = "",
        message: str | None = None,
    ) -> None:
        """Say what happened, once, where the page does not say it."""
        if message_template == CODE_SENT and message_context and "email" in message_context:
            self._answer_alike(message_context["email"])
        if message_template not in SILENT:
            super().add_message(request, level, message_template, message_context, extra_tags, message)

    def _answer_alike(self, address: str) -> None:
        """When a code is asked for again, allauth writes to known addresses only, and is quicker with others."""
        if not getattr(self.request, "_is_sign_in_answered", False):
            self.send_mail(UNKNOWN, address, {})

    def confirm_email(self, request: HttpRequest, email_address: EmailAddress) -> bool:
        """The new address was confirmed by its code: from now on it is the person's one address.

        The old one is told. False, with a message, where somebody else was quicker.
        """
        person = Person.objects.get(pk=email_address.user_id)
        try:
            with transaction.atomic():
                # allauth tells an old address, and drops it, only where it has a row of it.
                EmailAddress.objects.get_or_create(
                    user=person, email=person.email, defaults={"verified": True, "primary": True}
                )
                is_confirmed: bool = super().confirm_email(request, email_address)
                log(instance=person, action="accounts.person.change_address", user=request.user)
        except IntegrityError:
            self.add_message(request, messages.ERROR, message=str(self.error_messages["email_taken"]))
            return False
        return is_confirmed

    def set_password(self, user: Person, password: str) -> None:
        """Set it and log that it was set. Nobody is signed in yet when it was forgotten: then the person did it."""
        with transaction.atomic():
            super().set_password(user, password)
            log(instance=user, action="accounts.person.set_password", user=user)


class SecondFactorAdapter(DefaultMFAAdapter):
    """Second steps of signing in. Their secrets are encrypted, so that a copy of the database opens no door."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": _("This is not the code. Please use the newest one that your app shows."),
    }

    def encrypt(self, text: str) -> str:
        """Under the site's secret key."""
        return _fernet().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """Under the site's secret key, or one that it had before (SECRET_KEY_FALLBACKS)."""
        return _fernet().decrypt(encrypted_text.encode()).decode()


def _only_facilitates(person: Any) -> bool:
    """Whether somebody holds roles of facilitators and no other; an administrator never does."""
    if person.is_superuser:
        return False
    return set(Role.objects.of(person).values_list("kind", flat=True)) == {RoleKind.FACILITATOR}


def _fernet() -> MultiFernet:
    return fernet(b"alongside second factors")

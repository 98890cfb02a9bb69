"""What an administrator sets for the whole site."""

import re
from typing import ClassVar

from django.conf import settings
from django.core.validators import RegexValidator
from django.db import models
from django.http import HttpRequest
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail.contrib.settings.models import BaseGenericSetting, register_setting


def contact_email() -> str:
    """Where the site's people are reached until an administrator says otherwise."""
    address: str = settings.CONTACT_EMAIL
    return address


@register_setting(icon="cog", order=100)
class SiteSettings(BaseGenericSetting):
    """Who to call, where the way out leads (domain.md, dignity 7), and who answers for the site."""

    crisis_number = models.CharField(
        _("crisis line"),
        max_length=30,
        default="9-8-8",
        help_text=_("The number to call or text, as it should be read."),
        validators=[
            RegexValidator(r"^\+?[\d\s().-]*\d[\d\s().-]*$", _("Use digits, spaces and hyphens only."))
        ],
    )
    leave_url = models.URLField(
        _("where “Leave this site” leads"),
        default="https://weather.gc.ca/",
        help_text=_("An everyday page that tells nothing about the visit here."),
    )

    contact_email = models.EmailField(
        _("contact e-mail"),
        default=contact_email,
        help_text=_("Reports of barriers go there, and pages name it to readers."),
    )

    # What was read last in this process, for a page that must not ask the database (500); set below.
    last_known: "ClassVar[SiteSettings]"

    class Meta:
        verbose_name = _("help and contact")

    @classmethod
    def chosen(cls, request: HttpRequest) -> "SiteSettings":
        """What was chosen, or what holds until somebody chooses. Wagtail's `load` would write a row for a visitor.

        One query a request.
        """
        kept: SiteSettings | None = getattr(request, "_site_settings", None)
        if kept is None:
            kept = cls.current()
            request._site_settings = kept  # type: ignore[attr-defined]  # several parts of a page ask
        return kept

    @classmethod
    def current(cls) -> "SiteSettings":
        """As `chosen`, where there is no request. One query."""
        cls.last_known = cls.objects.first() or cls()
        return cls.last_known

    @property
    def crisis_digits(self) -> str:
        """The number as a telephone dials it."""
        return re.sub(r"[^\d+]", "", self.crisis_number)

    def in_words(self) -> dict[str, str]:
        """Crisis line, way out and sender, as a page or a mail in the active language says them."""
        is_french = (get_language() or "").startswith("fr")
        return {
            "crisis_number": self.crisis_number,
            "crisis_digits": self.crisis_digits,
            "leave_url": self.leave_url,
            "contact_email": self.contact_email,
            "sender_name": settings.SENDER_NAME,
            "sender_address": (is_french and settings.SENDER_POSTAL_ADDRESS_FR)
            or settings.SENDER_POSTAL_ADDRESS,
        }


SiteSettings.last_known = SiteSettings()

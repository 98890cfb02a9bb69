"""Who runs training, where, and who may act for them."""

import zoneinfo
from typing import Any, ClassVar

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from courses.enums import Province, RoleKind

from .alphabet import ALPHABET, ByLanguage
from .phones import PhoneField, dialled
from .words import in_language

BY_NAME = ByLanguage("name_en", "name_fr")


class Named(models.Model):
    """Something with a short name in both languages and a word for addresses."""

    slug = models.SlugField(_("short name for addresses"), unique=True)
    name_en = models.CharField(_("name in English"), max_length=120, db_collation=ALPHABET)
    name_fr = models.CharField(_("name in French"), max_length=120, db_collation=ALPHABET)

    wagtail_reference_index_ignore = True  # no page links to it; see trainees.models.Enrolment

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """The name in the reader's language."""
        return in_language(self, "name")


class Region(Named):
    """A part of the country people look for training in."""

    class Meta:
        verbose_name = _("region")
        verbose_name_plural = _("regions")
        ordering = (BY_NAME, "id")


class Stream(Named):
    """Whose lived experience a course builds on: one's own, or a family member's."""

    class Meta:
        verbose_name = _("stream")
        verbose_name_plural = _("streams")
        ordering = (BY_NAME, "id")


def check_time_zone(value: str) -> None:
    """Refuse a name that the time zone database does not know."""
    if value not in zoneinfo.available_timezones():
        raise ValidationError(_("This is not a known time zone. An example: America/Vancouver."))


class Programme(Named):
    """Who runs training: a host organisation and a region, with its clock, address and languages."""

    host = models.CharField(_("host organisation"), max_length=200)
    region = models.ForeignKey(
        Region, verbose_name=_("region"), on_delete=models.PROTECT, related_name="programmes"
    )
    time_zone = models.CharField(
        _("time zone"), max_length=64, default="America/Vancouver", validators=[check_time_zone]
    )
    province = models.CharField(
        _("province or territory"),
        max_length=2,
        choices=Province.choices,
        default=Province.BC,
        blank=True,
        help_text=_("No session is planned on its public holidays."),
    )
    email = models.EmailField(_("contact e-mail"))
    phone = PhoneField(_("phone"), blank=True, help_text=_("Shown on the website, as it is typed here."))
    postal_address = models.CharField(
        _("postal address"), max_length=300, help_text=_("The law asks for it in every message.")
    )
    languages = models.JSONField(_("languages"), default=list, blank=True)

    class Meta:
        verbose_name = _("programme")
        verbose_name_plural = _("programmes")
        ordering = (BY_NAME, "id")

    @cached_property
    def tz(self) -> zoneinfo.ZoneInfo:
        """The programme's clock."""
        return zoneinfo.ZoneInfo(self.time_zone)

    @property
    def phone_link(self) -> str:
        """What follows `tel:`; empty without a number."""
        return dialled(self.phone)


class RoleQuerySet(models.QuerySet["Role"]):
    """Roles, as sentences."""

    def of(self, person: Any, *kinds: RoleKind) -> "RoleQuerySet":
        """The roles that `person` holds, of the kinds named (default: any)."""
        held = self.filter(person=person)
        return held.filter(kind__in=kinds) if kinds else held


class Role(models.Model):
    """A person may act for one programme in one way. Access to the back office follows from it."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="roles")
    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="roles")
    kind = models.CharField(_("role"), max_length=20, choices=RoleKind.choices)

    objects: ClassVar[Any] = RoleQuerySet.as_manager()

    wagtail_reference_index_ignore = True  # no page links to it; see trainees.models.Enrolment

    class Meta:
        verbose_name = _("role")
        verbose_name_plural = _("roles")
        ordering = ("programme", "kind", "person")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["person", "programme", "kind"], name="role_once"),
            models.CheckConstraint(condition=models.Q(kind__in=RoleKind.values), name="role_kind_known"),
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.get_kind_display()}, {self.programme}"

"""What issuing certificates keeps besides them: how the holder wants it, and the numbers that are taken."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from trainees.enums import CertificateLanguage

from .enrolments import Enrolment


class CertificateWish(models.Model):
    """How somebody wants their certificates written. An empty name is the one they go by; an empty language is theirs.

    A row of its own, so that no list of people reads a name that belongs on a certificate and nowhere else
    (domain.md, dignity 2). Its changes are logged without the name.
    """

    enrolment = models.OneToOneField(Enrolment, on_delete=models.CASCADE, related_name="certificate_wish")
    name = models.CharField(_("name on my certificate"), max_length=200, blank=True)
    language = models.CharField(
        _("language"), max_length=4, choices=CertificateLanguage.choices, blank=True, default=""
    )

    wagtail_reference_index_ignore = True  # no page links to it; see trainees.models.Enrolment

    class Meta:
        verbose_name = _("wish for a certificate")
        verbose_name_plural = _("wishes for certificates")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(language__in=["", *CertificateLanguage.values]),
                name="certificate_wish_language_known",
            ),
        ]

    def __str__(self) -> str:
        return f"{self._meta.verbose_name}: {self.enrolment}"


class SerialYear(models.Model):
    """How many certificates were numbered in a year. Its rows are the last lock of whoever issues one."""

    year = models.PositiveSmallIntegerField(unique=True)
    last = models.PositiveIntegerField(default=0)

    objects: ClassVar[Any] = models.Manager()

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("numbers of a year")
        verbose_name_plural = _("numbers of the years")
        ordering = ("year",)

    def __str__(self) -> str:
        return f"{self.year}: {self.last}"

"""What can be earned from an edition."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from .curriculum import Edition
from .words import in_language, in_some_language


class Award(models.Model):
    """Something that can be earned from an edition, in words. `position` ranks: the first comes soonest, the last is
    the highest. It changes only while its edition does (0002_invariants).
    """

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="awards")
    position = models.PositiveIntegerField(_("rank"))
    name_en = models.CharField(_("name in English"), max_length=120)
    name_fr = models.CharField(_("name in French"), max_length=120)
    summary_en = models.CharField(
        _("what it takes, in English"),
        max_length=400,
        blank=True,
        help_text=_("In a sentence or two: what somebody has done who earns it."),
    )
    summary_fr = models.CharField(_("what it takes, in French"), max_length=400, blank=True)

    wagtail_reference_index_ignore = True  # no page links to it; see trainees.models.Enrolment

    class Meta:
        verbose_name = _("award")
        verbose_name_plural = _("awards")
        ordering = ("edition", "position")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["edition", "position"], name="award_position_once"),
            models.UniqueConstraint(fields=["edition", "name_en"], name="award_name_en_once"),
            models.UniqueConstraint(fields=["edition", "name_fr"], name="award_name_fr_once"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """The name in the reader's language."""
        return in_language(self, "name")

    @property
    def summary(self) -> str:
        """What it takes, in the reader's language."""
        return in_some_language(self, "summary")

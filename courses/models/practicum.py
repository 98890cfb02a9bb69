"""What an edition asks of a practicum beside its modules: hours to reach."""

from collections.abc import Sequence
from typing import ClassVar

from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from courses.enums import HoursCategory

from .curriculum import Edition
from .words import in_language


def check_categories(value: Sequence[str]) -> None:
    """Raise ValidationError for what is no list of categories, or names one twice."""
    if not isinstance(value, list) or len(set(value)) != len(value) or set(value) - set(HoursCategory.values):
        raise ValidationError(_("Choose from the list."), code="choice")


class HourGoal(models.Model):
    """Practicum hours towards which trainees see a running total, such as 36, 50 or 200 hours.

    `categories` are those that count; an empty list means all. It changes only while its
    edition does (0002_invariants).
    """

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="hour_goals")
    position = models.PositiveIntegerField(_("position"))
    name_en = models.CharField(_("name in English"), max_length=120)
    name_fr = models.CharField(_("name in French"), max_length=120)
    minutes = models.PositiveIntegerField(
        _("minutes"), validators=[MinValueValidator(1)], help_text=_("36 hours are 2,160.")
    )
    categories = models.JSONField(_("what counts"), default=list, blank=True, validators=[check_categories])

    wagtail_reference_index_ignore = True  # no page links to it; see trainees.models.Enrolment

    class Meta:
        verbose_name = _("hour goal")
        verbose_name_plural = _("hour goals")
        ordering = ("edition", "position")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["edition", "position"], name="hour_goal_position_once"),
            models.CheckConstraint(condition=models.Q(minutes__gte=1), name="hour_goal_minutes_positive"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """The name in the reader's language."""
        return in_language(self, "name")

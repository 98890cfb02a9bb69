"""States and kinds of what is taught. Groups of states have names, so that nobody spells a state elsewhere."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class RoleKind(models.TextChoices):
    """What somebody may do in a programme."""

    COORDINATOR = "coordinator", _("Coordinator")
    FACILITATOR = "facilitator", _("Facilitator")
    EDITOR = "editor", _("Editor")


class ModuleKind(models.TextChoices):
    """Where a module's time is counted: in class or in the practicum."""

    CLASS = "class", _("Class")
    PRACTICUM = "practicum", _("Practicum")


class HoursCategory(models.TextChoices):
    """What practicum time was spent on. Goals count any of them, or some."""

    ONE_TO_ONE = "one_to_one", _("One-to-one support")
    GROUP = "group", _("Group support")
    SUPERVISION = "supervision", _("Supervision")
    TRAINING = "training", _("Training at the site")


class CohortState(models.TextChoices):
    """A cohort is planned quietly, announced to the public, and perhaps called off."""

    DRAFT = "draft", _("Draft")
    ANNOUNCED = "announced", _("Announced")
    CANCELLED = "cancelled", pgettext_lazy("a cohort or session", "Cancelled")


class Intake(models.TextChoices):
    """What a visitor is told about a cohort's applications; computed, never stored."""

    OPEN = "open", _("Open for applications")
    COMING = "coming", _("Coming")
    FULL = "full", _("Full")
    CLOSED = "closed", _("Applications closed")
    RUNNING = "running", _("Under way")
    ENDED = "ended", _("Ended")
    CANCELLED = "cancelled", pgettext_lazy("a cohort or session", "Cancelled")
    NOTHING = "nothing", _("Nothing scheduled")

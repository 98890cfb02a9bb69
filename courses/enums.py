"""States and kinds of what is taught. Groups of states have names, so that nobody spells a state elsewhere."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class RoleKind(models.TextChoices):
    """What somebody may do in a programme."""

    COORDINATOR = "coordinator", _("Coordinator")
    FACILITATOR = "facilitator", _("Facilitator")
    EDITOR = "editor", _("Editor")


TEACHES = (RoleKind.COORDINATOR, RoleKind.FACILITATOR)


class ModuleKind(models.TextChoices):
    """Where a module's time is counted: in class or in the practicum."""

    CLASS = "class", _("Class")
    PRACTICUM = "practicum", _("Practicum")


class SessionKind(models.TextChoices):
    """Whether everybody of the cohort is expected, or only those who make up for something."""

    REGULAR = "regular", _("For everybody")
    MAKE_UP = "make_up", _("Make-up session")


class ChangeKind(models.TextChoices):
    """What was done to a session that people know of."""

    ADDED = "added", _("Added")
    MOVED = "moved", _("Moved")
    PLACE = "place", _("Other place or link")
    FACILITATORS = "facilitators", _("Other facilitators")
    CANCELLED = "cancelled", pgettext_lazy("a cohort or session", "Cancelled")


class CompletesBy(models.TextChoices):
    """What happens when everything a module asks for is there."""

    ITSELF = "itself", _("Completed by itself")
    FACILITATOR = "facilitator", _("Waits for a facilitator")


class EvidenceKind(models.TextChoices):
    """What a module asks for: two ways to combine, and what can be combined."""

    ALL_OF = "all_of", _("All of these")
    ANY_OF = "any_of", _("One of these")
    ATTENDANCE = "attendance", _("Attendance")
    AGREEMENT = "agreement", _("Signed agreement")
    QUIZ = "quiz", _("Quiz")
    ASSIGNMENT = "assignment", _("Assignment or reflection")
    PRACTICE = "practice", _("Observed practice")
    SIGN_OFF = "sign_off", _("Facilitator's sign-off")
    EXAM = "exam", _("Exam")
    PRACTICUM = "practicum", _("Practicum hours and reports")


COMBINES = (EvidenceKind.ALL_OF, EvidenceKind.ANY_OF)


class Takes(models.TextChoices):
    """In which form an assignment may be handed in."""

    TEXT = "text", _("Text")
    FILE = "file", _("File")
    EITHER = "either", _("Text or file")


class AbsenceUnit(models.TextChoices):
    """In what an absence policy counts."""

    SESSIONS = "sessions", _("Sessions")
    MODULES = "modules", _("Modules")
    MINUTES = "minutes", _("Minutes")


class Province(models.TextChoices):
    """Whose public holidays a programme keeps; the codes are those of ISO 3166-2:CA."""

    AB = "AB", _("Alberta")
    BC = "BC", _("British Columbia")
    MB = "MB", _("Manitoba")
    NB = "NB", _("New Brunswick")
    NL = "NL", _("Newfoundland and Labrador")
    NS = "NS", _("Nova Scotia")
    NT = "NT", _("Northwest Territories")
    NU = "NU", _("Nunavut")
    ON = "ON", _("Ontario")
    PE = "PE", _("Prince Edward Island")
    QC = "QC", _("Quebec")
    SK = "SK", _("Saskatchewan")
    YT = "YT", _("Yukon")


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


class RenewalAnchor(models.TextChoices):
    """When the term of a certificate ends."""

    AWARD = "award", _("So many months after the award")
    EVEN_YEARS = "even_years", _("On a day of every even year")
    ODD_YEARS = "odd_years", _("On a day of every odd year")

"""Where trainees practise, and who supervises them there."""

from typing import Any, ClassVar

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from courses.models import Programme
from courses.models.alphabet import ALPHABET
from courses.models.words import in_some_language


class SiteQuerySet(models.QuerySet["PlacementSite"]):
    """Sites, as sentences."""

    def offered_in(self, programme: Any) -> "SiteQuerySet":
        """Those of a programme that take trainees now, by name."""
        return self.filter(programme=programme, is_active=True).order_by("name", "pk")


class PlacementSite(models.Model):
    """A service that takes trainees of a programme. `places_held` counts its proposed and agreed placements.

    It changes only while the site's row is locked.
    """

    programme = models.ForeignKey(
        Programme, verbose_name=_("programme"), on_delete=models.PROTECT, related_name="placement_sites"
    )
    name = models.CharField(_("name"), max_length=200, db_collation=ALPHABET)
    address = models.TextField(_("address"), max_length=500, blank=True)
    areas_en = models.CharField(_("areas of practice in English"), max_length=300, blank=True)
    areas_fr = models.CharField(_("areas of practice in French"), max_length=300, blank=True)
    requirements_en = models.TextField(_("what trainees need, in English"), max_length=2_000, blank=True)
    requirements_fr = models.TextField(_("what trainees need, in French"), max_length=2_000, blank=True)
    needs_clearance = models.BooleanField(
        _("needs a criminal record check"),
        default=False,
        help_text=_("Nobody is placed here without one that is clear and up to date."),
    )
    capacity = models.PositiveIntegerField(
        _("places"),
        validators=[MinValueValidator(1)],
        help_text=_("How many trainees can practise here at the same time."),
    )
    places_held = models.PositiveIntegerField(_("places taken"), default=0, editable=False)
    is_active = models.BooleanField(_("takes trainees"), default=True)

    objects: ClassVar[Any] = SiteQuerySet.as_manager()

    wagtail_reference_index_ignore = True  # no page links to it; see trainees.models.Enrolment

    class Meta:
        verbose_name = _("placement site")
        verbose_name_plural = _("placement sites")
        ordering = ("name", "id")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["programme", "name"],
                name="site_name_once",
                violation_error_message=_("This programme has a site of this name already."),
            ),
            models.CheckConstraint(
                condition=Q(places_held__gte=0) & Q(places_held__lte=F("capacity")),
                name="site_places_within_capacity",
                violation_error_message=_("More places are taken than there would be."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def areas(self) -> str:
        """Areas of practice, in the reader's language."""
        return in_some_language(self, "areas")

    @property
    def requirements(self) -> str:
        """What trainees need there, in the reader's language."""
        return in_some_language(self, "requirements")

    @property
    def places_left(self) -> int:
        """Places that nobody holds."""
        return self.capacity - self.places_held


class Supervisor(models.Model):
    """Somebody at a site who supervises trainees. They need no account: they act through links that are mailed to them.

    Name and address are personal data that coordinators keep and see; a trainee sees the name of their own supervisor.
    """

    site = models.ForeignKey(
        PlacementSite, verbose_name=_("site"), on_delete=models.PROTECT, related_name="supervisors"
    )
    name = models.CharField(_("name"), max_length=120, db_collation=ALPHABET)
    email = models.EmailField(_("e-mail"), max_length=254)
    language = models.CharField(
        _("language"),
        max_length=2,
        choices=[("en", _("English")), ("fr", _("French"))],
        default="en",
        help_text=_("Of our messages to them."),
    )
    is_active = models.BooleanField(_("supervises now"), default=True)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("supervisor")
        verbose_name_plural = _("supervisors")
        ordering = ("name", "id")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["site", "email"],
                name="supervisor_once_at_site",
                violation_error_message=_("This site has a supervisor with this address."),
            ),
            models.CheckConstraint(condition=Q(email=Lower("email")), name="supervisor_email_lower_case"),
            models.CheckConstraint(condition=Q(language__in=("en", "fr")), name="supervisor_language_known"),
        ]

    def __str__(self) -> str:
        return self.name

"""What others say about a trainee, or have certified: recommendations and external certificates."""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from trainees.enums import ProofState, Rating, Recommender

from .enrolments import Enrolment
from .evidence import Voidable, private_storage


class Recommendation(Voidable):
    """Somebody who knows the trainee's practice recommends them for an award, or does not yet."""

    enrolment = models.ForeignKey(Enrolment, on_delete=models.PROTECT, related_name="recommendations")
    by = models.CharField(_("given by"), max_length=12, choices=Recommender.choices)
    recommends = models.BooleanField(_("recommended"))
    rating = models.PositiveSmallIntegerField(_("rating"), choices=Rating.choices, null=True, blank=True)
    note = models.CharField(_("note"), max_length=500, blank=True)
    given_on = models.DateField(_("given on"))

    class Meta(Voidable.Meta):
        verbose_name = _("recommendation")
        verbose_name_plural = _("recommendations")
        ordering = ("enrolment", "given_on", "id")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *Voidable.Meta.constraints,
            models.CheckConstraint(condition=Q(by__in=Recommender.values), name="recommendation_by_known"),
            models.CheckConstraint(
                condition=Q(rating__isnull=True) | Q(rating__in=Rating.values),
                name="recommendation_rating_known",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.enrolment}: {self.get_by_display()}"


class ExternalCredential(models.Model):
    """Something that somebody else certified, such as first aid, sent in by the trainee with its proof.

    `kind` is the short name that a requirement asks for. What was sent never changes; another one is sent.
    """

    enrolment = models.ForeignKey(Enrolment, on_delete=models.PROTECT, related_name="credentials")
    token = models.UUIDField(unique=True, editable=False)
    kind = models.CharField(_("what it is"), max_length=60)
    issued_on = models.DateField(_("issued on"))
    expires_on = models.DateField(_("valid until"), null=True, blank=True)
    file = models.FileField(_("proof"), storage=private_storage, upload_to="credentials/", blank=True)
    file_name = models.CharField(max_length=200, blank=True)
    state = models.CharField(
        _("state"), max_length=12, choices=ProofState.choices, default=ProofState.WAITING
    )
    sent_at = models.DateTimeField(_("sent at"), default=timezone.now)
    answered_by: Any = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    answered_at = models.DateTimeField(_("answered at"), null=True, blank=True)
    answer = models.CharField(_("answer"), max_length=500, blank=True)

    wagtail_reference_index_ignore = True  # no page links to it; see trainees.models.Enrolment

    class Meta:
        verbose_name = _("external certificate")
        verbose_name_plural = _("external certificates")
        ordering = ("enrolment", "kind", "id")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=Q(state__in=ProofState.values), name="credential_state_known"),
            models.CheckConstraint(
                condition=Q(expires_on__isnull=True) | Q(expires_on__gte=F("issued_on")),
                name="credential_expires_after_issue",
            ),
            models.CheckConstraint(
                condition=Q(state=ProofState.WAITING, answered_at__isnull=True)
                | (~Q(state=ProofState.WAITING) & Q(answered_at__isnull=False)),
                name="credential_answered_iff_not_waiting",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.enrolment}: {self.kind}"

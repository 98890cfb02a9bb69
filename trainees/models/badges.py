"""The keys that badges are signed with."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.db.models.lookups import IsNull
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class SigningKey(models.Model):
    """An Ed25519 key. The newest one that is not retired signs; all that were ever used stay public, so that what was
    signed stays verifiable. `private` is encrypted under the site's secret key; a retired key loses it. One that came
    into other hands is withdrawn: nothing that it signed is believed any more.
    """

    name = models.SlugField(max_length=40, unique=True)
    public = models.CharField(max_length=100, unique=True)  # multibase: z6Mk…
    private = models.TextField(blank=True)
    made_at = models.DateTimeField(default=timezone.now)
    retired_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    wagtail_reference_index_ignore = True  # no page links to it; see trainees.models.Enrolment

    class Meta:
        verbose_name = _("key for badges")
        verbose_name_plural = _("keys for badges")
        ordering = ("made_at", "id")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(retired_at__isnull=True) & ~Q(private="")
                | Q(retired_at__isnull=False, private=""),
                name="signing_key_private_until_retired",
            ),
            models.CheckConstraint(
                condition=Q(retired_at__isnull=True) | Q(retired_at__gte=F("made_at")),
                name="signing_key_retired_after_made",
            ),
            models.UniqueConstraint(
                IsNull(F("retired_at"), True),
                condition=Q(retired_at__isnull=True),
                name="signing_key_one_signs",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=True)
                | Q(retired_at__isnull=False, withdrawn_at__gte=F("retired_at")),
                name="signing_key_withdrawn_after_retired",
            ),
        ]

    def __str__(self) -> str:
        return self.name

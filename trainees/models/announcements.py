"""What a coordinator wrote to a cohort."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from courses.models import Cohort


class Announcement(models.Model):
    """A text to everybody enrolled. Sent once: `token` comes from the form, so a double click finds the first one."""

    cohort = models.ForeignKey(Cohort, on_delete=models.CASCADE, related_name="announcements")
    token = models.UUIDField(unique=True, editable=False)
    subject_en = models.CharField(_("subject in English"), max_length=150, blank=True)
    text_en = models.TextField(_("text in English"), blank=True)
    subject_fr = models.CharField(_("subject in French"), max_length=150, blank=True)
    text_fr = models.TextField(_("text in French"), blank=True)
    sent_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    sent_at = models.DateTimeField(_("sent at"), default=timezone.now)
    recipients = models.PositiveIntegerField(_("recipients"), default=0)

    wagtail_reference_index_ignore = True  # no page links to it; see trainees.models.Enrolment

    class Meta:
        verbose_name = _("announcement")
        verbose_name_plural = _("announcements")
        ordering = ("-sent_at", "-id")

    def __str__(self) -> str:
        return self.subject_en or self.subject_fr

"""What a message says, shared by everybody who gets it in one language."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Content(models.Model):
    """Subject, text and HTML with slots for each person's own fields.

    Never changed once written (a trigger refuses it): what was sent can be shown as it was sent.
    """

    language = models.CharField(_("language"), max_length=10)
    subject = models.CharField(_("subject"), max_length=200)
    text = models.TextField(_("text"))
    html = models.TextField(_("HTML"), blank=True)
    digest = models.CharField(max_length=64, unique=True, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("content")
        verbose_name_plural = _("contents")

    def __str__(self) -> str:
        return self.subject

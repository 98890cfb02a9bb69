"""States of subscriptions, and what an update without a cohort can say."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from courses.enums import Intake


class SubscriberState(models.TextChoices):
    """Somebody who confirmed is written to until they leave. Who only asked is a SubscriptionRequest, not yet this."""

    CONFIRMED = "confirmed", _("Subscribed")
    LEFT = "left", _("Left")


class ConsentEvent(models.TextChoices):
    """What a person decided."""

    GIVEN = "given", _("Agreed")
    WITHDRAWN = "withdrawn", _("Stopped")


# What an editor may say by hand where no cohort says it. What is open or full only a cohort knows.
HEADLINES = (Intake.COMING, Intake.CLOSED, Intake.NOTHING)

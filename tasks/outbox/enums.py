"""States of a message. Groups of states have names, so that nobody spells a state elsewhere."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class State(models.TextChoices):
    """queued → sending → sent → delivered | bounced; the others are where a message may end or wait."""

    QUEUED = "queued", _("Waiting to be sent")
    SENDING = "sending", _("Being sent")
    RETRYING = "retrying", _("Will be tried again")
    SENT = "sent", _("Sent")
    DELIVERED = "delivered", _("Delivered")
    BOUNCED = "bounced", _("Came back")
    FAILED = "failed", _("Could not be sent")
    SUPPRESSED = "suppressed", _("Not sent: this address does not take mail")
    CANCELLED = "cancelled", pgettext_lazy("a message", "Cancelled")
    UNCERTAIN = "uncertain", _("Perhaps sent: please decide")


class ChannelName(models.TextChoices):
    """Ways in which a message can travel."""

    EMAIL = "email", _("E-mail")


WAITING = (State.QUEUED, State.RETRYING)
CAN_CANCEL = WAITING
CAN_RESEND = (State.FAILED, State.SUPPRESSED, State.BOUNCED, State.UNCERTAIN, State.CANCELLED)
HAS_LEFT = (State.SENT, State.DELIVERED, State.BOUNCED)
NEEDS_A_REASON = (State.FAILED, State.UNCERTAIN, State.SUPPRESSED)
IS_OVER = (*HAS_LEFT, State.FAILED, State.SUPPRESSED, State.CANCELLED)

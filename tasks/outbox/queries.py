"""What others may want to know about the state of sending."""

import datetime as dt

from django.db.models import Min
from django.utils import timezone

from .enums import ChannelName
from .models import Channel, Message


def channel_in_trouble() -> Channel | None:
    """E-mail, when its server refused us or could not be reached the last time; `error` says why."""
    return Channel.objects.filter(name=ChannelName.EMAIL, failures__gt=0).first()


def longest_wait(*, at: dt.datetime | None = None) -> dt.timedelta:
    """For how long the message that has waited longest has been due; zero when none is."""
    at = at or timezone.now()
    oldest = (
        Message.objects.waiting().filter(next_attempt_at__lte=at).aggregate(oldest=Min("next_attempt_at"))
    )
    return at - oldest["oldest"] if oldest["oldest"] else dt.timedelta(0)

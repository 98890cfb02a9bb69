"""What others may want to know about the state of sending."""

from .enums import ChannelName
from .models import Channel


def channel_in_trouble() -> Channel | None:
    """E-mail, when its server refused us or could not be reached the last time; `error` says why."""
    return Channel.objects.filter(name=ChannelName.EMAIL, failures__gt=0).first()

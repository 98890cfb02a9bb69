"""Whether e-mail rests. A fault of the channel is nobody's attempt: messages wait, and a person can read why."""

import datetime as dt

from django.db import transaction

from tasks.outbox.enums import ChannelName
from tasks.outbox.models import Channel

FIRST_REST = dt.timedelta(seconds=10)
LONGEST_REST = dt.timedelta(minutes=5)


def is_resting(*, at: dt.datetime) -> bool:
    """Whether nothing is to be tried now."""
    return Channel.objects.filter(name=ChannelName.EMAIL, paused_until__gt=at).exists()


@transaction.atomic
def rest(*, at: dt.datetime, error: str) -> None:
    """Let the channel rest: 10 s after the first failure in a row, then 20, 40 …, at most 5 minutes."""
    channel, _made = Channel.objects.select_for_update().get_or_create(name=ChannelName.EMAIL)
    channel.paused_until = at + min(FIRST_REST * 2 ** min(channel.failures, 10), LONGEST_REST)
    channel.failures = min(channel.failures + 1, 1_000)
    channel.error = error[:300]
    channel.save()


def works() -> None:
    """A connection was made and used: whatever was wrong is over."""
    Channel.objects.filter(name=ChannelName.EMAIL).exclude(failures=0).update(
        paused_until=None, failures=0, error=""
    )

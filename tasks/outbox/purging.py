"""Deleting what is past its time."""

import datetime as dt

from django.db.models import Exists, OuterRef
from django.utils import timezone

from .enums import IS_OVER, State
from .models import Content, Message, Progress

# Decision records are kept for at least a year (FIPPA, section 31); what was said about them for as long.
KEEP = dt.timedelta(days=400)
KEEP_UNUSED_CONTENT = dt.timedelta(days=1)
CHUNK = 5_000


def purge(*, at: dt.datetime | None = None) -> int:
    """Delete messages that ended long ago, contents of none, and progress of batches that are over.

    Returns how many messages were deleted. What waits or is uncertain is never deleted.
    """
    at = at or timezone.now()
    old = Message.objects.filter(state__in=IS_OVER, created_at__lt=at - KEEP)
    count = 0
    while ids := list(old.order_by().values_list("pk", flat=True)[:CHUNK]):
        count += Message.objects.filter(pk__in=ids).delete()[0]
    used = Message.objects.filter(content=OuterRef("pk"))
    Content.objects.filter(~Exists(used), created_at__lt=at - KEEP_UNUSED_CONTENT).delete()
    owned = Message.objects.filter(owner=OuterRef("owner"), state=State.SENDING)
    Progress.objects.filter(~Exists(owned)).delete()
    return count

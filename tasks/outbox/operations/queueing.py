"""Owing messages. Called inside the transaction that makes them owed."""

import uuid
from collections.abc import Iterable, Sequence
from email.utils import parseaddr
from functools import lru_cache
from itertools import islice

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from tasks.outbox import kinds
from tasks.outbox.content import slot_names
from tasks.outbox.drafts import Draft
from tasks.outbox.models import Message
from tasks.outbox.wake import wake

CHUNK = 1_000


def queue(draft: Draft) -> Message | None:
    """Owe one message. None when its dedup_key is known already: then nothing changes."""
    message = _row(draft, slots={})
    return message if _insert([message]) else None


def queue_many(drafts: Iterable[Draft]) -> int:
    """Owe many. Returns how many are newly owed; known dedup_keys change nothing.

    Three queries for each 1,000. Raises ValidationError keyed by field; then none is owed.
    """
    slots: dict[int, set[str]] = {}
    stream = iter(drafts)
    count = 0
    with transaction.atomic():
        while chunk := list(islice(stream, CHUNK)):
            count += _insert([_row(draft, slots=slots) for draft in chunk])
    return count


def _row(draft: Draft, *, slots: dict[int, set[str]]) -> Message:
    names = slots.get(draft.content.pk)
    if names is None:
        names = slots[draft.content.pk] = slot_names(draft.content)
    now = timezone.now()
    return Message(
        kind=draft.kind,
        dedup_key=draft.dedup_key,
        message_id=f"{uuid.uuid4().hex}@{_domain(settings.DEFAULT_FROM_EMAIL)}",
        address=draft.checked(names=names),
        language=draft.language,
        content=draft.content,
        fields=dict(draft.fields),
        about=draft.about,
        topic=draft.topic,
        scope=draft.scope,
        unsubscribe_url=draft.unsubscribe_url,
        priority=kinds.get(draft.kind).priority,
        next_attempt_at=max(now, draft.not_before) if draft.not_before else now,
        not_after=draft.not_after,
        created_at=now,
    )


@lru_cache(maxsize=8)
def _domain(sender: str) -> str:
    """The domain of the sender, which makes a Message-ID ours."""
    domain = parseaddr(sender)[1].rpartition("@")[2]
    return domain.encode("idna").decode() or "localhost"


def _insert(messages: Sequence[Message]) -> int:
    """Insert those whose dedup_key is new; give them their ids. The UNIQUE constraint decides between rivals."""
    if not messages:
        return 0
    with transaction.atomic():
        Message.objects.bulk_create(messages, ignore_conflicts=True, batch_size=CHUNK)
        ids: dict[str, int] = dict(
            Message.objects.filter(message_id__in=[m.message_id for m in messages]).values_list(
                "message_id", "pk"
            )
        )
        for message in messages:
            message.pk = ids.get(message.message_id)
            message._state.adding = message.pk is None
        if ids:
            wake()
    return len(ids)

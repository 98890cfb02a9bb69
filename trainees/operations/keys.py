"""The keys that badges are signed with: made when first needed, changed by an operator."""

from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from wagtail.log_actions import log

from trainees.badges.keys import encrypted, new_key
from trainees.models import SigningKey
from trainees.queries.badges import current_key


def ensure() -> SigningKey:
    """The key that signs; made now if there is none. Two who come at once get the same one: its name is there once."""
    while True:
        if found := current_key():
            return found
        try:
            with transaction.atomic():
                return _make()
        except IntegrityError:  # somebody was quicker with this name
            continue


@transaction.atomic
def rotate(*, by: Any = None) -> SigningKey:
    """A new key signs from now on; the one before signs no more, and its private part is gone.

    Badges that it signed stay verifiable: its public part stays in the did document. Of two who do this at once, the
    second gets what the first made.
    """
    before = current_key()
    if before is None:
        return ensure()
    # The lock is on the key before: whoever rotates at the same time waits here.
    held = SigningKey.objects.select_for_update().get(pk=before.pk)
    if held.retired_at is not None:
        return ensure()
    held.retired_at, held.private = timezone.now(), ""
    held.save(update_fields=["retired_at", "private"])
    log(instance=held, action="trainees.key.retire", user=by)
    return _make(by=by)


def _make(*, by: Any = None) -> SigningKey:
    key = new_key(f"key-{SigningKey.objects.count() + 1}")
    made = SigningKey.objects.create(
        name=key.name, public=key.public, made_at=key.made_at, private=encrypted(key)
    )
    log(instance=made, action="trainees.key.make", user=by)
    return made

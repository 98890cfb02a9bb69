"""The keys that badges are signed with: made with the first certificate, changed by an operator."""

import contextlib
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from wagtail.log_actions import log

from trainees.badges.keys import encrypted, new_key
from trainees.models import SigningKey
from trainees.queries.badges import current_key


def ensure() -> SigningKey:
    """The key that signs; made now if there is none. Two who come at once get the same one: the database holds it."""
    number = 0
    while True:
        if found := current_key():
            return found
        number = number + 1 if number else SigningKey.objects.count() + 1
        with contextlib.suppress(IntegrityError), transaction.atomic():
            # Somebody may have been quicker; or the name is that of a key that was retired.
            return _make(number)


@transaction.atomic
def rotate(*, by: Any = None) -> SigningKey:
    """A new key signs from now on; the one before signs no more, and its private part is gone.

    Badges that it signed stay verifiable: its public part stays in the did document. Of two who do this at once, the
    second gets what the first made.
    """
    before = current_key()
    if before is not None:
        # The lock is on the key before: whoever rotates at the same time waits here.
        held = SigningKey.objects.select_for_update().get(pk=before.pk)
        if held.retired_at is None:
            _retire(held, by)
    return ensure()


@transaction.atomic
def withdraw(*, key: SigningKey, by: Any = None) -> SigningKey:
    """Nothing that `key` signed is believed any more, here and by verifiers who read the did document.

    For a key that came into other hands. Who holds a badge that it signed downloads it again. Done twice, it changes
    nothing. The key that signs is retired first, and the next one is made.
    """
    held = SigningKey.objects.select_for_update().get(pk=key.pk)
    if held.withdrawn_at is None:
        if held.retired_at is None:
            _retire(held, by)
        held.withdrawn_at = timezone.now()
        held.save(update_fields=["withdrawn_at"])
        log(instance=held, action="trainees.key.withdraw", user=by)
    ensure()
    return held


def _retire(held: SigningKey, by: Any) -> None:
    held.retired_at, held.private = timezone.now(), ""
    held.save(update_fields=["retired_at", "private"])
    log(instance=held, action="trainees.key.retire", user=by)


def _make(number: int) -> SigningKey:
    key = new_key(f"key-{number}")
    made = SigningKey.objects.create(
        name=key.name, public=key.public, made_at=key.made_at, private=encrypted(key)
    )
    log(instance=made, action="trainees.key.make")
    return made

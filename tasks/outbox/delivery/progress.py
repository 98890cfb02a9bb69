"""The mark that makes a kill -9 cost at most one message its certainty.

Before a mail's body is written, the batch's progress row says so, in a transaction of its own. It is one UPDATE for
"the last one was accepted" and "the next one begins", on a table that needs no disk flush (0.1 ms, measured), and it
also tells a worker whose lease was taken away to stop.
"""

from django.db import connection

from tasks.outbox.models import Progress


class LostLeaseError(Exception):
    """Somebody else has judged this batch: nothing of it may be sent any more."""


def begin(*, owner: str, pk: int) -> None:
    """Note that the message `pk` of the owner's batch may from now on have been sent, and all before it were.

    Raises LostLeaseError. Committed when it returns.
    """
    with connection.cursor() as cursor:
        cursor.execute("UPDATE outbox_progress SET begun = %s WHERE owner = %s", (pk, owner))
        if cursor.rowcount != 1:
            raise LostLeaseError


def look(*, owner: str) -> int | None:
    """Lock a batch's progress: while this transaction lasts, its worker can begin nothing.

    What `begin` last noted (0: nothing), or None when there is no row: then nothing is known.
    """
    rows = Progress.objects.filter(owner=owner)
    if connection.features.has_select_for_update:
        rows = rows.select_for_update()
    return rows.values_list("begun", flat=True).first()


def end(*, owner: str) -> None:
    """Forget a batch's progress: from now on its worker can begin nothing."""
    Progress.objects.filter(owner=owner).delete()

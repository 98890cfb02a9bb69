"""Sending what is due, batch by batch, until nothing is due or the time is up."""

import contextlib
import datetime as dt
import logging
import time
from collections.abc import Iterator, Sequence
from functools import partial
from typing import NoReturn

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import DatabaseError, InterfaceError, OperationalError, connection, transaction
from django.utils import timezone

from tasks.outbox import kinds
from tasks.outbox.kinds import Attach, Write
from tasks.outbox.models import Content, Message

from . import channels
from .claim import BATCH, LEASE, Batch, Owed, claim
from .compose import Mail, Sender, wire_address
from .outcomes import Outcome, Result, finish_accepted, finish_otherwise, give_back, renew
from .progress import LostLeaseError, begin, end
from .smtp import Connection, DroppedError, Letter, ServerUnavailableError

log = logging.getLogger("tasks.outbox")

# A batch is given back after this long, so that a sign-in code never waits behind a slow server's many messages.
LONGEST_BATCH = 5.0
DATABASE_PATIENCE = 30.0
BROKEN = (KeyError, ValueError, ValidationError)
"""What is raised for one message that cannot be composed: it fails, and the others of its batch go on."""


def drain(*, seconds: float = 45.0, batch: int = BATCH) -> int:
    """Send what is due now; returns how many the server accepted. Stops early after `seconds`.

    Any number of workers may do this at once. Raises only what the database raises.
    """
    worker = _Worker()
    until = time.monotonic() + seconds
    with contextlib.closing(worker):
        while time.monotonic() < until and not channels.is_resting(at=timezone.now()):
            claimed = claim(at=timezone.now(), limit=batch)
            if claimed is None:
                break
            if claimed.messages:
                worker.send(claimed)
    return worker.accepted


class _Worker:
    """Keeps one connection and the prepared mails from batch to batch."""

    def __init__(self) -> None:
        self.accepted = 0
        self._sender = Sender(settings.DEFAULT_FROM_EMAIL)
        self._mails: dict[int, Mail] = {}
        self._smtp: Connection | None = None

    def close(self) -> None:
        """End the connection."""
        if self._smtp:
            self._smtp.close()
            self._smtp = None

    def send(self, batch: Batch) -> None:
        """Send a batch. Afterwards none of it is left with this owner, unless the database stays away."""
        sending = _Sending(batch)
        try:
            self._prepare(batch)
            self._send_all(sending)
        except LostLeaseError:
            self.close()  # the letter that was next is half begun on it
            log.warning("A batch was taken away from this worker, which was too slow.")
        except (OperationalError, InterfaceError) as error:
            log.warning("The database went away in a batch (%s).", type(error).__name__)
            _finish_patiently(sending)
            raise
        sending.finish()
        self.accepted += sending.count

    def _prepare(self, batch: Batch) -> None:
        wanted = {message.content_id for message in batch.messages} - self._mails.keys()
        for content in Content.objects.filter(pk__in=wanted):
            self._mails[content.pk] = Mail(content, self._sender)

    def _connect(self) -> Connection:
        if self._smtp is not None and not self._smtp.is_usable:
            self.close()
        if self._smtp is None:
            self._smtp = Connection(sender=self._sender.address)
        return self._smtp

    def _send_all(self, sending: "_Sending") -> None:
        """Send until the batch is empty, its time is up or the server is not there."""
        letters = self._letters(sending)
        letter = next(letters, None)
        try:
            while letter is not None:
                following = next(letters, None)
                self._send_one(letter, following, sending)
                letter = following
        except ServerUnavailableError as error:
            self.close()
            channels.rest(at=timezone.now(), error=str(error))
            log.warning("E-mail rests: the mail server cannot be used.")

    def _send_one(self, letter: Letter, following: Letter | None, sending: "_Sending") -> None:
        """Send one letter and note what became of it.

        A connection that ends between two letters is nobody's fault, so the second is tried on a new one. Any other
        end lets the channel rest after the letter is noted: the next ones would fare no better.
        """
        while True:
            smtp = self._connect()
            sending.keep(for_seconds=smtp.longest_wait())
            try:
                outcome = smtp.deliver(letter, following, sending.begin)
            except DroppedError as error:
                self.close()
                if smtp.accepted and not error.after_body:
                    continue
                result = Result.UNKNOWN if error.after_body else Result.TRY_LATER
                sending.note(letter.pk, Outcome(result, str(error)))
                raise ServerUnavailableError(str(error)) from error
            sending.note(letter.pk, outcome)
            if smtp.accepted == 1:
                channels.works()
            return

    def _letters(self, sending: "_Sending") -> Iterator[Letter]:
        """The mails of a batch, composed one ahead of the wire; what cannot be composed fails by itself."""
        until = time.monotonic() + LONGEST_BATCH
        files = _files(sending.batch.messages)
        for message in sending.batch.messages:
            if time.monotonic() > until:
                return
            try:
                write = files.get(message.pk)
                data = self._mails[message.content_id].compose(message, write() if write else ())
                address = wire_address(message.address)
            except BROKEN as error:
                sending.note(message.pk, Outcome(Result.REFUSED, f"{type(error).__name__}: {error}"))
                continue
            yield Letter(pk=message.pk, address=address, data=data)


def _files(messages: Sequence[Owed]) -> dict[int, Write]:
    """What writes the files of each message (id) that brings some. For each kind that attaches anything one query, and
    those of the kind.
    """
    found: dict[int, Write] = {}
    for name in sorted({message.kind for message in messages}):
        if (attach := kinds.get(name).attach) is not None:
            mine = [message.pk for message in messages if message.kind == name]
            found |= _asked(attach, list(Message.objects.filter(pk__in=mine)))
    return found


def _asked(attach: Attach, messages: Sequence[Message]) -> dict[int, Write]:
    """What a kind answers. Where it cannot answer for all, it is asked for each; one that it cannot answer for fails
    when it is composed.
    """
    try:
        return dict(attach(messages))
    except BROKEN as error:
        if len(messages) == 1:
            return {messages[0].pk: partial(_fail, error)}
    return {pk: write for one in messages for pk, write in _asked(attach, [one]).items()}


def _fail(error: Exception) -> NoReturn:
    raise error


class _Sending:
    """What has become of a batch so far, and how the database is told: acceptances together, the rest at once.

    The order matters. Everything before the message that is begun must be accepted or recorded, because that is what
    recovery takes it for.
    """

    def __init__(self, batch: Batch) -> None:
        self.batch = batch
        self.count = 0
        self._messages: dict[int, Owed] = {message.pk: message for message in batch.messages}
        self._left = set(self._messages)
        self._accepted: list[int] = []
        self._otherwise: list[tuple[Owed, Outcome]] = []

    def begin(self, pk: int) -> None:
        """From now on this message may have been sent."""
        begin(owner=self.batch.owner, pk=pk)

    def note(self, pk: int, outcome: Outcome) -> None:
        """Take in what became of one message."""
        self._left.discard(pk)
        if outcome.result is Result.ACCEPTED:
            self._accepted.append(pk)
            return
        message = self._messages[pk]
        self._otherwise.append((message, outcome))
        self._flush_otherwise()

    def keep(self, *, for_seconds: float) -> None:
        """Renew the lease when less than this is left of it. Raises LostLeaseError."""
        now = timezone.now()
        if self.batch.lease_until - now < dt.timedelta(seconds=for_seconds + 5):
            self.batch.lease_until = now + max(LEASE, dt.timedelta(seconds=for_seconds + 20))
            if not renew(owner=self.batch.owner, lease_until=self.batch.lease_until):
                raise LostLeaseError

    def finish(self) -> None:
        """Record what was accepted and give back what was not begun. Rows that are not ours any more stay."""
        self._flush_otherwise()
        with transaction.atomic():
            end(
                owner=self.batch.owner
            )  # first, as recovery does: whoever locks it first wins, nobody deadlocks
            count = finish_accepted(owner=self.batch.owner, ids=self._accepted) if self._accepted else 0
            if self._left:
                give_back(owner=self.batch.owner, ids=list(self._left))
        self.count += count
        self._accepted.clear()

    def _flush_otherwise(self) -> None:
        while self._otherwise:
            message, outcome = self._otherwise[0]
            finish_otherwise(owner=self.batch.owner, message=message, outcome=outcome)
            self._otherwise.pop(0)


def _finish_patiently(sending: _Sending) -> None:
    """We know what was sent: tell the database as soon as it is back. If it stays away, recovery judges."""
    until = time.monotonic() + DATABASE_PATIENCE
    while time.monotonic() < until:
        try:
            connection.close()
            sending.finish()
        except DatabaseError:
            time.sleep(0.5)
        else:
            return

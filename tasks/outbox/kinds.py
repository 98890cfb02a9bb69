"""What sorts of messages there are, told by the apps that owe them.

The outbox knows no enrolment and no update: an app registers each kind once, in its AppConfig.ready().
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

    from .models import Message

StillOwed = Callable[[Sequence["Message"]], dict[int, str]]
Write = Callable[[], Sequence["Attachment"]]
Attach = Callable[[Sequence["Message"]], Mapping[int, Write]]
Names = Callable[["Message"], Sequence[str]]


@dataclass(frozen=True, kw_only=True)
class Attachment:
    """A file in a mail. `name` and `content_type` are plain ASCII without quotation marks."""

    name: str
    content_type: str
    data: bytes


class CannotAttachError(ValueError):
    """A file cannot be made now: the message fails with these words, and a person may send it again."""


@dataclass(frozen=True, kw_only=True)
class Kind:
    """How messages of one kind are treated.

    still_owed is asked in the claim, with all messages of the kind in the batch, and answers with those that are NOT
    owed any more, as {message.pk: reason}; it may read but not lock, and should need a fixed number of queries.
    is_secret: never listed, and its fields are emptied once it is over; secrets belong into slots, never into content.
    resend_once: one that may or may not have been sent is sent once more by itself, with the same Message-ID.
    is_urgent: claimed before what is not; secret kinds always are, because somebody is waiting for them.
    attach is asked with all messages of the kind in the batch, and answers for those that bring files: {message.pk:
    write}. It should need a fixed number of queries. `write` is called when that mail is composed, so that no file lies
    in the database and few in memory; it asks the database nothing and raises CannotAttachError where a file cannot be
    made. attached says what those files are called, without making them.
    """

    name: str
    label: str | _StrPromise
    still_owed: StillOwed | None = None
    is_news: bool = False
    is_secret: bool = False
    resend_once: bool = False
    is_urgent: bool = False
    attach: Attach | None = None
    attached: Names | None = None

    @property
    def priority(self) -> int:
        """0 goes before 1."""
        return 0 if self.is_urgent or self.is_secret else 1


_kinds: dict[str, Kind] = {}


def register(kind: Kind) -> None:
    """Make a kind known. A second, different kind of the same name is a mistake and raises ValueError."""
    known = _kinds.get(kind.name)
    if known is not None and known != kind:
        raise ValueError(f"The kind of message {kind.name!r} is registered twice.")
    _kinds[kind.name] = kind


def get(name: str) -> Kind:
    """The kind, or a plain one when the app that registered it is gone: its messages are owed all the same."""
    return _kinds.get(name) or Kind(name=name, label=name)


def why_not_owed(message: Message) -> str:
    """What its kind says against sending this message now; empty when it is owed. Asks still_owed of one message."""
    still_owed = get(message.kind).still_owed
    return str(still_owed([message]).get(message.pk, "")) if still_owed is not None else ""


def names_of_files(message: Message) -> Sequence[str]:
    """What the files are called that the message brings, or brought. No file is made for that."""
    attached = get(message.kind).attached
    return attached(message) if attached is not None else ()


def all_kinds() -> list[Kind]:
    """Every registered kind, by name."""
    return [_kinds[name] for name in sorted(_kinds)]


def secret_names() -> list[str]:
    """Names of the kinds that no list may show."""
    return [kind.name for kind in all_kinds() if kind.is_secret]

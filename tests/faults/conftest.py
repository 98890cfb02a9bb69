"""What the fault tests share."""

from collections.abc import Callable, Iterator

import pytest
from pytest_django.fixtures import Settings

from tasks.outbox import kinds
from tasks.outbox.content import slot, write_content
from tasks.outbox.drafts import Draft
from tasks.outbox.kinds import Kind
from tasks.outbox.models import Message
from tasks.outbox.operations import queue_many

from .smtp import FaultySmtp


@pytest.fixture
def faulty(settings: Settings) -> Iterator[FaultySmtp]:
    """A mail server that does wrong when told to, and to which the settings point."""
    server = FaultySmtp()
    settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = server.host, server.port, 2
    yield server
    server.stop()


@pytest.fixture
def owe() -> Callable[..., list[Message]]:
    """`owe(count, kind="test")` queues messages to a0@example.org, a1@… and returns them in order."""

    def make(count: int, *, kind: str = "test", prefix: str = "a") -> list[Message]:
        content = write_content(
            language="en",
            subject="Hello",
            text=f"Hello {slot('name')}\n.\n",
            html=f"<p>Hello {slot('name')}</p>",
        )
        queue_many(
            Draft(
                kind=kind,
                dedup_key=f"{kind}:{prefix}{number}",
                address=f"{prefix}{number}@example.org",
                language="en",
                content=content,
                fields={"name": f"Sam {number}"},
            )
            for number in range(count)
        )
        return list(Message.objects.filter(kind=kind).order_by("pk"))

    return make


@pytest.fixture
def kind() -> Iterator[Callable[..., Kind]]:
    """Registers kinds for one test."""
    before = dict(kinds._kinds)

    def make(**values: object) -> Kind:
        made = Kind(label="A kind of the tests", **values)  # type: ignore[arg-type]
        kinds.register(made)
        return made

    yield make
    kinds._kinds.clear()
    kinds._kinds.update(before)

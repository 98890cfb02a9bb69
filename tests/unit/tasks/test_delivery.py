"""Draining the outbox into a real SMTP server."""

from collections.abc import Callable, Sequence
from functools import partial

import pytest

from tasks.outbox.content import slot, write_content
from tasks.outbox.delivery import drain
from tasks.outbox.drafts import Draft
from tasks.outbox.enums import State
from tasks.outbox.kinds import Attachment, Kind, Write
from tasks.outbox.models import Message, Progress
from tasks.outbox.operations import queue_many
from tests.servers.smtp import SmtpServer

pytestmark = pytest.mark.django_db(transaction=True)


def test_each_gets_theirs_once(smtp_server: SmtpServer) -> None:
    content = write_content(
        language="en", subject="Hi", text=f"Hi {slot('name')}", html=f"<p>Hi {slot('name')}</p>"
    )
    queue_many(
        Draft(kind="test", dedup_key=f"t{n}", address=f"a{n}@example.org", language="en", content=content,
              fields={"name": f"Sam {n}"})
        for n in range(25)
    )  # fmt: skip

    assert drain(batch=10) == 25
    assert drain() == 0
    assert sorted(mail.recipients[0] for mail in smtp_server.messages) == sorted(
        f"a{n}@example.org" for n in range(25)
    )
    assert smtp_server.to("a7@example.org")[0].text == "Hi Sam 7"
    assert set(Message.objects.values_list("state", flat=True)) == {State.SENT}
    assert not Progress.objects.exists()


def test_one_without_its_file_fails_alone(smtp_server: SmtpServer, kind: Callable[..., Kind]) -> None:
    """A kind is asked for a whole batch at once: what is wrong with one mail is not the others' fault."""

    def attach(messages: Sequence[Message]) -> dict[int, Write]:
        return {one.pk: partial(written, one.fields["file"]) for one in messages}

    def written(name: str) -> list[Attachment]:
        return [Attachment(name=name, content_type="text/plain", data=b"Hi")]

    kind(name="filed", attach=attach)
    content = write_content(language="en", subject="Hi", text="Hi", html="")
    names = ("a.txt", "", "c.txt")
    queue_many(
        Draft(kind="filed", dedup_key=f"t{n}", address=f"a{n}@example.org", language="en", content=content,
              fields={"file": name} if name else {})
        for n, name in enumerate(names)
    )  # fmt: skip
    assert drain() == 2
    files = [file.get_filename() for one in smtp_server.messages for file in one.message.iter_attachments()]
    assert set(files) == {"a.txt", "c.txt"}
    failed = Message.objects.get(address="a1@example.org")
    assert (failed.state, failed.error) == (State.FAILED, "KeyError: 'file'")

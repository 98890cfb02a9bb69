"""What the outbox's unit tests share."""

from collections.abc import Callable, Iterator

import pytest

from tasks.outbox import kinds
from tasks.outbox.content import slot, write_content
from tasks.outbox.drafts import Draft
from tasks.outbox.kinds import Kind
from tasks.outbox.models import Content


@pytest.fixture
def content() -> Content:
    """A content with one slot."""
    name = slot("name")
    return write_content(language="en", subject="Hello", text=f"Hello {name}", html=f"<p>Hello {name}</p>")


@pytest.fixture
def draft(content: Content) -> Callable[..., Draft]:
    """`draft(key="a", kind="test", …)`"""

    def make(*, key: str = "a", kind: str = "test", **values: object) -> Draft:
        defaults = {
            "kind": kind, "dedup_key": key, "address": f"{key}@example.org", "language": "en",
            "content": content, "fields": {"name": "Sam"},
        }  # fmt: skip
        return Draft(**defaults | values)  # type: ignore[arg-type]

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

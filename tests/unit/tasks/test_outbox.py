"""What is owed is owed once, and changes only as its state allows."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries
from wagtail.models import ModelLogEntry

from tasks.outbox import kinds
from tasks.outbox.content import as_sent, render_mail, slot, write_content
from tasks.outbox.delivery.channels import rest, works
from tasks.outbox.drafts import Draft
from tasks.outbox.enums import State
from tasks.outbox.kinds import Kind
from tasks.outbox.models import Content, Message, Suppression
from tasks.outbox.operations import cancel, cancel_many, lift_suppression, queue, queue_many, resend, suppress
from tasks.outbox.purging import purge
from tasks.outbox.queries import channel_in_trouble

pytestmark = pytest.mark.django_db
Make = Callable[..., Draft]
NOW = dt.datetime(2026, 11, 24, 18, 0, tzinfo=dt.UTC)


def message(draft: Make, **values: Any) -> Message:
    """A message in any state."""
    made = queue(draft(key=values.pop("key", "a"), kind=values.pop("kind", "test")))
    assert made is not None
    if values:
        Message.objects.filter(pk=made.pk).update(**values)
        made.refresh_from_db()
    return made


def test_a_message_is_owed_once(draft: Make) -> None:
    first = queue(
        draft(address=" A@Example.ORG ", about="enrolment:1", topic="cohort:1", scope="programme:1")
    )

    assert first is not None
    assert (first.address, first.state, first.attempts) == ("a@example.org", State.QUEUED, 0)
    assert first.message_id.endswith("@example.org")
    assert queue(draft(address="b@example.org")) is None
    assert Message.objects.get() == first
    assert list(Message.objects.about("enrolment:1")) == [first]
    assert list(Message.objects.topic("cohort:1").scope("programme:1", "programme:2")) == [first]
    assert not Message.objects.scope("programme:2").exists()


def test_queue_many_counts_only_the_new(draft: Make) -> None:
    assert queue_many(draft(key=key) for key in "abc") == 3
    assert queue_many(draft(key=key) for key in "bcdd") == 1
    assert Message.objects.count() == 4


def test_a_thousand_need_few_queries(
    draft: Make, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    # SQLite takes about a thousand values a statement, so it needs more of them.
    with django_assert_max_num_queries(70):
        assert queue_many(draft(key=f"k{number}") for number in range(1_000)) == 1_000


def test_not_before_is_not_due(draft: Make) -> None:
    later = timezone.now() + dt.timedelta(hours=1)
    queue(draft(not_before=later))

    assert not Message.objects.due(at=timezone.now()).exists()
    assert Message.objects.due(at=later).exists()


def test_urgent_ones_are_due_first(draft: Make, kind: Callable[..., Kind]) -> None:
    kind(name="code", is_secret=True)
    message(draft, key="news")
    message(draft, key="code", kind="code")

    assert [m.kind for m in Message.objects.due(at=timezone.now())] == ["code", "test"]
    assert [m.kind for m in Message.objects.listable()] == ["test"]


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"address": "nobody"}, "address"),
        ({"address": "a@example.org\r\nBcc: b@example.org"}, "address"),
        ({"unsubscribe_url": "https://example.org/\r\nBcc: b@example.org"}, "unsubscribe_url"),
        ({"unsubscribe_url": "javascript:alert(1)"}, "unsubscribe_url"),
        ({"fields": {}}, "fields"),
        ({"fields": {"name": "nul \x00"}}, "name"),
        ({"fields": {"name": "half \ud83c"}}, "name"),
    ],
)
def test_what_cannot_be_sent_is_refused_by_name(draft: Make, values: dict[str, Any], field: str) -> None:
    with pytest.raises(ValidationError) as error:
        queue_many([draft(key="fine"), draft(**values)])

    assert set(error.value.message_dict) == {field}
    assert not Message.objects.exists(), "nothing half-done"


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"subject": "two\nlines"}, "subject"),
        ({"subject": f"for {slot('name')}"}, "subject"),
        ({"subject": " "}, "subject"),
        ({"text": ""}, "text"),
        ({"text": "bell \x07"}, "text"),
        ({"html": "reserved \ue000"}, "html"),
    ],
)
def test_contents_that_no_mail_can_carry(values: dict[str, str], field: str) -> None:
    with pytest.raises(ValidationError) as error:
        write_content(**{"language": "en", "subject": "Hi", "text": "Hi", "html": ""} | values)
    assert set(error.value.message_dict) == {field}


def test_the_same_texts_are_one_content_and_never_change() -> None:
    first = write_content(language="en", subject="Hi", text="Hi\r\n\n\n\nthere ", html="")

    assert write_content(language="en", subject="Hi", text="Hi\n\nthere", html="") == first
    assert write_content(language="fr", subject="Hi", text="Hi\n\nthere", html="") != first
    with pytest.raises(IntegrityError), transaction.atomic():
        Content.objects.filter(pk=first.pk).update(text="something else")


def test_as_sent_fills_and_escapes(draft: Make) -> None:
    made = queue(draft(fields={"name": "<Sam>"}))
    assert made is not None
    assert (as_sent(made).text, as_sent(made).html) == ("Hello <Sam>", "<p>Hello &lt;Sam&gt;</p>")


def test_render_mail_escapes_html_only(settings: Any, tmp_path: Any) -> None:
    emails = tmp_path / "emails"
    emails.mkdir()
    (emails / "trial.subject.txt").write_text("{{ cohort }}\n")
    (emails / "trial.txt").write_text("{{ cohort }}: {{ name }}")
    (emails / "trial.html").write_text("<p>{{ cohort }}: {{ name }}</p>")
    settings.TEMPLATES = [{**settings.TEMPLATES[0], "DIRS": [tmp_path]}]
    content = render_mail("trial", "fr", {"cohort": "Fish & chips", "name": slot("name")})

    assert content.language == "fr"
    assert content.subject == "Fish & chips"
    assert content.text == f"Fish & chips: {slot('name')}"
    assert content.html == f"<p>Fish &amp; chips: {slot('name')}</p>"


@pytest.mark.parametrize("state", [State.QUEUED, State.RETRYING])
def test_what_waits_can_be_cancelled(draft: Make, state: State) -> None:
    waiting = message(draft, state=state)
    cancel(message=waiting, by=None, reason="The session moved.")

    assert (waiting.state, waiting.error) == (State.CANCELLED, "The session moved.")
    assert ModelLogEntry.objects.get(action="outbox.cancel").data == {"reason": "The session moved."}


def over(state: State) -> dict[str, Any]:
    """What a row in this state must have."""
    values: dict[str, Any] = {"state": state, "error": "why"}
    if state in (State.SENT, State.DELIVERED, State.BOUNCED):
        values["sent_at"] = NOW
    if state == State.SENDING:
        values |= {"owner": "somebody", "lease_until": NOW}
    return values


@pytest.mark.parametrize("state", sorted(set(State) - {State.QUEUED, State.RETRYING}))
def test_what_does_not_wait_cannot_be_cancelled(draft: Make, state: State) -> None:
    there = message(draft, **over(state))
    with pytest.raises(ValidationError):
        cancel(message=there, by=None)
    assert cancel_many(messages=Message.objects.all(), reason="no") == 0


@pytest.mark.parametrize("state", sorted(State))
def test_resending_as_the_state_allows(draft: Make, state: State) -> None:
    there = message(draft, **over(state))
    before = there.message_id
    if state in (State.FAILED, State.SUPPRESSED, State.BOUNCED, State.UNCERTAIN, State.CANCELLED):
        resend(message=there, by=None)
        assert (there.state, there.resends, there.message_id) == (State.QUEUED, 1, before)
        assert ModelLogEntry.objects.get(action="outbox.resend").data == {"from": state.value}
    else:
        with pytest.raises(ValidationError):
            resend(message=there, by=None)


def test_a_code_is_never_resent_and_forgets_when_cancelled(draft: Make, kind: Callable[..., Kind]) -> None:
    kind(name="code", is_secret=True)
    code = message(draft, kind="code")
    assert cancel_many(messages=Message.objects.all(), reason="asked again") == 1
    code.refresh_from_db()

    assert code.fields == {}
    with pytest.raises(ValidationError):
        resend(message=code, by=None)


def test_suppression_is_noted_once_and_can_be_lifted() -> None:
    assert suppress(address="a@example.org", reason="550")
    assert not suppress(address="a@example.org", reason="550 again")
    lift_suppression(address="A@example.org", by=None)

    assert not Suppression.objects.in_force().exists()
    with pytest.raises(ValidationError):
        lift_suppression(address="a@example.org", by=None)
    assert suppress(address="a@example.org", reason="550 later")
    assert Suppression.objects.count() == 2


@pytest.mark.parametrize(
    "values",
    [
        {"state": "dreaming"},
        {"state": State.SENDING},
        {"state": State.SENDING, "owner": "x"},
        {"owner": "x", "lease_until": NOW},
        {"state": State.SENT},
        {"sent_at": NOW},
        {"state": State.FAILED, "error": ""},
        {"state": State.UNCERTAIN, "error": ""},
        {"address": ""},
    ],
)
def test_the_database_refuses_what_cannot_be(draft: Make, values: dict[str, Any]) -> None:
    there = message(draft)
    with pytest.raises(IntegrityError), transaction.atomic():
        Message.objects.filter(pk=there.pk).update(**values)


@pytest.mark.parametrize("field", ["dedup_key", "message_id"])
def test_keys_are_unique(draft: Make, field: str) -> None:
    first, second = message(draft, key="a"), message(draft, key="b")
    with pytest.raises(IntegrityError), transaction.atomic():
        Message.objects.filter(pk=second.pk).update(**{field: getattr(first, field)})


def test_one_suppression_of_an_address_is_in_force() -> None:
    Suppression.objects.create(address="a@example.org", reason="550")
    with pytest.raises(IntegrityError), transaction.atomic():
        Suppression.objects.create(address="a@example.org", reason="550")


def test_a_kind_is_registered_once(kind: Callable[..., Kind]) -> None:
    made = kind(name="once")
    kinds.register(made)
    with pytest.raises(ValueError, match="registered twice"):
        kind(name="once", is_news=True)


def test_purge_keeps_what_is_young_or_open(draft: Make) -> None:
    long_ago = timezone.now() - dt.timedelta(days=500)
    message(draft, key="old", created_at=long_ago, state=State.SENT, sent_at=long_ago)
    message(draft, key="open", created_at=long_ago, **over(State.UNCERTAIN))
    message(draft, key="young", state=State.SENT, sent_at=NOW)
    unused = write_content(language="en", subject="Unused", text="x", html="")

    assert purge(at=timezone.now() + dt.timedelta(days=2)) == 1
    assert sorted(Message.objects.values_list("dedup_key", flat=True)) == ["open", "young"]
    assert not Content.objects.filter(pk=unused.pk).exists()


def test_trouble_can_be_seen() -> None:
    assert channel_in_trouble() is None
    rest(at=timezone.now(), error="535 5.7.8 wrong password")

    trouble = channel_in_trouble()
    assert trouble is not None
    assert trouble.error == "535 5.7.8 wrong password"
    works()
    assert channel_in_trouble() is None

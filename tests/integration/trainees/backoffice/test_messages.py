"""The list of messages: what may be read and decided, and what is never shown."""

from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tasks.outbox.content import slot, write_content
from tasks.outbox.drafts import Draft
from tasks.outbox.enums import ChannelName, State
from tasks.outbox.kinds import secret_names
from tasks.outbox.models import Channel, Message
from tasks.outbox.operations import queue
from trainees.enums import EnrolmentState
from trainees.models import Enrolment

from .world import Side


def secret(scope: str) -> Message:
    """A sign-in code, planted in scope."""
    content = write_content(language="en", subject="Your code", text=f"Code {slot('code')}", html="")
    message = queue(
        Draft(
            kind=secret_names()[0],
            dedup_key="planted",
            address="canary@example.org",
            language="en",
            content=content,
            fields={"code": "CANARY-4711"},
            scope=scope,
        )
    )
    assert message is not None
    return message


def test_sign_in_codes_are_nobodys_to_read(office: Client, here: Side) -> None:
    """Neither listed nor opened nor sent again, even in scope."""
    planted = secret(here.message.scope)
    assert "canary@example.org" not in office.get(reverse("messages:index")).content.decode()
    for name in ("read", "resend", "cancel"):
        url = reverse(f"messages:{name}", args=[planted.pk])
        assert office.get(url).status_code == 404
        assert office.post(url).status_code == 404


def test_a_message_is_read_as_its_recipient_reads_it(office: Client, here: Side) -> None:
    """With their own name in it."""
    page = office.get(reverse("messages:read", args=[here.message.pk])).content.decode()
    assert "Trainee Here" in page
    assert "Welcome" in page


def test_cancel_and_resend_where_the_state_allows(office: Client, here: Side) -> None:
    """Asked first; a second decision is told that it is too late."""
    cancel = reverse("messages:cancel", args=[here.message.pk])
    resend = reverse("messages:resend", args=[here.message.pk])
    assert office.get(cancel).status_code == 200
    here.message.refresh_from_db()
    assert here.message.state == State.QUEUED
    assert office.post(cancel).status_code == 302
    here.message.refresh_from_db()
    assert here.message.state == State.CANCELLED
    again = office.post(cancel, follow=True)
    assert "It is too late to cancel this message." in again.content.decode()
    assert office.post(resend).status_code == 302
    here.message.refresh_from_db()
    assert (here.message.state, here.message.resends) == (State.QUEUED, 1)


def test_the_dashboard_names_messages_that_need_a_person(office: Client, here: Side) -> None:
    """Perhaps sent: somebody decides."""
    home = reverse("wagtailadmin_home")
    assert "Messages that need a look" not in office.get(home).content.decode()
    Message.objects.filter(pk=here.message.pk).update(
        state=State.UNCERTAIN, error="No answer after the last dot"
    )
    page = office.get(home).content.decode()
    assert "Messages that need a look" in page
    assert "No answer after the last dot" in page


def test_filters(office: Client, here: Side) -> None:
    """By state; an unknown one finds nothing and breaks nothing."""
    url = reverse("messages:index")
    address = here.message.address
    assert address in office.get(url, {"state": "queued"}).content.decode()
    assert address not in office.get(url, {"state": "failed"}).content.decode()
    assert office.get(url, {"state": "nonsense", "created_at": "x", "p": "x"}).status_code == 200


def test_the_first_page_says_when_no_mail_goes_out(office: Client) -> None:
    home = reverse("wagtailadmin_home")
    assert "Mails are waiting" not in office.get(home).content.decode()
    Channel.objects.create(name=ChannelName.EMAIL, failures=2, error="535 5.7.8")
    assert "Mails are waiting" in office.get(home).content.decode()


def test_what_is_not_owed_any_more_is_not_offered_again(office: Client, here: Side) -> None:
    """The person has left: the page says so instead of offering a button, and the decision is refused."""
    Enrolment.objects.filter(pk=here.enrolment.pk).update(
        state=EnrolmentState.WITHDRAWN, ended_at=timezone.now()
    )
    Message.objects.filter(pk=here.message.pk).update(state=State.CANCELLED, error="No longer enrolled.")
    resend = reverse("messages:resend", args=[here.message.pk])
    page = office.get(reverse("messages:read", args=[here.message.pk])).content.decode()
    assert resend not in page
    assert "This message cannot be sent again: No longer enrolled." in page
    assert "As sent" not in page
    assert "No longer enrolled." in office.post(resend, follow=True).content.decode()
    here.message.refresh_from_db()
    assert (here.message.state, here.message.resends) == (State.CANCELLED, 0)

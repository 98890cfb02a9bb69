"""An update is checked: the people concerned get a message from the outbox, and nobody else gets anything."""

from dataclasses import dataclass
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from wagtail.models import Page, TaskState, WorkflowState
from wagtail.signals import task_submitted, workflow_approved, workflow_rejected, workflow_submitted
from wagtail.users.models import UserProfile

from cms.accounts.models import Person
from cms.updates.models import UpdatePage
from cms.updates.operations import review
from courses.enums import RoleKind
from courses.models import Programme, Role
from courses.operations.roles import take_role
from tasks.outbox.content import as_sent
from tasks.outbox.delivery import drain
from tasks.outbox.enums import State
from tasks.outbox.models import Message
from tests import factories
from tests.servers.smtp import SmtpServer

pytestmark = pytest.mark.django_db
TITLE = "Evenings in <spring> & more"


@dataclass
class World:
    """A programme with an editor and two coordinators; one more coordinates another programme."""

    programme: Programme
    page: UpdatePage
    editor: Person
    sam: Person
    marie: Person


@pytest.fixture
def world(settings: Any) -> World:
    """Sam reads English, Marie French. There are an administrator and a facilitator too, who do not check updates."""
    settings.STAFF_NEED_SECOND_FACTOR = False
    page = factories.update(live=False, title=TITLE)
    page.save_revision()
    sam = factories.person("Sam", email="sam@example.org")
    marie = factories.person("Marie", email="marie@example.org", language="fr")
    editor = factories.person("Robin", email="robin@example.org")
    gone = factories.person(is_active=False)
    factories.person(is_superuser=True)
    factories.role(RoleKind.COORDINATOR)
    factories.role(RoleKind.FACILITATOR, page.programme)
    factories.role(RoleKind.EDITOR, page.programme)
    factories.role(RoleKind.EDITOR, page.programme, held_by=editor)
    for coordinator in (sam, marie, gone):
        factories.role(RoleKind.COORDINATOR, page.programme, held_by=coordinator)
    return World(page.programme, page, editor, sam, marie)


def ask(world: World, by: Person | None = None) -> TaskState:
    """Submit the update, or submit it again."""
    state = world.page.get_workflow().start(world.page, by or world.editor)
    task_state: TaskState = state.current_task_state
    return task_state


def owed() -> dict[str, Message]:
    """The messages about checks, by address. No mail leaves on another way."""
    assert mail.outbox == []
    return {message.address: message for message in Message.objects.filter(kind=review.REVIEW)}


def test_wagtails_own_mails_are_gone() -> None:
    """Nothing of wagtail.admin listens; new mails of a later version would be seen here."""
    for signal in (task_submitted, workflow_submitted, workflow_approved, workflow_rejected):
        for sender in (TaskState, WorkflowState):
            receivers = [*signal._live_receivers(sender)[0], *signal._live_receivers(sender)[1]]
            assert [one for one in receivers if type(one).__module__ == "wagtail.admin.mail"] == []


def test_the_programmes_coordinators_are_asked(world: World) -> None:
    """Each once, in their language, with the way to the page and a subject that says nothing."""
    task_state = ask(world)

    messages = owed()
    assert set(messages) == {"sam@example.org", "marie@example.org"}
    message = messages["sam@example.org"]
    assert message.dedup_key == f"update_review:asked:{task_state.pk}:{world.sam.pk}"
    assert (message.scope, message.topic) == (f"programme:{world.programme.pk}", f"update:{world.page.pk}")
    english, french = as_sent(message), as_sent(messages["marie@example.org"])
    assert english.subject == "A training update to check"
    assert f"Robin asks for a check of a training update: {TITLE}" in english.text
    assert "&lt;spring&gt; &amp; more" in english.html
    assert french.subject == "Une nouvelle à vérifier"
    assert "Bonjour Marie," in french.text
    assert "Robin demande" in french.text
    for words in (english, french):
        assert f"http://testserver/office/pages/{world.page.pk}/edit/" in words.text
        assert world.programme.host in words.text
        assert "spring" not in words.subject


def test_a_coordinator_who_asks_is_not_asked(world: World) -> None:
    """The others are."""
    ask(world, by=world.sam)

    assert set(owed()) == {"marie@example.org"}


def test_who_turned_it_off_is_left_alone(world: World) -> None:
    """The switches that Wagtail shows under one's account."""
    UserProfile.objects.create(user=world.sam, submitted_notifications=False)
    UserProfile.objects.create(user=world.editor, approved_notifications=False)

    ask(world).approve(user=world.marie)

    assert set(owed()) == {"marie@example.org"}


@pytest.mark.parametrize(("language", "subject"), [("en", "Your"), ("fr", "Votre nouvelle a été vérifiée")])
def test_who_asked_hears_of_the_approval(world: World, language: str, subject: str) -> None:
    """And nobody else."""
    Person.objects.filter(pk=world.editor.pk).update(language=language)
    task_state = ask(world, by=Person.objects.get(pk=world.editor.pk))
    Message.objects.all().delete()

    task_state.approve(user=world.sam)

    world.page.refresh_from_db()
    assert world.page.live
    (message,) = owed().values()
    assert message.address == world.editor.email
    assert message.dedup_key == f"update_review:approved:{task_state.pk}:{world.editor.pk}"
    assert as_sent(message).subject.startswith(subject)
    assert TITLE in as_sent(message).text


def test_changes_and_a_second_check(world: World) -> None:
    """Each round is told once: the answer to who asked, the next request to the coordinators."""
    first = ask(world)
    first.reject(user=world.sam, comment="Please name the room.")

    assert set(owed()) == {"sam@example.org", "marie@example.org", "robin@example.org"}
    assert (
        "Sam has read your training update and asks for changes" in as_sent(owed()["robin@example.org"]).text
    )

    state = WorkflowState.objects.get()
    state.resume(user=world.editor)
    second = WorkflowState.objects.get().current_task_state
    assert second.pk != first.pk
    keys = Message.objects.filter(address="sam@example.org").values_list("dedup_key", flat=True)
    assert set(keys) == {f"update_review:asked:{pk}:{world.sam.pk}" for pk in (first.pk, second.pk)}
    assert review.ask(task_state=second, by=world.editor) == 0


def test_who_lost_the_role_hears_nothing(world: World) -> None:
    """The update is nothing of theirs any more."""
    task_state = ask(world)
    Message.objects.all().delete()
    take_role(role=Role.objects.get(person=world.editor), by=None)

    task_state.approve(user=world.sam)

    assert owed() == {}


def test_an_administrator_who_asks_is_answered(world: World) -> None:
    """Without a role in the programme; and nobody is told of what they decide themselves."""
    administrator = Person.objects.get(is_superuser=True)
    ask(world, by=administrator).approve(user=administrator)
    assert administrator.email not in owed()

    world.page.save_revision()
    ask(world, by=administrator).approve(user=world.sam)
    assert administrator.email in owed()


def test_other_pages_have_no_programme_to_tell(world: World) -> None:
    """An administrator may put other pages under a workflow."""
    index = Page.objects.get(pk=world.page.get_parent().pk).specific
    index.save_revision()

    world.page.get_workflow().start(index, world.editor)

    assert owed() == {}


def test_it_is_asked_again_before_it_leaves(world: World, smtp_server: SmtpServer) -> None:
    """Sam has lost the role since; for Marie the check still waits."""
    ask(world)
    take_role(role=Role.objects.get(person=world.sam), by=None)

    drain()

    assert owed()["sam@example.org"].state == State.CANCELLED
    (received,) = smtp_server.to("marie@example.org")
    assert received.message["Subject"] == "Une nouvelle à vérifier"
    assert smtp_server.to("sam@example.org") == []


def test_no_request_for_a_check_that_is_over(world: World, smtp_server: SmtpServer) -> None:
    """Only the answer leaves."""
    ask(world).approve(user=world.sam)

    drain()

    assert {address: message.state for address, message in owed().items()} == {
        "sam@example.org": State.CANCELLED,
        "marie@example.org": State.CANCELLED,
        "robin@example.org": State.SENT,
    }


def test_through_the_screens(world: World, client: Client) -> None:
    """Submitted and approved as people do it; comments, whose mails would go past the outbox, are not offered."""
    client.force_login(world.editor)
    path = f"/office/pages/{world.page.pk}/edit/"
    posted = {
        "title": TITLE,
        "slug": world.page.slug,
        "introduction": world.page.introduction,
        "programme": world.programme.pk,
        "body-count": "0",
        "action-submit": "1",
    }
    assert "comment_notifications" not in client.get(path).content.decode()
    assert client.post(path, posted).status_code == 302
    assert set(owed()) == {"sam@example.org", "marie@example.org"}

    client.force_login(world.sam)
    task_state = WorkflowState.objects.get().current_task_state
    approve = f"/office/pages/workflow/action/{world.page.pk}/approve/{task_state.pk}/"
    assert client.post(approve).status_code == 302
    assert set(owed()) == {"sam@example.org", "marie@example.org", "robin@example.org"}

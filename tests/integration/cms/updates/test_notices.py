"""Subscribers are told of an update, each exactly once, however it goes live and however often."""

import datetime as dt
from threading import Barrier, Thread
from typing import Any

import pytest
import time_machine
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import PageViewRestriction, Task, WorkflowState

from cms.updates.models import SubscriptionRequest, UpdateNotice, UpdatePage
from cms.updates.operations import notices, subscription
from courses.enums import RoleKind
from tasks.outbox.content import as_sent
from tasks.outbox.delivery import drain
from tasks.outbox.enums import State
from tasks.outbox.models import Content, Message
from tests import factories
from tests.servers.smtp import SmtpServer

pytestmark = pytest.mark.django_db


def told() -> list[str]:
    """Who is owed a message about an update, by address."""
    notices.tell_all()
    return sorted(Message.objects.filter(kind="update_published").values_list("address", flat=True))


def publish(page: UpdatePage) -> None:
    """As the button does."""
    UpdatePage.objects.get(pk=page.pk).save_revision().publish()


def confirmed_link(request: SubscriptionRequest) -> None:
    """Press the button behind the link of a request."""
    message = Message.objects.get(about=f"subscription_request:{request.pk}")
    subscription.confirm(token=message.fields["confirm_url"].rstrip("/").rpartition("/")[2])


def test_a_draft_tells_nobody() -> None:
    """Nor does saving it."""
    factories.subscriber()
    page = factories.update(live=False)
    page.save_revision()

    assert told() == []
    assert UpdateNotice.objects.count() == 0


def test_each_matching_subscriber_is_told() -> None:
    """Language, region and stream as asked for; an empty wish is any; who only asked or has left hears nothing."""
    programme, stream = factories.programme(), factories.stream()
    region = programme.region
    wishes: dict[str, dict[str, Any]] = {
        "all": {},
        "here": {"region": region},
        "this": {"stream": stream},
        "both": {"region": region, "stream": stream},
        "elsewhere": {"region": factories.region()},
        "other": {"stream": factories.stream()},
        "french": {"language": "fr"},
        "left": {"state": "left", "left_at": timezone.now()},
    }
    for name, wish in wishes.items():
        factories.subscriber(f"{name}@example.org", **wish)
    subscription.ask(address="asked@example.org", language="en", region=None, stream=None)

    page = factories.update(programme=programme, stream=stream)
    assert told() == [f"{name}@example.org" for name in ("all", "both", "here", "this")]

    factories.update(of=page, language="fr", stream=stream)
    assert set(told()) - {"all@example.org", "both@example.org", "here@example.org", "this@example.org"} == {
        "french@example.org"
    }


def test_an_update_for_everybody_reaches_every_stream() -> None:
    """An update without a stream is not only for those who asked for any."""
    subscriber = factories.subscriber(stream=factories.stream())

    factories.update()

    assert told() == [subscriber.address]


def test_publishing_again_tells_nobody_twice() -> None:
    """Again, after a change, after taking it down, in a second worker: one message each."""
    factories.subscribers(3)
    page = factories.update()
    assert len(told()) == 3

    publish(page)
    UpdatePage.objects.get(pk=page.pk).unpublish()
    publish(page)

    assert len(told()) == 3
    assert UpdateNotice.objects.get().told == 3


def test_who_subscribes_later_hears_of_the_next_one() -> None:
    """Publishing an old update again does not reach those who came since."""
    page = factories.update()
    notices.tell_all()
    factories.subscriber("later@example.org", confirmed_at=timezone.now())

    publish(page)
    assert told() == []

    factories.update()
    assert told() == ["later@example.org"]


def test_the_schedule_publishes_and_tells() -> None:
    """Nothing before its time; then Wagtail's own command, run by beat, is enough; the expiry takes it down."""
    factories.subscriber()
    now = timezone.now()
    page = factories.update(live=False)
    page.go_live_at, page.expire_at = now + dt.timedelta(hours=1), now + dt.timedelta(hours=3)
    page.save_revision().publish()
    call_command("publish_scheduled")
    assert (told(), UpdateNotice.objects.count()) == ([], 0)

    with time_machine.travel(now + dt.timedelta(hours=2), tick=False):
        for _beat in range(2):
            call_command("publish_scheduled")
        assert len(told()) == 1
    with time_machine.travel(now + dt.timedelta(hours=4), tick=False):
        call_command("publish_scheduled")
        page.refresh_from_db()
        assert (page.live, page.expired) == (False, True)
        assert len(told()) == 1


def test_moderation_publishes_and_tells() -> None:
    """An editor asks for a check, a coordinator of the programme approves."""
    programme = factories.programme()
    editor = factories.role(RoleKind.EDITOR, programme).person
    coordinator = factories.role(RoleKind.COORDINATOR, programme).person
    factories.subscriber()
    page = factories.update(programme=programme, live=False)
    page.save_revision(user=editor)
    state: WorkflowState = page.get_workflow().start(page, editor)
    assert told() == []

    task: Task = state.current_task_state.task.specific
    assert task.user_can_access_editor(page, coordinator)
    state.current_task_state.approve(user=coordinator)

    page.refresh_from_db()
    assert page.live
    assert len(told()) == 1


def test_a_page_that_no_publication_noted_is_found() -> None:
    """Made live by a command, or by a process that died between the two."""
    factories.subscriber()
    page = factories.update()
    UpdateNotice.objects.all().delete()

    assert len(told()) == 1
    assert UpdateNotice.objects.get().page == page


def test_a_mirror_of_a_page_is_no_update() -> None:
    """An alias in the French tree still speaks English: French readers are not told of it."""
    factories.subscriber(language="fr")
    page = factories.update()
    page.create_alias(
        parent=factories.site()["fr"].updates, update_locale=factories.site()["fr"].updates.locale
    )

    assert told() == []


def test_a_mirror_that_follows_its_page_is_no_update() -> None:
    """Publishing a page publishes its aliases too: a copy elsewhere in the list tells nobody a second time."""
    factories.subscriber()
    page = factories.update()
    assert len(told()) == 1
    page.create_alias(parent=factories.site()["en"].updates, update_slug="mirror")

    publish(page)

    assert len(told()) == 1


def test_an_update_that_not_everybody_may_read_is_not_told() -> None:
    """Until it is open to all; what is queued waits for nothing that cannot be read."""
    factories.subscriber()
    page = factories.update()
    restriction = PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)
    assert told() == []

    restriction.delete()
    assert len(told()) == 1

    PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)
    assert drain() == 0
    assert Message.objects.get().state == State.CANCELLED


def test_who_asks_for_something_else_in_the_meantime_is_still_told() -> None:
    """Confirmed again between publication and telling: they had subscribed before it."""
    subscriber = factories.subscriber(region=factories.region())
    factories.update()
    request = subscription.ask(address=subscriber.address, language="en", region=None, stream=None)
    confirmed_link(request)

    assert told() == [subscriber.address]


def test_a_rolled_back_publication_tells_nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    """The mark is written in the transaction that publishes."""
    factories.subscriber()
    page = factories.update(live=False)
    revision = page.save_revision()

    def fail(**kwargs: Any) -> None:
        raise RuntimeError("the mark cannot be written")

    monkeypatch.setattr(notices, "mark", fail)
    with pytest.raises(RuntimeError):
        revision.publish()

    page.refresh_from_db()
    assert not page.live
    assert told() == []


def test_a_thousand_cost_what_ten_cost() -> None:
    """The queries of a chunk do not grow with it, and chunks follow each other."""
    factories.update()
    factories.subscribers(10)
    first = factories.update()
    with CaptureQueriesContext(connection) as few:
        notices.tell_some(notice_id=UpdateNotice.objects.get(page=first).pk)
    factories.subscribers(990)
    second = factories.update()
    with CaptureQueriesContext(connection) as many:
        assert notices.tell_some(notice_id=UpdateNotice.objects.get(page=second).pk) == 1_000
    # Two of them read the crisis line, which an administrator may have changed: for the mail's text and for its HTML.
    assert len(many) <= len(few) <= 22


def test_a_dead_worker_is_taken_up_where_it_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    """After each chunk the cursor is committed with its messages."""
    monkeypatch.setattr(notices, "CHUNK", 4)
    factories.subscribers(10)
    factories.update()
    notice = UpdateNotice.objects.get()

    assert notices.tell_some(notice_id=notice.pk) == 4
    notice.refresh_from_db()
    assert (notice.told, notice.finished_at) == (4, None)

    assert len(told()) == 10
    notice.refresh_from_db()
    assert notice.told == 10
    assert notice.finished_at is not None
    assert Content.objects.filter(messages__kind="update_published").distinct().count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_publish_and_two_tell_at_once() -> None:
    """On PostgreSQL, behind a barrier: one mark, one message each, in every round."""
    factories.site()
    factories.subscribers(5)
    for number in range(10):
        page = factories.update(live=False)
        revisions = [page.save_revision(), page.save_revision()]
        barrier = Barrier(2)
        errors: list[Any] = []

        def go(revision: Any, barrier: Barrier = barrier, errors: list[Any] = errors) -> None:
            try:
                barrier.wait(5)
                revision.publish()
                barrier.wait(5)
                notices.tell_all()
            except Exception as error:  # noqa: BLE001 - told by the assertion below
                errors.append(error)
            finally:
                connection.close()

        threads = [Thread(target=go, args=(revision,)) for revision in revisions]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(20)
        assert errors == []
        assert UpdateNotice.objects.count() == number + 1
        assert Message.objects.count() == 5 * (number + 1)


def test_what_arrives(smtp_server: SmtpServer) -> None:
    """The title as subject, the update, why it comes, who sends it, and the headers of RFC 8058."""
    subscriber = factories.subscriber("alex@example.org")
    cohort = factories.cohort(place_en="Room 204")
    page = factories.update(cohort=cohort, title="Evening <cohort> & more")
    notices.tell_all()
    drain()

    (mail,) = smtp_server.to("alex@example.org")
    message = mail.message
    assert message["Subject"] == "Training update: Evening <cohort> & more"
    link = message["List-Unsubscribe"].strip("<>")
    assert link.startswith("http://testserver/updates/subscribe/leave/")
    assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    for text in (page.title, "Room 204", f"http://testserver{page.get_url()}", "You get this because", link):
        assert text in mail.text
    assert "100 Example Street" in mail.text
    assert "Evening &lt;cohort&gt; &amp; more" in mail.html
    assert link in mail.html

    subscription.leave(subscriber=subscriber)
    factories.update()
    assert told() == ["alex@example.org"]


def test_what_is_queued_asks_again_before_it_leaves(smtp_server: SmtpServer) -> None:
    """Not to who left since, not about a page taken down since; put up again, it is owed again, once."""
    stays, leaves = factories.subscriber("stays@example.org"), factories.subscriber("leaves@example.org")
    page = factories.update()
    notices.tell_all()
    subscriber_row = type(leaves).objects.filter(pk=leaves.pk)
    # Round the operation, which would have cancelled the message itself.
    subscriber_row.update(state="left", left_at=timezone.now())
    UpdatePage.objects.get(pk=page.pk).unpublish()
    drain()
    assert smtp_server.messages == []
    assert set(Message.objects.values_list("state", flat=True)) == {State.CANCELLED}

    publish(page)
    drain()
    publish(page)
    drain()

    assert [mail.message["To"] for mail in smtp_server.messages] == [stays.address]


def test_the_french_page_writes_in_french() -> None:
    """Link and address of the page are those of its tree."""
    factories.subscriber("camille@example.org", language="fr")
    page = factories.update(of=factories.update(), language="fr", title="Nouvelle")
    notices.tell_all()

    message = Message.objects.get(address="camille@example.org")
    assert message.language == message.content.language == "fr"
    assert f"http://testserver/fr/updates/{page.slug}/" in as_sent(message).text
    assert "/fr/updates/subscribe/leave/" in message.unsubscribe_url

"""Subscribing and leaving, from the form to the last link."""

import datetime as dt
import re
from threading import Barrier, Thread
from typing import Any

import pytest
import redis
import time_machine
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import ModelLogEntry

from cms.updates import consent, throttle
from cms.updates.enums import ConsentEvent, SubscriberState
from cms.updates.models import Consent, Subscriber, SubscriptionRequest
from cms.updates.operations import notices, subscription
from cms.updates.throttle import MAILS_TO_AN_ADDRESS
from cms.updates.tokens import digest, leave_token, new_token
from tasks.outbox.content import as_sent
from tasks.outbox.enums import State
from tasks.outbox.models import Message
from tests import factories

pytestmark = pytest.mark.django_db
URL = "/updates/subscribe/"


def post(client: Client, address: str = "alex@example.org", **fields: Any) -> Any:
    """Send the whole form."""
    return client.post(URL, {"address": address, "language": "en"} | fields)


def mailed_link(address: str = "alex@example.org") -> str:
    """The path of the link in the last mail to `address`."""
    message = Message.objects.filter(address=address, kind="subscription_confirm").latest("pk")
    found = re.search(r"http://testserver(/\S+)", as_sent(message).text)
    assert found
    return found[1]


def confirm(client: Client, link: str) -> Any:
    """Press the button behind a link."""
    return client.post(link, {"version": consent.VERSION})


def snapshot() -> list[Any]:
    """Everything that a link could change."""
    return [
        list(model.objects.order_by("pk").values())
        for model in (Subscriber, SubscriptionRequest, Consent, Message)
    ]


def test_from_the_form_to_the_record_of_consent(client: Client) -> None:
    """Language, region and stream are kept with the exact words, their version and language, and the time."""
    factories.site()
    region, stream = factories.region(), factories.stream()

    answer = post(client, " Alex@Example.org ", region=region.pk, stream=stream.pk)
    assert (answer.status_code, answer.url) == (303, "/updates/subscribe/sent/")
    assert Subscriber.objects.count() == 0

    link = mailed_link()
    page = client.get(link)
    assert consent.wording() in page.content.decode()
    assert confirm(client, link).status_code == 303

    subscriber = Subscriber.objects.get()
    assert (subscriber.address, subscriber.language) == ("alex@example.org", "en")
    assert (subscriber.region, subscriber.stream) == (region, stream)
    record = Consent.objects.get()
    assert (record.subscriber, record.event) == (subscriber, ConsentEvent.GIVEN)
    assert (record.wording, record.wording_version, record.wording_language) == (
        consent.wording(),
        consent.VERSION,
        "en",
    )
    assert (record.region, record.stream) == (region, stream)
    assert record.asked_at is not None
    assert record.asked_at <= record.at == subscriber.confirmed_at


def test_a_consent_is_never_changed() -> None:
    """The database refuses it, whoever asks."""
    subscriber = factories.subscriber()
    record = Consent.objects.create(subscriber=subscriber, event=ConsentEvent.WITHDRAWN, language="en")

    with pytest.raises(IntegrityError), transaction.atomic():
        Consent.objects.filter(pk=record.pk).update(at=timezone.now())
    with pytest.raises(IntegrityError), transaction.atomic():
        Consent.objects.create(subscriber=subscriber, event=ConsentEvent.GIVEN, language="en")


@pytest.mark.parametrize("state", list(SubscriberState))
def test_the_database_holds_what_a_state_means(state: SubscriberState) -> None:
    """Somebody who left has a time of leaving, somebody subscribed has none."""
    wrong = None if state == SubscriberState.LEFT else timezone.now()

    with pytest.raises(IntegrityError), transaction.atomic():
        factories.subscriber(state=state, left_at=wrong)


def test_opening_any_link_changes_nothing(client: Client) -> None:
    """Programs that scan mail open every link, twice."""
    factories.site()
    post(client)
    subscriber = factories.subscriber()
    before = snapshot()

    for path in (
        URL,
        "/updates/subscribe/sent/",
        mailed_link(),
        f"/updates/subscribe/leave/{leave_token(subscriber)}/",
    ):
        for method in ("get", "head", "get"):
            response = getattr(client, method)(path)
            assert (path, response.status_code) == (path, 200)

    assert snapshot() == before


def test_nobody_learns_who_subscribes(client: Client) -> None:
    """The same answer, the same rows, the same number of queries and the same mail, whoever is asked about."""
    factories.subscriber("subscribed@example.org")
    factories.subscriber("left@example.org", state=SubscriberState.LEFT, left_at=timezone.now())
    factories.person(email="account@example.org")
    post(client, "first@example.org")  # writes the mail's text, which all share
    seen = set()

    for who in ("unknown", "subscribed", "left", "account"):
        with CaptureQueriesContext(connection) as queries:
            answer = post(client, f"{who}@example.org")
        message = Message.objects.get(address=f"{who}@example.org")
        seen.add((answer.status_code, answer.url, answer.content, len(queries), message.content_id))

    assert len(seen) == 1
    assert SubscriptionRequest.objects.count() == 5


def test_somebody_else_cannot_change_what_i_asked_for(client: Client) -> None:
    """Typing a subscriber's address changes nothing before the mailed button is pressed."""
    mine = factories.subscriber("alex@example.org", language="fr")

    post(client)
    mine.refresh_from_db()
    assert mine.language == "fr"

    confirm(client, mailed_link())
    mine.refresh_from_db()
    assert (mine.language, Subscriber.objects.count()) == ("en", 1)


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"address": "not an address"}, "address"),
        ({"address": ""}, "address"),
        ({"address": "a@example.org\nBcc: b@example.org"}, "address"),
        ({"address": "alex@example.org", "region": "999999"}, "region"),
        ({"address": "alex@example.org", "stream": "'; --"}, "stream"),
        ({"address": "alex@example.org", "language": "xx"}, "language"),
    ],
)
def test_what_is_wrong_is_said_at_its_field_and_nothing_typed_is_lost(
    client: Client, fields: dict[str, str], field: str
) -> None:
    """422, the error at the field, the other fields as they were."""
    answer = post(client, **fields)

    assert answer.status_code == 422
    assert set(answer.context["form"].errors) == {field}
    assert answer.context["form"]["address"].value() == fields["address"]
    assert f'id="subscribe_{field}_error"' in answer.content.decode()
    assert SubscriptionRequest.objects.count() == Message.objects.count() == 0


def test_the_short_form_is_enough(client: Client) -> None:
    """What stands beside the list of updates: e-mail and region, the language is the page's."""
    factories.site()
    page = client.get("/fr/updates/").content.decode()
    assert 'name="language" value="fr"' in page
    assert 'action="/fr/updates/subscribe/"' in page

    answer = client.post(
        "/fr/updates/subscribe/", {"address": "alex@example.org", "region": "", "language": "fr"}
    )

    assert answer.status_code == 303
    request = SubscriptionRequest.objects.get()
    assert (request.language, request.region, request.stream) == ("fr", None, None)
    assert mailed_link().startswith("/fr/updates/subscribe/confirm/")


def test_robots_and_floods_get_the_same_answer_and_no_mail(client: Client) -> None:
    """A filled trap, and too many requests for one address, are answered like everything else."""
    trapped = post(client, website="https://example.org")
    assert (trapped.status_code, trapped.url) == (303, "/updates/subscribe/sent/")
    assert Message.objects.count() == 0

    for _attempt in range(MAILS_TO_AN_ADDRESS + 2):
        answer = post(client)
        assert (answer.status_code, answer.url) == (303, "/updates/subscribe/sent/")
    assert Message.objects.count() == MAILS_TO_AN_ADDRESS

    post(client, "dana@example.org")
    assert Message.objects.filter(address="dana@example.org").count() == 1


def test_behind_a_proxy_each_sender_is_counted_alone(
    client: Client, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One who asks too often takes nothing from the others, and no invented header helps."""
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    monkeypatch.setattr(throttle, "REQUESTS_OF_A_SENDER", 2)

    for number in range(4):
        client.post(
            URL,
            {"address": f"one{number}@example.org", "language": "en"},
            headers={"x-forwarded-for": f"192.0.2.{number}, 198.51.100.1"},
        )
        client.post(
            URL,
            {"address": f"each{number}@example.org", "language": "en"},
            headers={"x-forwarded-for": f"203.0.113.{number}"},
        )

    asked = sorted(Message.objects.values_list("address", flat=True))
    assert asked == sorted(
        [f"each{number}@example.org" for number in range(4)] + ["one0@example.org", "one1@example.org"]
    )


def test_no_address_stands_in_redis(client: Client, redis_server: Any) -> None:
    """The throttle counts digests. A planted address must be nowhere in Redis."""
    post(client, "canary-4711@example.org")

    everything = b""
    for database in (0, 1):
        server = redis.Redis.from_url(f"{redis_server.url}/{database}")
        for key in server.scan_iter():
            everything += key + (server.dump(key) or b"")
    assert everything
    assert b"canary-4711" not in everything


def altered(token: str, place: int) -> str:
    """The same token with one character changed."""
    sign = "A" if token[place] != "A" else "B"
    return token[:place] + sign + token[place + 1 :]


def test_a_link_altered_by_one_character_does_nothing(client: Client) -> None:
    """Whichever character it is."""
    subscriber = factories.subscriber()
    post(client)
    link = mailed_link().rstrip("/").rpartition("/")[2]
    token = leave_token(subscriber)
    before = snapshot()

    for place in range(len(link)):
        answer = confirm(client, f"/updates/subscribe/confirm/{altered(link, place)}/")
        assert answer.status_code == 404
    for place in range(len(token)):
        answer = client.post(f"/updates/subscribe/leave/{altered(token, place)}/")
        # The last character of a signature may hold bits that are not used; a changed one is refused all the same.
        assert (place, answer.status_code) == (place, 404)

    assert "no longer works" in answer.content.decode()
    assert snapshot() == before


def test_a_link_that_is_too_old_says_so(client: Client) -> None:
    """410, with a way to a new one, for GET and POST."""
    post(client)
    link = mailed_link()

    with time_machine.travel(timezone.now() + subscription.GOOD_FOR + dt.timedelta(minutes=1), tick=False):
        for answer in (client.get(link), confirm(client, link)):
            assert answer.status_code == 410
            assert 'href="/updates/subscribe/"' in answer.content.decode()
    assert Subscriber.objects.count() == 0


def test_a_link_used_again_changes_nothing(client: Client) -> None:
    """While subscribed it says so; after leaving it does not bring anybody back."""
    factories.site()
    post(client)
    link = mailed_link()
    confirm(client, link)
    confirm(client, link)
    assert Consent.objects.count() == 1
    assert "You are subscribed" in client.get(link).content.decode()

    subscription.leave(subscriber=Subscriber.objects.get())

    assert confirm(client, link).status_code == 410
    assert client.get(link).status_code == 410
    assert Subscriber.objects.get().state == SubscriberState.LEFT


def test_agreeing_to_old_words_shows_the_new_ones(client: Client) -> None:
    """What is recorded is what stood beside the button that was pressed."""
    post(client)

    answer = client.post(mailed_link(), {"version": "1999-1"})

    assert answer.status_code == 200
    assert consent.wording() in answer.content.decode()
    assert Subscriber.objects.count() == 0


def test_leaving_takes_a_button_and_no_sign_in(client: Client) -> None:
    """GET shows it, POST leaves, again is fine; the decision is recorded."""
    subscriber = factories.subscriber()
    link = f"/updates/subscribe/leave/{leave_token(subscriber)}/"

    assert "Stop the messages" in client.get(link).content.decode()
    for _press in range(2):
        assert client.post(link).status_code == 303
    assert "The messages have stopped" in client.get(link).content.decode()

    subscriber.refresh_from_db()
    assert subscriber.state == SubscriberState.LEFT
    assert Consent.objects.get().event == ConsentEvent.WITHDRAWN


def test_one_click_needs_no_cookie_and_is_not_redirected() -> None:
    """RFC 8058, section 3.2: a POST without cookies or referer, answered without a redirect."""
    subscriber = factories.subscriber()
    client = Client(enforce_csrf_checks=True)

    answer = client.post(
        f"/updates/subscribe/leave/{leave_token(subscriber)}/",
        "List-Unsubscribe=One-Click",
        content_type="application/x-www-form-urlencoded",
    )

    assert (answer.status_code, dict(answer.cookies)) == (200, {})
    subscriber.refresh_from_db()
    assert subscriber.state == SubscriberState.LEFT


def test_the_form_needs_no_token() -> None:
    """It stands on pages that are kept for everybody, so there is none in them, and no cookie comes with them."""
    factories.site()
    client = Client(enforce_csrf_checks=True)

    for path in ("/updates/", URL, f"{URL}?region={factories.programme().region.slug}"):
        page = client.get(path)
        assert "csrfmiddlewaretoken" not in page.content.decode()
        assert dict(page.cookies) == {}
    assert post(client).status_code == 303
    assert SubscriptionRequest.objects.count() == 1


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"sec-fetch-site": "same-origin"}, 303),
        ({"sec-fetch-site": "none"}, 303),
        ({"origin": "http://testserver"}, 303),
        ({"sec-fetch-site": "cross-site"}, 403),
        ({"sec-fetch-site": "same-site"}, 403),
        ({"sec-fetch-site": "cross-site", "origin": "http://testserver"}, 403),
        ({"origin": "https://evil.example"}, 403),
        ({"origin": "http://testserver.evil.example"}, 403),
        ({"origin": "https://testserver"}, 403),
        ({"origin": "null"}, 403),
    ],
)
def test_another_sites_page_cannot_send_the_form(headers: dict[str, str], status: int) -> None:
    """As far as the browser says where it comes from. What is refused leaves nothing behind."""
    answer = Client(enforce_csrf_checks=True).post(
        URL, {"address": "alex@example.org", "language": "en"}, headers=headers
    )

    assert answer.status_code == status
    assert SubscriptionRequest.objects.count() == (1 if status == 303 else 0)


def test_other_forms_still_need_their_token() -> None:
    """What confirms is done by a person with the page before them."""
    client = Client(enforce_csrf_checks=True)

    assert client.post("/updates/subscribe/confirm/abc/", {"version": consent.VERSION}).status_code == 403


@pytest.mark.parametrize(
    ("has_region", "has_stream", "language", "sentence"),
    [
        (True, True, "en", "trainings in Harbour, in this stream: Family, in English."),
        (True, False, "fr", "trainings in Harbour, in any stream, in French."),
        (False, True, "en", "trainings anywhere, in this stream: Family, in English."),
        (False, False, "en", "trainings anywhere, in any stream, in English."),
    ],
)
def test_what_is_confirmed_is_said_in_a_sentence(
    client: Client, has_region: bool, has_stream: bool, language: str, sentence: str
) -> None:
    """Whoever presses the button knows what will come, before it does."""
    region, stream = factories.region(name_en="Harbour"), factories.stream(name_en="Family")
    token = new_token()
    SubscriptionRequest.objects.create(
        address="alex@example.org",
        language=language,
        region=region if has_region else None,
        stream=stream if has_stream else None,
        token_digest=digest(token),
    )

    assert f"You will hear about {sentence}" in client.get(f"{URL}confirm/{token}/").content.decode()


def test_the_form_is_filled_by_its_address(client: Client) -> None:
    """What is not there is left out, without a word: the choice is open."""
    region, stream = factories.programme().region, factories.stream()

    form = client.get(f"{URL}?region={region.slug}&stream={stream.slug}").context["form"]
    assert (form["region"].value(), form["stream"].value()) == (region.pk, stream.pk)
    form = client.get(f"{URL}?region=nowhere&stream=%00").context["form"]
    assert (form["region"].value(), form["stream"].value()) == (None, None)


def test_leaving_stops_what_is_already_queued() -> None:
    """At once, not with the next update."""
    subscriber, other = factories.subscriber(), factories.subscriber()
    factories.update()
    notices.tell_all()

    subscription.leave(subscriber=subscriber)

    states = dict(Message.objects.values_list("address", "state"))
    assert states == {subscriber.address: State.CANCELLED, other.address: State.QUEUED}


def test_coming_back_is_a_new_consent(client: Client) -> None:
    """The same row, confirmed anew, with both decisions on record."""
    subscriber = factories.subscriber("alex@example.org")
    subscription.leave(subscriber=subscriber)
    post(client)

    confirm(client, mailed_link())

    subscriber.refresh_from_db()
    assert (subscriber.state, subscriber.left_at) == (SubscriberState.CONFIRMED, None)
    assert [record.event for record in Consent.objects.all()] == [ConsentEvent.WITHDRAWN, ConsentEvent.GIVEN]


def test_pages_behind_a_link_are_kept_by_nobody(client: Client) -> None:
    """Not by caches, search engines, or the next site."""
    subscriber = factories.subscriber()

    answer = client.get(f"/updates/subscribe/leave/{leave_token(subscriber)}/")

    assert "no-store" in answer["Cache-Control"]
    assert "noindex" in answer["X-Robots-Tag"]
    assert answer["Referrer-Policy"] == "same-origin"  # with "no-referrer" browsers could not post the form


def test_erasing_leaves_no_address(client: Client) -> None:
    """Neither in the tables nor in the audit log."""
    post(client)
    confirm(client, mailed_link())
    subscriber = Subscriber.objects.get()
    administrator = factories.person(is_superuser=True)

    subscription.erase(subscriber=subscriber, by=administrator)

    assert [Subscriber.objects.count(), Consent.objects.count(), SubscriptionRequest.objects.count()] == [
        0,
        0,
        0,
    ]
    entry = ModelLogEntry.objects.get(action="updates.subscriber.erase")
    assert entry.user == administrator
    for row in ModelLogEntry.objects.filter(action__startswith="updates.").values():
        assert "alex" not in str(row)


def test_old_requests_are_forgotten(client: Client) -> None:
    """A typed address is not kept for ever."""
    post(client)
    assert subscription.purge() == 0

    with time_machine.travel(timezone.now() + subscription.KEPT_FOR + dt.timedelta(days=1), tick=False):
        assert subscription.purge() == 1
    assert SubscriptionRequest.objects.count() == 0


@pytest.mark.django_db(transaction=True)
def test_two_presses_at_once_are_one_consent() -> None:
    """Both see a subscriber; there is one record. PostgreSQL, a barrier, several rounds."""
    for number in range(10):
        address = f"reader{number}@example.org"
        token = f"token-{number}"
        SubscriptionRequest.objects.create(address=address, language="en", token_digest=digest(token))
        barrier = Barrier(2)
        errors: list[Any] = []

        def press(token: str = token, barrier: Barrier = barrier, errors: list[Any] = errors) -> None:
            try:
                barrier.wait(5)
                subscription.confirm(token=token)
            except Exception as error:  # noqa: BLE001 - told by the assertion below
                errors.append(error)
            finally:
                connection.close()

        threads = [Thread(target=press) for _ in range(2)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(10)
        assert errors == []
        assert Consent.objects.filter(subscriber__address=address).count() == 1

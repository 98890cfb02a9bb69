"""Reporting a barrier, from the link on a page to the mail."""

import re
from typing import Any
from uuid import uuid4

import pytest
from django.core.cache import cache
from django.test import Client

from cms.barriers import views
from cms.models import SiteSettings
from tasks.outbox.content import as_sent
from tasks.outbox.models import Message

pytestmark = pytest.mark.django_db
URL = "/accessibility/report/"
SENT = "/accessibility/report/sent/"
WORDS = "I cannot reach the button.\nIt is below the list."


@pytest.fixture(autouse=True)
def nobody_has_reported_yet() -> None:
    """The throttle counts in the cache, which tests share."""
    cache.clear()


def token_in(page: Any) -> str:
    """The hidden token of the form."""
    found = re.search(r'name="token" value="([^"]+)"', page.content.decode())
    assert found
    return found[1]


def post(client: Client, **fields: str) -> Any:
    """Send the form as a browser does."""
    return client.post(URL, {"what": WORDS, "page": "", "address": "", "token": str(uuid4())} | fields)


def test_from_the_form_to_the_mail(client: Client) -> None:
    SiteSettings.objects.create(contact_email="help@example.org")
    token = token_in(client.get(URL + "?page=/fr/updates/"))

    answer = post(client, page="/fr/updates/", address=" Alex@Example.org ", token=token)

    assert (answer.status_code, answer.url) == (303, SENT)
    assert client.get(SENT).status_code == 200
    message = Message.objects.get()
    assert (message.kind, message.address, message.language) == ("barrier_report", "help@example.org", "en")
    mail = as_sent(message)
    assert mail.subject == "Report of a barrier on the site"
    for text in (mail.text, mail.html):
        assert WORDS in text
        assert "/fr/updates/" in text
        assert "alex@example.org" in text
        assert "English" in text


def test_only_what_happened_is_asked_for(client: Client) -> None:
    assert post(client).status_code == 303

    message = Message.objects.get()
    assert message.address == "site@example.org"  # the setting's, until an administrator sets another
    assert message.fields["page"] == "not said"
    assert message.fields["address"] == "no answer wanted"


def test_a_report_in_french_says_so_and_the_mail_is_in_the_sites_language(client: Client) -> None:
    answer = client.post("/fr" + URL, {"what": "Le bouton manque.", "token": str(uuid4())})

    assert (answer.status_code, answer["Location"]) == (303, "/fr" + SENT)
    message = Message.objects.get()
    assert (message.language, message.fields["language"]) == ("en", "French")


def test_two_presses_are_one_report(client: Client) -> None:
    token = str(uuid4())
    answers = [post(client, token=token), post(client, token=token)]

    assert [answer.status_code for answer in answers] == [303, 303]
    assert Message.objects.count() == 1
    post(client)
    assert Message.objects.count() == 2  # the same words from another form are another report


@pytest.mark.parametrize(
    "fields", [{"what": "And the menu."}, {"page": "/fr/"}, {"address": "a@example.org"}]
)
def test_other_words_from_the_same_form_are_another_report(client: Client, fields: dict[str, str]) -> None:
    """Who goes back and writes more loses nothing."""
    token = str(uuid4())
    post(client, token=token)
    post(client, token=token, **fields)
    post(client, token=token, **fields)

    assert Message.objects.count() == 2


@pytest.mark.parametrize("token", ["", "nonsense", "x" * 400])
def test_an_altered_token_loses_no_report(client: Client, token: str) -> None:
    assert post(client, token=token).status_code == 303
    assert Message.objects.count() == 1


@pytest.mark.parametrize(
    ("fields", "error"),
    [
        ({"what": " "}, "report_what"),
        ({"address": "no address"}, "report_address"),
        ({"what": "x" * 4001}, "report_what"),
        ({"page": "x" * 301}, "report_page"),
        ({"what": "a\0b"}, "report_what"),
    ],
)
def test_what_is_wrong_is_said_at_its_field_and_nothing_is_lost(
    client: Client, fields: dict[str, str], error: str
) -> None:
    token = str(uuid4())
    typed = {"what": "Typed before", "page": "The page typed", "address": "typed@example.org", "token": token}

    answer = post(client, **(typed | fields))

    page = answer.content.decode()
    assert answer.status_code == 422
    assert f'href="#{error}"' in page
    assert Message.objects.count() == 0
    for name, value in typed.items():
        assert name in fields or value in page
    assert token_in(answer) == token


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        ("/updates/", "/updates/"),
        ("/fr/updates/?region=vancouver", "/fr/updates/?region=vancouver"),
        ("//evil.example/", ""),
        ("/\\evil.example/", ""),
        ("https://evil.example/", ""),
        ("javascript:alert(1)", ""),
        ("/a b", ""),
        ("/a\r\nBcc: x@example.org", ""),
        ("/" + "x" * 300, ""),
    ],
)
def test_only_a_path_of_this_site_is_taken_over(client: Client, given: str, shown: str) -> None:
    page = client.get(URL, {"page": given}).content.decode()

    field = re.search(r'<input type="text" name="page"[^>]*>', page)
    assert field
    value = re.search(r'value="([^"]*)"', field[0])
    assert (value[1] if value else "") == shown


def test_nothing_typed_reaches_a_header(client: Client) -> None:
    evil = "evil\r\nBcc: everybody@example.org\r\n\r\nbody"
    assert post(client, what=evil, page="x\r\nBcc: all@example.org").status_code == 303

    message = Message.objects.get()
    assert "\n" not in as_sent(message).subject
    assert message.address == "site@example.org"
    answer = post(client, address="a@example.org\r\nBcc: b@example.org")
    assert answer.status_code == 422
    assert Message.objects.count() == 1


def test_robots_get_the_same_answer_and_no_mail(client: Client) -> None:
    answer = post(client, website="https://buy.example/")

    assert (answer.status_code, answer.url) == (303, SENT)
    assert Message.objects.count() == 0


def test_a_flood_is_told_where_to_write_and_keeps_its_words(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(views, "REPORTS_OF_A_SENDER", 2)
    answers = [post(client) for _number in range(3)]

    assert [answer.status_code for answer in answers] == [303, 303, 429]
    page = answers[2].content.decode()
    assert "I cannot reach the button." in page
    assert "mailto:site@example.org" in page
    assert Message.objects.count() == 2


def test_the_form_is_kept_by_nobody_and_needs_its_token() -> None:
    client = Client(enforce_csrf_checks=True)

    assert "no-store" in client.get(URL)["Cache-Control"]
    assert client.post(URL, {"what": WORDS}).status_code == 403
    assert Message.objects.count() == 0

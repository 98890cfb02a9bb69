"""Signing in: the code that arrives, the password, and what is refused."""

import re
import time
from collections.abc import Callable
from typing import Any

import pytest
import time_machine
from django.contrib.auth.hashers import MD5PasswordHasher
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from courses.enums import RoleKind
from tasks.outbox.models import Message
from tests import factories
from tests.factories.people import PASSWORD
from tests.servers.redis import RedisServer

pytestmark = pytest.mark.django_db

ASK, ENTER, LOGIN = "/accounts/login/code/", "/accounts/login/code/confirm/", "/accounts/login/"


def code_of(message: Message) -> str:
    """The code that a message carries."""
    return str(message.fields["code"])


def ask(client: Client, email: str, prefix: str = "") -> Message:
    """Ask for a code; the newest message that is owed to the address."""
    answer = client.post(prefix + ASK, {"email": email})
    assert answer.status_code == 302, answer.content
    assert answer["Location"] == prefix + ENTER
    message = Message.objects.filter(address=email).order_by("-pk").first()
    assert message is not None
    return message


def test_a_code_opens_the_door_once(client: Client) -> None:
    """From the address to one's own page, in one's own language."""
    person = factories.person("Sam", language="fr")
    message = ask(client, person.email)
    assert (message.kind, message.language, message.about) == ("sign_in_code", "fr", f"person:{person.pk}")
    assert re.fullmatch(r"\d{4}-\d{4}", code_of(message))
    assert code_of(message) not in message.content.text + message.content.html + message.content.subject
    answer = client.post(ENTER, {"code": code_of(message)})
    assert (answer.status_code, answer["Location"]) == (302, "/fr/my/")
    assert "Sam" in client.get("/fr/my/").content.decode()

    other = Client()
    ask(other, person.email)
    refused = other.post(ENTER, {"code": code_of(message)})
    assert refused.status_code == 200
    assert "_auth_user_id" not in other.session


def test_blanks_and_hyphens_do_not_matter(client: Client) -> None:
    """Somebody who types the code as eight digits, or with blanks, is let in."""
    message = ask(client, factories.person().email)
    assert client.post(ENTER, {"code": f" {code_of(message).replace('-', ' ')} "}).status_code == 302
    assert "_auth_user_id" in client.session


def test_an_altered_code_is_refused_three_times_then_it_is_over(client: Client) -> None:
    """Guessing ends the code; the right one does not help any more."""
    message = ask(client, factories.person().email)
    right = code_of(message)
    wrong = right[:-1] + str((int(right[-1]) + 1) % 10)
    for attempt in range(3):
        answer = client.post(ENTER, {"code": wrong})
        assert answer.status_code == (200 if attempt < 2 else 302)
    assert client.post(ENTER, {"code": right}).status_code == 302
    assert "_auth_user_id" not in client.session


def test_a_code_is_good_for_fifteen_minutes(client: Client) -> None:
    """One second before it opens, one after it does not."""
    with time_machine.travel(time.time(), tick=False) as clock:
        person = factories.person()
        message = ask(client, person.email)
        clock.shift(15 * 60 + 1)
        client.post(ENTER, {"code": code_of(message)})
        assert "_auth_user_id" not in client.session
        message = ask(client, person.email)
        clock.shift(15 * 60 - 1)
        client.post(ENTER, {"code": code_of(message)})
        assert "_auth_user_id" in client.session


def test_a_new_code_replaces_the_old_one(client: Client) -> None:
    """Asked for again in the same window, only the newest code counts."""
    first = ask(client, factories.person().email)
    client.post(ENTER, {"action": "resend"})
    second = Message.objects.filter(address=first.address).order_by("-pk")[0]
    assert second.pk != first.pk
    assert client.post(ENTER, {"code": code_of(first)}).status_code == 200
    assert client.post(ENTER, {"code": code_of(second)}).status_code == 302
    assert "_auth_user_id" in client.session


def test_whatever_the_letter_case_of_the_address(client: Client) -> None:
    """Phones begin with a capital letter."""
    person = factories.person(email="kim@example.org")
    client.post(ASK, {"email": " Kim@Example.ORG "})
    assert Message.objects.filter(address=person.email, kind="sign_in_code").count() == 1


def test_by_password(client: Client) -> None:
    """The second way in, for those who set one."""
    person = factories.person(password=PASSWORD)
    wrong = client.post(LOGIN, {"login": person.email, "password": "not this one at all"})
    assert wrong.status_code == 200
    assert person.email in wrong.content.decode()
    answer = client.post(LOGIN, {"login": person.email, "password": PASSWORD})
    assert (answer.status_code, answer["Location"]) == (302, "/my/")


def test_who_works_there_comes_to_the_office(client: Client) -> None:
    """In their own language from the first page."""
    person = factories.person(password=PASSWORD, language="fr")
    factories.role(RoleKind.COORDINATOR, held_by=person)
    answer = client.post(LOGIN, {"login": person.email, "password": PASSWORD})
    assert answer["Location"] == "/office/"
    assert '<html lang="fr"' in client.get("/office/").content.decode()


@pytest.mark.parametrize(
    ("kinds", "lands_on"),
    [
        ([RoleKind.FACILITATOR], "/fr/my/teaching/"),
        ([RoleKind.FACILITATOR, RoleKind.COORDINATOR], "/office/"),
        ([RoleKind.EDITOR], "/office/"),
    ],
)
def test_who_only_facilitates_comes_to_their_teaching(
    client: Client, kinds: list[RoleKind], lands_on: str
) -> None:
    person = factories.person(password=PASSWORD, language="fr")
    for kind in kinds:
        factories.role(kind, held_by=person)
    said = {"login": person.email, "password": PASSWORD}
    assert client.post(LOGIN, said)["Location"] == lands_on
    client.logout()
    answer = client.post(f"{LOGIN}?next=/office/cohorts/", said | {"next": "/office/cohorts/"})
    assert answer["Location"] == "/office/cohorts/"


def test_a_closed_account_stays_closed(client: Client) -> None:
    """By code it is answered as an unknown one; by password the person is told."""
    person = factories.person(password=PASSWORD, is_active=False)
    assert ask(client, person.email).kind == "unknown_account"
    answer = Client().post(LOGIN, {"login": person.email, "password": PASSWORD})
    assert answer["Location"] == "/accounts/inactive/"


@pytest.mark.parametrize("path", [ASK, "/accounts/password/reset/"])
def test_known_and_unknown_addresses_get_the_same_answer(path: str) -> None:
    """Status, address, body, cookies and mails: nothing tells who has an account."""
    known = factories.person(email="known@example.org")
    answers = []
    for email in (known.email, "other@example.org"):
        client = Client()
        first = client.post(path, {"email": email})
        page = client.get(first["Location"]).content.decode()
        page = re.sub(r'name="csrfmiddlewaretoken" value="[^"]+"', "", page).replace(email, "ADDRESS")
        answers.append((first.status_code, first["Location"], dict(first.cookies).keys(), page))
        wrong = client.post(first["Location"], {"code": "0000-0000"})
        assert wrong.status_code == 200
    assert answers[0] == answers[1]
    assert Message.objects.filter(address=known.email).count() == 1
    assert Message.objects.filter(address="other@example.org").count() == 1


def test_asking_again_answers_alike_too() -> None:
    """allauth would write to known addresses only."""
    known = factories.person(email="known@example.org")
    for email in (known.email, "other@example.org"):
        client = Client()
        ask(client, email)
        answer = client.post(ENTER, {"action": "resend"})
        assert (answer.status_code, answer["Location"]) == (302, ENTER)
        assert Message.objects.filter(address=email).count() == 2


def test_known_and_unknown_addresses_take_as_much_work(monkeypatch: pytest.MonkeyPatch) -> None:
    """What takes time is counted: password hashes, and questions to the database by their table."""
    hashes: list[str] = []
    encode = MD5PasswordHasher.encode

    def counted(hasher: MD5PasswordHasher, password: str, salt: str) -> str:
        hashes.append(salt)
        return encode(hasher, password, salt)

    monkeypatch.setattr(MD5PasswordHasher, "encode", counted)
    known = factories.person(email="known@example.org", password=PASSWORD)
    without = factories.person(email="without@example.org")

    def work(path: str, data: dict[str, str]) -> tuple[int, list[str]]:
        hashes.clear()
        with CaptureQueriesContext(connection) as queries:
            Client().post(path, data)
        asked = [
            f"{q['sql'].split()[0]} {table}"
            for q in queries
            for table in re.findall(r'(?:FROM|INTO|UPDATE) "(\w+)"', q["sql"])
        ]
        return len(hashes), asked

    for email in ("first@example.org", known.email):  # the first of each writes the shared text of its mail
        work(ASK, {"email": email})
        work("/accounts/password/reset/", {"email": email})
    for path in (ASK, "/accounts/password/reset/"):
        assert work(path, {"email": known.email}) == work(path, {"email": "other@example.org"})
    wrong = {"password": "wrong as can be"}
    for email in (known.email, without.email, "other@example.org"):
        assert work(LOGIN, {"login": email} | wrong)[0] == 1, email


def test_asking_too_often_is_refused_alike() -> None:
    """Five codes in a quarter of an hour for one address, known or not."""
    known = factories.person(email="known@example.org")
    pages = []
    for email in (known.email, "other@example.org"):
        for _ in range(5):
            ask(Client(), email)
        answer = Client().post(ASK, {"email": email})
        assert answer.status_code == 200
        assert Message.objects.filter(address=email).count() == 5
        page = re.sub(r'name="csrfmiddlewaretoken" value="[^"]+"', "", answer.content.decode())
        pages.append(page.replace(email, "ADDRESS"))
    assert pages[0] == pages[1]
    assert "too often" in pages[0]


def test_guessing_passwords_is_slowed_down() -> None:
    """After five wrong ones for an account, from any network, the right one has to wait too."""
    person = factories.person(password=PASSWORD)
    for number in range(5):
        client = Client(REMOTE_ADDR=f"198.51.100.{number + 1}")
        assert (
            "not right" in client.post(LOGIN, {"login": person.email, "password": "wrong"}).content.decode()
        )
    answer = Client().post(LOGIN, {"login": person.email, "password": PASSWORD})
    assert answer.status_code == 200
    assert "too often" in answer.content.decode()


def test_a_forged_forwarded_for_does_not_escape_the_throttle() -> None:
    """Without a trusted proxy the header is not believed."""
    person = factories.person(password=PASSWORD)
    for number in range(20):
        client = Client(headers={"x-forwarded-for": f"203.0.113.{number}"})
        client.post(LOGIN, {"login": f"x{number}@example.org", "password": "wrong"})
    answer = Client().post(LOGIN, {"login": person.email, "password": PASSWORD})
    assert "too often" in answer.content.decode()


@pytest.mark.parametrize(
    "target",
    [
        "//evil.example/x",
        "https://evil.example/",
        "/\\evil.example",
        "javascript:alert(1)",
        "https:evil.example",
    ],
)
def test_nobody_is_sent_elsewhere(target: str) -> None:
    """After the code, the password, and when signed in already."""
    person = factories.person(password=PASSWORD)
    by_password = Client()
    answer = by_password.post(LOGIN, {"login": person.email, "password": PASSWORD, "next": target})
    assert answer["Location"] == "/my/"
    assert by_password.get(LOGIN, {"next": target})["Location"] == "/my/"
    by_code = Client()
    message_before = by_code.post(ASK, {"email": person.email, "next": target})
    assert "evil" not in message_before["Location"].replace("next=", "").split("?")[0]
    message = Message.objects.filter(address=person.email).order_by("-pk")[0]
    answer = by_code.post(ENTER, {"code": code_of(message), "next": target})
    assert answer["Location"] == "/my/"


def test_back_to_where_one_wanted_to_go(client: Client) -> None:
    """A page that asks for signing in is shown afterwards."""
    person = factories.person()
    asked = client.get("/my/about-me/")
    assert asked["Location"] == "/accounts/login/?next=/my/about-me/"
    client.post(ASK, {"email": person.email, "next": "/my/about-me/"})
    message = Message.objects.get(address=person.email)
    answer = client.post(ENTER, {"code": code_of(message), "next": "/my/about-me/"})
    assert answer["Location"] == "/my/about-me/"


def test_nobody_signs_up(client: Client) -> None:
    """Accounts are made by enrolment."""
    answer = client.post(
        "/accounts/signup/", {"email": "new@example.org", "password1": PASSWORD, "is_superuser": "on"}
    )
    assert answer.status_code == 200
    assert not Message.objects.exists()
    assert "new@example.org" not in answer.content.decode()


@pytest.mark.parametrize("path", ["/office/login/?next=/office/pages/", "/_util/login/?next=/office/pages/"])
def test_other_doors_lead_to_the_one_front_door(client: Client, path: str) -> None:
    """Wagtail's own pages for signing in take no password."""
    assert client.get(path)["Location"] == "/accounts/login/?next=/office/pages/"
    assert client.post(path, {"username": "a", "password": "b"}).status_code == 302


@pytest.mark.parametrize("path", ["/office/password_reset/", "/office/password_reset/confirm/x/y/"])
def test_other_ways_to_a_password_are_closed(client: Client, path: str) -> None:
    """A password is reset by a code."""
    assert client.get(path)["Location"] == "/accounts/password/reset/"


def test_line_breaks_in_an_address_reach_no_header(client: Client) -> None:
    """A second header cannot be begun."""
    answer = client.post(ASK, {"email": "sam@example.org\r\nBcc: all@example.org"})
    assert answer.status_code == 200
    assert not Message.objects.exists()


def test_the_pages_speak_french(client: Client) -> None:
    """Under /fr/, with codes for people who read French."""
    page = client.get("/fr" + LOGIN)
    assert page.status_code == 200
    assert 'lang="fr-CA"' in page.content.decode()
    assert ask(client, "inconnue@example.org", "/fr").language == "fr"


@pytest.mark.parametrize("fault", ["stop", "pause"])
def test_without_redis_people_still_sign_in(
    client: Client, own_redis: Callable[[], RedisServer], settings: Any, fault: str
) -> None:
    """Stopped or hung: within five seconds, and guessing is still slowed down."""
    server = own_redis()
    settings.REDIS_URL = server.url
    settings.CACHES = {"default": settings.CACHES["default"] | {"LOCATION": f"{server.url}/1"}}
    person = factories.person(password=PASSWORD)
    getattr(server, fault)()
    begun = time.monotonic()
    message = ask(client, person.email)
    assert client.post(ENTER, {"code": code_of(message)}).status_code == 302
    assert time.monotonic() - begun < 5
    for _ in range(5):
        Client().post(LOGIN, {"login": person.email, "password": "wrong"})
    answer = Client().post(LOGIN, {"login": person.email, "password": PASSWORD})
    assert "too often" in answer.content.decode()


@pytest.mark.parametrize("path", ["/office/", "/office/cohorts/", "/office/login/?next=/office/"])
@pytest.mark.parametrize(
    ("language", "words"),
    [("en", "This part is for staff"), ("fr", "Cette partie est réservée au personnel")],
)
def test_the_office_tells_who_is_no_staff_so(client: Client, path: str, language: str, words: str) -> None:
    """A plain page in their language with the way to their own; never a circle of pages that send one on."""
    client.force_login(factories.person(language=language))
    answer = client.get(path, follow=True)  # a circle raises RedirectCycleError
    shown = answer.content.decode()
    assert answer.status_code == 403
    assert words in shown
    assert f'href="{"/fr" if language == "fr" else ""}/my/"' in shown
    assert client.get("/my/").status_code == 200


@pytest.mark.parametrize(
    ("address", "words", "updates"),
    [("/my/", "My training is for people who are enrolled.", "/updates/"), ("/fr/my/", "", "/fr/updates/")],
)
def test_who_is_not_enrolled_is_told_where_to_start(
    client: Client, address: str, words: str, updates: str
) -> None:
    page = client.get(address, follow=True).content.decode()
    main = page.split("<main")[1].split("</main>")[0]
    assert words in main
    assert f'href="{updates}"' in main


@pytest.mark.django_db
def test_passkeys_are_offered_by_the_script_only(client: Client) -> None:
    """Without JavaScript the button could only lead to an error; cms/static/js/site.js shows it."""
    page = client.get("/accounts/login/").content.decode()

    offer = page[: page.index('id="passkey_login"')].rpartition("<p ")[2]
    assert "data-needs-script hidden" in offer
    assert "js/site.js" in page

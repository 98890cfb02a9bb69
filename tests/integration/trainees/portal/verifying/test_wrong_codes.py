"""Wrong codes: one answer to all of them, kept out of logs, and only so many of them."""

from typing import Any

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from pytest_django.fixtures import Settings

from cms.logs import HideKeys
from tests.servers.redis import RedisServer
from trainees.portal.verifying.throttle import WRONG_TRIES
from trainees.rules.certificates import grouped, new_code

from .reading import address, certificate, soup, text, words

pytestmark = pytest.mark.django_db


WRONG = (
    "a" * 26, "a" * 25, "a" * 27, "2" * 32, "b" * 300, "189 0", "code", "x", "İ" * 26, "%", "<b>", "AL-2026-00001", "-",
)  # fmt: skip


def test_a_wrong_code_is_answered_by_how_it_looks_alone_and_keeps_what_was_typed(client: Client) -> None:
    made = certificate()
    bodies: dict[str, set[str]] = {}
    for number, code in enumerate((*WRONG, made.code[:-1], made.serial, "TEST-1999-00001")):
        for page, status in (
            (client.get(reverse("verify:certificate", args=[code])), 404),
            (client.post("/verify/", {"code": code}), 422),
        ):
            assert page.status_code == status
            field = soup(page).find(id="id_code")
            assert field["value"] == code[:200]
            main = soup(page).main
            main.find(id="id_code")["value"] = ""
            said = " ".join(main.find(id="id_code_error").get_text(" ").split())
            bodies.setdefault(said, set()).add(str(main).replace(said, ""))
        if number % 10 == 9:
            forget_wrong_tries()
    assert len(set.union(*bodies.values())) == 1
    assert any("We know no certificate with this code." in said for said in bodies)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("a" * 26, "We know no certificate with this code. Please check each character."),
        ("AL-2026-00002", "This looks like the serial number. The code stands beside the square picture."),
        ("al 2026 99999", "This looks like the serial number."),
        ("abcd", "A code has 26 characters. 22 characters are missing here."),
        ("abcde fghij klmno pqrst uvwxy", "A code has 26 characters. 1 character is missing here."),
        ("a" * 27, "A code has 26 characters. Here is 1 too many."),
        ("a" * 30, "A code has 26 characters. Here are 4 too many."),
    ],
)
def test_what_may_be_wrong_with_it_is_said(client: Client, typed: str, said: str) -> None:
    assert said in words(client.post("/verify/", {"code": typed}))


def forget_wrong_tries() -> None:
    cache.clear()


@pytest.mark.parametrize("method", ["get", "post"])
def test_a_wrong_code_takes_as_many_queries_whatever_it_is(client: Client, method: str) -> None:
    def queries(code: str) -> int:
        with CaptureQueriesContext(connection) as made:
            if method == "get":
                client.get(reverse("verify:certificate", args=[code]))
            else:
                client.post("/verify/", {"code": code})
        return len(made)

    queries("a")
    assert len({queries(code) for code in WRONG}) == 1


def test_nothing_typed_is_asked_for(client: Client) -> None:
    page = client.post("/verify/", {})
    assert page.status_code == 422
    assert "Please type the code." in words(page)


def test_a_wrong_code_stands_in_no_log_that_people_read(
    client: Client, caplog: pytest.LogCaptureFixture
) -> None:
    code = new_code()
    for typed in (code, grouped(code).replace(" ", "-"), grouped(code)):
        client.get(reverse("verify:certificate", args=[typed]))
    client.post("/verify/", {"code": code})
    records = [one for one in caplog.records if one.name == "django.request"]
    assert len(records) == 4
    for record in records:
        assert HideKeys().filter(record)
        assert code[:5] not in record.getMessage()


def test_after_too_many_wrong_ones_a_connection_waits(client: Client, settings: Settings) -> None:
    made = certificate()
    for number in range(WRONG_TRIES):
        assert client.get(address(made)).status_code == 200  # a list of right ones is never too long
        assert client.get(f"/verify/{number}/").status_code == 404
    for page in (
        client.get(address(made)),
        client.post("/verify/", {"code": "typed by hand"}),
        client.post("/verify/", {"code": made.code}),
        client.post("/verify/badge/", {"text": "{}"}),
    ):
        assert page.status_code == 429
        assert page["Retry-After"] == "3600"
        assert "You can go on in an hour." in words(page)
        assert settings.CONTACT_EMAIL in words(page)
        assert "Noor" not in text(page)
    assert "typed by hand" in words(client.post("/verify/", {"code": "typed by hand"}))
    assert client.get("/fr/verify/abc/").status_code == 429
    assert client.get("/verify/").status_code == 200
    assert Client(REMOTE_ADDR="198.51.100.7").get(address(made)).status_code == 200


def test_behind_a_proxy_each_client_counts_for_itself(settings: Settings) -> None:
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    made = certificate()
    one = Client(headers={"X-Forwarded-For": "203.0.113.1, 198.51.100.1"})
    for _ in range(WRONG_TRIES):
        one.get("/verify/abc/")
    assert one.get(address(made)).status_code == 429
    # What a client writes into the header itself does not make another of it.
    assert (
        Client(headers={"X-Forwarded-For": "203.0.113.99, 198.51.100.1"}).get(address(made)).status_code
        == 429
    )
    assert Client(headers={"X-Forwarded-For": "198.51.100.2"}).get(address(made)).status_code == 200


def test_who_holds_a_block_of_addresses_counts_once() -> None:
    made = certificate()
    for number in range(WRONG_TRIES):
        Client(REMOTE_ADDR=f"2001:db8:0:1::{number:x}").get("/verify/abc/")
    assert Client(REMOTE_ADDR="2001:db8:0:1:ffff::1").get(address(made)).status_code == 429
    assert Client(REMOTE_ADDR="2001:db8:0:2::1").get(address(made)).status_code == 200


def test_without_redis_everybody_is_answered_and_the_process_counts(
    client: Client, settings: Settings, own_redis: Any
) -> None:
    server: RedisServer = own_redis()
    settings.CACHES = {"default": {"BACKEND": "cms.cache.PatientCache", "LOCATION": f"{server.url}/1"}}
    server.stop()
    made = certificate()
    assert client.get(address(made)).status_code == 200
    for _ in range(WRONG_TRIES):
        assert client.get("/verify/abc/").status_code == 404
    assert client.get(address(made)).status_code == 429

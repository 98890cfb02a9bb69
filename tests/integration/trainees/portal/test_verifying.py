"""The pages that verify certificates: what strangers read there, what never, and how often they may be wrong."""

import datetime as dt
import json
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from pytest_django.fixtures import Settings

from cms.logs import HideKeys
from cms.updates.models import Subscriber
from tests import factories
from tests.servers.redis import RedisServer
from trainees.enums import BadgeFault
from trainees.models import Certificate
from trainees.operations.badges import badge_jwt, signed_badge
from trainees.portal.verifying.throttle import WRONG_TRIES
from trainees.queries.badges import WITH_CLOCK
from trainees.rules.certificates import grouped, new_code

pytestmark = pytest.mark.django_db
CANARY = "Canary"


def certificate(name: str = "Noor", **fields: Any) -> Certificate:
    return factories.certificate(
        factories.enrolment(factories.awarding_cohort(seats=60), chosen_name=name), **fields
    )


def address(made: Certificate) -> str:
    return f"/verify/{made.code}/"


def text(response: Any) -> str:
    return str(response.content.decode())


def words(response: Any) -> str:
    """What the page says, without its frame."""
    return " ".join(BeautifulSoup(response.content, "html.parser").main.get_text(" ").split())


def h1(response: Any) -> str:
    return " ".join(BeautifulSoup(response.content, "html.parser").h1.get_text(" ").split())


def in_days(days: int) -> dt.date:
    return factories.today() + dt.timedelta(days=days)


def test_a_stranger_types_the_code_and_reads_that_it_is_valid(client: Client) -> None:
    made = certificate(expires_on=in_days(400))
    response = client.post("/verify/", {"code": grouped(made.code).upper()})
    assert (response.status_code, response["Location"]) == (303, address(made))
    page = client.get(address(made))
    assert page.status_code == 200
    assert h1(page) == "This certificate is valid"
    for said in (
        "Noor",
        "Certified",
        made.content["programme"]["en"],
        made.content["host"],
        made.serial,
        "6 hours",
    ):
        assert said in words(page)
    # The state comes first.
    assert words(page).startswith("This certificate is valid")
    assert h1(client.get(f"/fr{address(made)}")) != ""


@pytest.mark.parametrize(
    ("fields", "heading"),
    [
        ({}, "This certificate is valid"),
        (
            {"issued_on": dt.date(2020, 1, 1), "expires_on": dt.date(2021, 1, 1)},
            "This certificate has expired",
        ),
        ({"revoked_at": timezone.now(), "revoke_reason": "x"}, "This certificate was revoked"),
        ({"replaced_at": timezone.now()}, "This certificate was replaced"),
    ],
)
def test_each_state_is_a_sentence_with_a_sign(client: Client, fields: dict[str, Any], heading: str) -> None:
    page = client.get(address(certificate(**fields)))
    assert h1(page) == heading
    assert BeautifulSoup(page.content, "html.parser").h1.svg["aria-hidden"] == "true"


def test_a_renewed_one_says_until_when_the_newer_one_is_valid_and_not_its_code_or_serial(
    client: Client,
) -> None:
    old = certificate(issued_on=in_days(-800), expires_on=in_days(-20))
    newer = factories.renewed_certificate(old, expires_on=dt.date(2031, 5, 1))
    page = client.get(address(old))
    assert "The newer one is valid until 1 May 2031." in words(page)
    assert newer.code not in text(page)
    assert newer.serial not in text(page)


@pytest.mark.parametrize("hides", [False, True])
@pytest.mark.parametrize("is_revoked", [False, True])
def test_nothing_else_is_anywhere_in_the_answer(client: Client, hides: bool, is_revoked: bool) -> None:
    """Whatever must not be told is planted in every field that holds it, and looked for in body and headers."""
    cohort = factories.awarding_cohort(name_en=f"{CANARY} cohort", name_fr=f"{CANARY} cohorte")
    holder = factories.person(
        f"{CANARY} chosen", email="canary@example.org", pronouns=f"{CANARY} pronouns", phone="604-555-0199"
    )
    of = factories.enrolment(cohort, held_by=holder)
    boss = factories.person(f"{CANARY} boss")
    proposed = factories.proposal(
        of,
        judgement={"text": f"{CANARY} judgement"},
        rules=[{"x": f"{CANARY} rules"}],
        override_reason=f"{CANARY} override",
        answer=f"{CANARY} answer",
    )
    first = factories.certificate(of, name=f"{CANARY} old name")
    name = f"{CANARY} printed" if hides else "Noor Shown"
    over = (
        {"revoked_at": timezone.now(), "revoked_by": boss, "revoke_reason": f"{CANARY} why"}
        if is_revoked
        else {}
    )
    content = first.content | {
        "criteria": {"en": f"{CANARY} criteria", "fr": f"{CANARY} critères"},
        "modules": [
            {"code": f"{CANARY}1", "en": f"{CANARY} module", "fr": f"{CANARY} module", "minutes": 4242}
        ],
    }
    made = factories.renewed_certificate(
        first,
        name=name,
        content=content,
        hides_name=hides,
        proposal=proposed,
        judgement={"met": True, "text": f"{CANARY} judgement"},
        reason=f"{CANARY} reason",
        issued_by=boss,
        status_list=777_777,
        **over,
    )
    # What else the same person holds.
    other = factories.certificate(
        factories.enrolment(factories.awarding_cohort(), held_by=holder),
        content={"award": {"en": f"{CANARY} other"}},
    )
    for language in ("", "/fr"):
        for accept in ("text/html", "application/json"):
            page = client.get(f"{language}{address(made)}", headers={"accept": accept})
            assert page.status_code == 200
            assert page["Content-Type"] == "text/html; charset=utf-8"
            everything = text(page) + json.dumps(dict(page.headers))
            assert ("Noor Shown" in everything) is not hides
            for secret in (
                CANARY.lower(), "0199", "4242", "777777", other.code, other.serial, first.code, first.serial,
                "application/ld+json", "og:", holder.get_username(),
            ):  # fmt: skip
                assert secret not in everything.lower(), secret
    old = client.get(address(first))
    assert CANARY.lower() not in text(old).lower()


def test_a_hidden_name_is_said_to_be_hidden_and_how_to_learn_it(client: Client) -> None:
    page = client.get(address(certificate(name="Zebedee", hides_name=True)))
    assert "Zebedee" not in text(page)
    assert "The holder has chosen not to show the name here." in words(page)
    assert "Ask the person who gave you the certificate" in words(page)


def test_it_is_read_when_account_and_enrolment_are_gone(client: Client) -> None:
    made = certificate()
    enrolled, person = made.enrolment, made.person
    Certificate.objects.filter(pk=made.pk).update(person=None, enrolment=None)
    enrolled.delete()
    person.delete()
    page = client.get(address(made))
    assert h1(page) == "This certificate is valid"
    assert "Noor" in words(page)


def test_no_search_engine_cache_or_other_site_hears_of_it(client: Client) -> None:
    made = certificate()
    for path in (
        address(made),
        "/verify/",
        "/verify/register/",
        "/verify/badge/",
        "/verify/abc/",
        f"/fr{address(made)}",
    ):
        page = client.get(path)
        assert page["X-Robots-Tag"] == "noindex, nofollow"
        assert page["Referrer-Policy"] == "no-referrer"
        assert {"no-store", "private"} <= set(page["Cache-Control"].replace(" ", "").split(","))
        robots = BeautifulSoup(page.content, "html.parser").find("meta", {"name": "robots"})
        assert "noindex" in robots["content"]
        assert not page.cookies
    title = BeautifulSoup(client.get(address(made)).content, "html.parser").title.string
    assert "Noor" not in title
    assert made.code not in title
    for path in ("/sitemap.xml", "/search/?q=Noor", "/search/?q=certificate"):
        assert "/verify/" not in text(client.get(path)).replace('href="/verify/"', "")


def test_robots_are_asked_not_to_come(client: Client) -> None:
    lines = text(client.get("/robots.txt")).splitlines()
    assert {"Disallow: /verify/", "Disallow: /fr/verify/"} <= set(lines)


def test_a_report_of_a_barrier_is_not_told_the_code(client: Client) -> None:
    made = certificate()
    assert made.code not in text(client.get(address(made))).replace(f'href="/fr{address(made)}"', "")


WRONG = (
    "a" * 26, "a" * 25, "a" * 27, "2" * 32, "b" * 300, "189 0", "code", "x", "İ" * 26, "%", "<b>", "AL-2026-00001", "-",
)  # fmt: skip


def test_every_wrong_code_has_the_same_answer_and_keeps_what_was_typed(client: Client) -> None:
    certificate()
    bodies = set()
    for number, code in enumerate(WRONG):
        for page, status in (
            (client.get(reverse("verify:certificate", args=[code])), 404),
            (client.post("/verify/", {"code": code}), 422),
        ):
            assert page.status_code == status
            field = BeautifulSoup(page.content, "html.parser").find(id="id_code")
            assert field["value"] == code[:200]
            main = BeautifulSoup(page.content, "html.parser").main
            main.find(id="id_code")["value"] = ""
            bodies.add(str(main))
        if number % 10 == 9:
            forget_wrong_tries()
    assert len(bodies) == 1
    assert "We know no certificate with this code." in bodies.pop()


def forget_wrong_tries() -> None:
    from django.core.cache import cache

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


def test_a_revoked_one_is_shown_as_revoked_at_once(client: Client) -> None:
    """Nothing is kept of it: not by the page cache, not by browsers."""
    made = certificate(is_listed=True)
    for _ in range(2):
        assert h1(client.get(address(made))) == "This certificate is valid"
        assert "Noor" in words(client.get("/verify/register/"))
    Certificate.objects.filter(pk=made.pk).update(revoked_at=timezone.now(), revoke_reason="x")
    assert h1(client.get(address(made))) == "This certificate was revoked"
    assert "Noor" not in words(client.get("/verify/register/"))


@pytest.mark.parametrize("method", ["post", "put", "delete"])
def test_a_certificate_is_only_read(client: Client, method: str) -> None:
    assert getattr(client, method)(address(certificate())).status_code == 405


def test_the_footer_leads_here_in_both_languages(client: Client) -> None:
    for language in ("", "/fr"):
        footer = BeautifulSoup(client.get(f"{language}/search/").content, "html.parser").footer
        assert footer.find("a", href=f"{language}/verify/") is not None
        assert f'href="{language}/verify/register/"' in text(client.get(f"{language}/verify/"))
        register = BeautifulSoup(client.get(f"{language}/verify/register/").content, "html.parser")
        assert register.main.find("a", href=f"{language}/verify/") is not None


# Badges


def signed(**fields: Any) -> tuple[Certificate, str, str]:
    """A certificate with its badge, as JSON and as a JWT."""
    made = Certificate.objects.select_related(WITH_CLOCK).get(pk=certificate(**fields).pk)
    return made, json.dumps(signed_badge(certificate=made)), badge_jwt(certificate=made)


def upload(client: Client, content: str | bytes, name: str = "badge.json") -> Any:
    raw = content.encode() if isinstance(content, str) else content
    return client.post("/verify/badge/", {"file": SimpleUploadedFile(name, raw)})


def test_a_genuine_badge_is_answered_with_its_certificate(client: Client) -> None:
    made, as_json, as_jwt = signed()
    for page in (
        upload(client, as_json),
        upload(client, b"\xef\xbb\xbf" + as_json.encode()),
        upload(client, as_jwt, "badge.jwt"),
        client.post("/verify/badge/", {"text": f"\n {as_json} "}),
        client.post("/verify/badge/", {"text": as_jwt}),
    ):
        assert page.status_code == 200
        assert h1(page) == "This certificate is valid"
        assert "The badge is genuine." in words(page)
        assert made.serial in words(page)
    assert "genuine" not in words(client.get(f"{address(made)}?is_badge=True&badge=genuine"))


def test_a_genuine_badge_of_a_revoked_certificate_says_that_first(client: Client) -> None:
    made, as_json, _jwt = signed()
    Certificate.objects.filter(pk=made.pk).update(
        revoked_at=timezone.now(), revoke_reason="Canary", hides_name=True
    )
    page = upload(client, as_json)
    assert h1(page) == "This certificate was revoked"
    assert "Canary" not in text(page)
    assert "Noor" not in text(page)


def test_what_is_no_badge_of_ours_is_refused_at_its_field(client: Client) -> None:
    _made, as_json, _jwt = signed()
    changed = json.loads(as_json)
    changed["validFrom"] = "2020-01-01T00:00:00Z"
    for content, fault in (
        (json.dumps(changed), BadgeFault.CHANGED),
        ("{}", BadgeFault.UNREADABLE),
        (b"%PDF-1.7 \xff\xfe", BadgeFault.UNREADABLE),
        ("x" * (64 * 1024 + 1), BadgeFault.TOO_LONG),
        ("x" * 300_000, BadgeFault.TOO_LONG),
    ):
        page = upload(client, content)
        assert page.status_code == 422
        error = BeautifulSoup(page.content, "html.parser").find(id="id_file_error")
        assert str(fault.label) in error.get_text()
    page = client.post("/verify/badge/", {"text": "no badge <b>"})
    assert page.status_code == 422
    assert BeautifulSoup(page.content, "html.parser").find(id="id_text").string.strip() == "no badge <b>"
    nothing = client.post("/verify/badge/", {})
    assert nothing.status_code == 422
    assert "Choose a file, or paste the text of a badge." in words(nothing)
    assert upload(client, "").status_code == 422


def test_wrong_badges_count_as_wrong_tries(client: Client) -> None:
    made = certificate()
    for _ in range(WRONG_TRIES):
        assert client.post("/verify/badge/", {"text": "{}"}).status_code == 422
    assert client.get(address(made)).status_code == 429


# The register


def test_an_empty_register_says_what_will_be_there(client: Client) -> None:
    certificate("Kit")
    page = client.get("/verify/register/")
    assert page.status_code == 200
    assert "Nobody is listed yet" in words(page)
    assert "Kit" not in text(page)


def test_the_register_has_names_and_neither_codes_nor_ids(client: Client) -> None:
    made = certificate("Émile", is_listed=True, expires_on=in_days(300))
    certificate("Cy")
    page = client.get("/verify/register/", {"q": "emile"})
    assert "Émile" in words(page)
    assert "Cy" not in words(page)
    assert "1 certificate" in words(page)
    for secret in (made.code, made.serial, made.person.email, f"/{made.pk}/", f'"{made.pk}"'):
        assert secret not in text(page)
    none = client.get("/verify/register/", {"q": "<b>zz"})
    assert "Nobody in the register fits" in words(none)
    assert "<b>zz" not in text(none)


def test_pages_and_filters_that_are_none(client: Client) -> None:
    cohort = factories.awarding_cohort(seats=60)
    other = factories.awarding_cohort()
    for number in range(27):
        factories.certificate(factories.enrolment(cohort, chosen_name=f"Kai {number:02}"), is_listed=True)
    factories.certificate(factories.enrolment(other, chosen_name="Zoe"), is_listed=True)

    def names(**query: str) -> list[str]:
        page = client.get("/verify/register/", query)
        assert page.status_code == 200
        return [cell.string for cell in BeautifulSoup(page.content, "html.parser").select("tbody th")]

    assert len(names()) == 25
    assert names(page="2") == ["Kai 25", "Kai 26", "Zoe"]
    assert names(page="99") == names(page="2")
    assert (
        names(page="x")
        == names(programme="no-such")
        == names(programme="1 OR 1")
        == names(q="\x00")
        == names()
    )
    assert names(programme=other.programme.slug) == ["Zoe"]
    page = client.get("/verify/register/", {"q": "kai", "page": "1"})
    assert 'href="?q=kai&amp;page=2"' in text(page)


# The holder's choices


def choices(made: Certificate) -> tuple[bool, bool]:
    return Certificate.objects.values_list("hides_name", "is_listed").get(pk=made.pk)


def test_the_holder_chooses(client: Client) -> None:
    made = certificate()
    client.force_login(made.person)
    name, listed = (reverse(f"portal:certificate_{what}", args=[made.pk]) for what in ("name", "listed"))
    for _ in range(2):
        answer = client.post(listed, {"listed": "yes"})
        assert (answer.status_code, answer["Location"]) == (303, "/my/certificates/")
    assert choices(made) == (False, True)
    client.post(name, {"hides": "yes"})
    assert choices(made) == (True, False)
    client.post(listed, {"listed": "yes"})
    assert choices(made) == (True, False)
    client.post(name, {"hides": "no"})
    assert choices(made) == (False, False)
    for address_, data in (
        (name, {}),
        (name, {"hides": "1"}),
        (listed, {"listed": "x"}),
        (listed, {"hides": "yes"}),
    ):
        assert client.post(address_, data).status_code == 303
        assert choices(made) == (False, False)


def test_nobody_chooses_for_another(client: Client) -> None:
    made = certificate(is_listed=True)
    for who in (factories.person("Bo"), factories.person("Ada", is_superuser=True)):
        client.force_login(who)
        for what, data in (("name", {"hides": "yes"}), ("listed", {"listed": "no"})):
            assert client.post(reverse(f"portal:certificate_{what}", args=[made.pk]), data).status_code == 404
            assert client.post(reverse(f"portal:certificate_{what}", args=[10**30]), data).status_code == 404
    client.logout()
    assert (
        client.post(reverse("portal:certificate_name", args=[made.pk]), {"hides": "yes"}).status_code == 302
    )
    assert choices(made) == (False, True)


def test_a_subscriber_or_a_session_is_not_made_by_looking(client: Client) -> None:
    made = certificate()
    client.post("/verify/", {"code": made.code})
    client.get(address(made))
    assert not client.cookies
    assert not Subscriber.objects.exists()

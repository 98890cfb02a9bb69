"""What strangers read on a certificate's page, and what never."""

import datetime as dt
import json
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from cms.updates.models import Subscriber
from tests import factories
from trainees.models import Certificate
from trainees.rules.certificates import grouped

from .reading import address, certificate, h1, in_days, soup, text, words

pytestmark = pytest.mark.django_db
LATE = dt.datetime(2027, 3, 4, 2, tzinfo=dt.UTC)  # still the third of March in Vancouver
CANARY = "Canary"


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
    assert soup(page).h1.svg["aria-hidden"] == "true"


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


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"revoked_at": LATE, "revoke_reason": "x"}, "It was revoked on 3 March 2027."),
        ({"replaced_at": LATE}, "It was replaced on 3 March 2027."),
    ],
)
@pytest.mark.parametrize("expires_on", [None, dt.date(2030, 1, 1)])
def test_one_that_does_not_stand_says_since_which_day_and_not_until_when(
    client: Client, fields: dict[str, Any], said: str, expires_on: dt.date | None
) -> None:
    page = words(client.get(address(certificate(expires_on=expires_on, **fields))))
    assert said in page
    assert "Valid until" not in page
    assert "No end" not in page


def test_it_is_read_when_account_and_enrolment_are_gone(client: Client) -> None:
    made = certificate()
    enrolled: Any = made.enrolment
    person: Any = made.person
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
        robots = soup(page).find("meta", {"name": "robots"})
        assert "noindex" in robots["content"]
        assert not page.cookies
    title = soup(client.get(address(made))).title.string
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
        footer = soup(client.get(f"{language}/search/")).footer
        assert footer.find("a", href=f"{language}/verify/") is not None
        assert f'href="{language}/verify/register/"' in text(client.get(f"{language}/verify/"))
        register = soup(client.get(f"{language}/verify/register/"))
        assert register.main.find("a", href=f"{language}/verify/") is not None


def test_a_subscriber_or_a_session_is_not_made_by_looking(client: Client) -> None:
    made = certificate()
    client.post("/verify/", {"code": made.code})
    client.get(address(made))
    assert not client.cookies
    assert not Subscriber.objects.exists()

"""What a badge says: the award, the dates, the holder's name if they show it; and no more of the holder."""

import datetime as dt
import json
import zoneinfo
from typing import Any

import pytest
from django.test import override_settings
from django.urls import reverse

from tests import factories
from trainees.badges import addresses
from trainees.badges.credential import badge, in_languages
from trainees.operations.badges import badge_jwt, signed_badge
from trainees.rules.verification import address_for


@pytest.mark.django_db
def test_it_says_what_the_certificate_says() -> None:
    certificate = factories.full_certificate(language="en")
    said = badge(certificate)
    course = certificate.award.edition.course
    assert said["id"] == address_for(certificate.code)
    assert said["type"] == ["VerifiableCredential", "OpenBadgeCredential"]
    assert said["name"] == "Certified"
    assert said["issuer"] == {
        "id": "did:web:testserver",
        "type": ["Profile"],
        "name": course.programme.host,
        "description": course.programme.name_en,
        "url": "http://testserver/",
    }
    assert said["credentialSubject"] == {
        "id": f"{said['id']}#holder",
        "type": ["AchievementSubject"],
        "identifier": [
            {
                "type": "IdentityObject",
                "identityType": "name",
                "hashed": False,
                "identityHash": "ʔəy̓ Zoë 中文 O'Neill",
            }
        ],
        "achievement": {
            "id": f"http://testserver/badges/awards/{certificate.award_id}/",
            "type": ["Achievement"],
            "achievementType": "Certificate",
            "name": "Certified",
            "description": f"{course.title_en} – {course.programme.name_en}",
            "criteria": {"narrative": "“All” <modules> & more."},
            "inLanguage": "en",
            "alignment": [
                {
                    "type": ["Alignment"],
                    "targetName": "National standards of peer support",
                    "targetUrl": "https://example.org/standards",
                },
                {
                    "type": ["Alignment"],
                    "targetName": "Code of conduct",
                    "targetUrl": "https://example.org/code",
                },
            ],
        },
    }
    assert said["credentialStatus"] == {
        "id": f"http://testserver/badges/status/1#{certificate.status_index}",
        "type": "BitstringStatusListEntry",
        "statusPurpose": "revocation",
        "statusListIndex": str(certificate.status_index),
        "statusListCredential": "http://testserver/badges/status/1",
    }


@pytest.mark.django_db
def test_its_addresses_lead_somewhere() -> None:
    with override_settings(SITE_URL="https://example.org"):
        paths = {
            addresses.status_address(3): reverse("badge_status", args=[3]),
            addresses.achievement_address(5): reverse("badges:achievement", args=[5]),
        }
    assert {f"https://example.org{path}": path for path in paths.values()} == paths


@pytest.mark.django_db
def test_a_bare_certificate_leaves_out_what_it_has_not() -> None:
    said = badge(factories.certificate(hides_name=True))
    assert "validUntil" not in said
    assert set(said["credentialSubject"]) == {"id", "type", "achievement"}
    assert "alignment" not in said["credentialSubject"]["achievement"]


@pytest.mark.django_db
def test_who_holds_it_is_in_it_only_by_the_name_they_show() -> None:
    person = factories.person("Rowan", email="canary-rowan@example.org")
    of = factories.enrolment(factories.awarding_cohort(), held_by=person)
    shown = factories.certificate(of, name="Rowan Birch")
    hidden = factories.certificate(
        factories.enrolment(factories.awarding_cohort(), held_by=person), name="Rowan Birch", hides_name=True
    )
    for certificate, names in ((shown, 1), (hidden, 0)):
        text = json.dumps(signed_badge(certificate=certificate))
        assert text.count("Rowan Birch") == names
        assert "canary-rowan" not in text
    subjects = {badge(one)["credentialSubject"]["id"] for one in (shown, hidden)}
    assert len(subjects) == 2, "two badges of one person can be laid side by side"


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("language", "name", "narrative", "said"),
    [
        ("en", "Certified", "All modules.", "en"),
        ("fr", "Certification", "Tous les modules.", "fr"),
        ("both", "Certified / Certification", "All modules.\n\nTous les modules.", None),
    ],
)
def test_it_speaks_the_certificates_language(
    language: str, name: str, narrative: str, said: str | None
) -> None:
    certificate = factories.full_certificate(language=language)
    certificate.content["criteria"] = {"en": "All modules.", "fr": "Tous les modules."}
    made = badge(certificate)["credentialSubject"]["achievement"]
    assert (made["name"], made["criteria"]["narrative"], made.get("inLanguage")) == (name, narrative, said)


@pytest.mark.parametrize(
    ("words", "language", "said"),
    [
        ({"en": "A", "fr": ""}, "fr", "A"),
        ({"en": "", "fr": "B"}, "en", "B"),
        ({"en": "Host", "fr": "Host"}, "both", "Host"),
        ({}, "en", ""),
        (None, "en", ""),
        ("plain", "both", "plain"),
    ],
)
def test_words_that_are_missing_come_from_the_other_language(words: Any, language: str, said: str) -> None:
    assert in_languages(words, language) == said


@pytest.mark.django_db
def test_it_is_valid_to_the_end_of_its_last_day_on_the_programmes_clock() -> None:
    certificate = factories.full_certificate(
        issued_on=dt.date(2026, 3, 1),
        first_awarded_on=dt.date(2026, 3, 1),
        issued_at=dt.datetime(2026, 3, 1, 20, 30, 15, 999, tzinfo=dt.UTC),
        expires_on=dt.date(2027, 3, 13),  # the clocks go forward in the night after it
    )
    assert certificate.award.edition.course.programme.tz == zoneinfo.ZoneInfo("America/Vancouver")
    said = badge(certificate)
    assert (said["validFrom"], said["validUntil"]) == ("2026-03-01T20:30:15Z", "2027-03-14T08:00:00Z")


@pytest.mark.django_db
def test_it_is_the_same_each_time() -> None:
    certificate = factories.full_certificate()
    made = [(signed_badge(certificate=certificate), badge_jwt(certificate=certificate)) for _ in range(2)]
    assert made[0] == made[1]


@pytest.mark.parametrize(
    ("site", "did"),
    [
        ("https://example.org", "did:web:example.org"),
        ("https://Training.Example.org/", "did:web:training.example.org"),
        ("http://127.0.0.1:8001", "did:web:127.0.0.1%3A8001"),
        ("https://user:word@example.org:8443", "did:web:example.org%3A8443"),
    ],
)
def test_the_did_is_made_from_the_sites_address(site: str, did: str) -> None:
    with override_settings(SITE_URL=site):
        assert addresses.did() == did


def test_a_code_is_read_from_our_own_addresses_only() -> None:
    ours = address_for("abc234")
    assert addresses.code_in(ours) == "abc234"
    for other in (
        f"{ours}more",
        ours[:-1],
        ours.replace("testserver", "example.org"),
        "abc234",
        "",
        f"{ours}/",
    ):
        assert addresses.code_in(other) == ""

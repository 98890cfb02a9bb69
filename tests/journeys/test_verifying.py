"""A stranger checks a certificate: by keyboard with the code, on a phone with the picture, and with a badge."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from tests import factories
from tests.servers.stack import LiveStack
from trainees.models import Certificate
from trainees.operations.badges import signed_badge
from trainees.queries.badges import WITH_CLOCK
from trainees.rules.certificates import grouped

from .people import Guest

pytestmark = pytest.mark.journeys
PHONE = {"viewport": {"width": 320, "height": 640}, "java_script_enabled": False, "has_touch": True}


@dataclass
class World:
    """Noor holds a certificate, and stands in the register."""

    certificate: Certificate


@pytest.fixture
def world(stack: LiveStack) -> World:
    """An award that was given today."""
    made = factories.certificate(
        factories.enrolment(factories.awarding_cohort(), chosen_name="Noor"), is_listed=True
    )
    return World(Certificate.objects.select_related(WITH_CLOCK).get(pk=made.pk))


def revoke(certificate: Certificate) -> None:
    Certificate.objects.filter(pk=certificate.pk).update(revoked_at=timezone.now(), revoke_reason="An error.")


def test_by_keyboard_with_the_code(somebody: Callable[..., Guest], world: World) -> None:
    employer = somebody()
    employer.opens("/updates/subscribe/")
    employer.tabs_to("Check a certificate", within="footer")
    employer.hits("Enter")
    employer.is_at("/verify/")
    employer.walks_through()
    employer.skips_the_head()
    employer.tabs_to("Code of the certificate", within="main")
    code = grouped(world.certificate.code)
    employer.types(f"{code[:-1]}9")
    employer.hits("Enter")
    # After a mistake reading goes on at what is to be put right; what was typed is still there.
    expect(employer.tab.locator("[data-error-summary]")).to_be_focused()
    employer.is_at("/verify/")
    employer.hits("Tab")
    employer.hits("Enter")
    expect(employer.tab.locator("#id_code")).to_be_focused()
    expect(employer.tab.locator("#id_code")).to_have_value(f"{code[:-1]}9")
    employer.hits("Control+a")
    employer.types(code)
    employer.hits("Enter")
    employer.is_at(f"/verify/{world.certificate.code}/")
    expect(employer.tab.locator("h1")).to_have_text("This certificate is valid")
    employer.reads("Noor", "Certified", world.certificate.serial)
    employer.walks_through()

    revoke(world.certificate)
    employer.tab.reload()
    expect(employer.tab.locator("h1")).to_have_text("This certificate was revoked")
    employer.does_not_read("An error.")


def test_on_a_phone_by_the_picture_then_in_the_register(somebody: Callable[..., Guest], world: World) -> None:
    employer = somebody(**PHONE)
    employer.opens(f"/verify/{world.certificate.code}/")
    expect(employer.tab.locator("h1")).to_have_text("This certificate is valid")
    assert employer.has_no_sideways_scrolling()
    employer.follows("Check another certificate")
    employer.follows("Open the register")
    employer.fills(q="NÓOR")
    employer.presses("Search")
    employer.reads("1 certificate", "Noor")
    assert employer.has_no_sideways_scrolling()
    revoke(world.certificate)
    employer.tab.reload()
    employer.reads("Nobody in the register fits")


def test_with_a_badge(somebody: Callable[..., Guest], world: World, tmp_path: Path) -> None:
    badge = tmp_path / "badge.json"
    badge.write_text(json.dumps(signed_badge(certificate=world.certificate)))
    employer = somebody(**PHONE)
    employer.opens("/verify/")
    employer.tab.locator("[name=file]").set_input_files(badge)
    employer.presses("Check the badge")
    expect(employer.tab.locator("h1")).to_have_text("This certificate is valid")
    employer.reads("The badge is genuine.", "Noor")

    badge.write_text(badge.read_text().replace("Certified", "Certifiable"))
    employer.opens("/verify/")
    employer.tab.locator("[name=file]").set_input_files(badge)
    employer.presses("Check the badge")
    employer.reads("This badge was changed after it was signed.")
    assert employer.has_no_sideways_scrolling()

"""What every answer carries, and how long a staff session lasts."""

from typing import Any

import pytest
import time_machine
from django.contrib.auth.models import Permission
from django.test import Client

from cms.accounts.models import Person

pytestmark = pytest.mark.django_db
MONDAY = "2026-11-23 17:00:00+00:00"


@pytest.fixture
def trainee() -> Person:
    return Person.objects.create_user("sam@example.org", chosen_name="Sam")


@pytest.fixture
def coordinator() -> Person:
    person = Person.objects.create_user("rosa@example.org", chosen_name="Rosa")
    person.user_permissions.add(Permission.objects.get(codename="access_admin"))
    return person


def test_public_pages_allow_nothing_inline(client: Client) -> None:
    response = client.get("/accounts/login/")

    policy = response["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "frame-ancestors 'none'" in policy
    assert response["X-Frame-Options"] == "DENY"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Referrer-Policy"] == "same-origin"
    assert response["Cross-Origin-Opener-Policy"] == "same-origin"
    assert "camera=()" in response["Permissions-Policy"]


def test_the_office_may_use_what_wagtail_needs(client: Client, coordinator: Person) -> None:
    client.force_login(coordinator)

    response = client.get("/office/")

    assert response.status_code == 200
    assert "script-src 'self' 'unsafe-inline'" in response["Content-Security-Policy"]
    assert "unsafe-eval" not in response["Content-Security-Policy"]


def test_a_forged_host_is_refused(client: Client) -> None:
    assert client.get("/accounts/login/", headers={"host": "evil.example.net"}).status_code == 400


def test_what_a_signed_in_person_saw_is_not_kept(client: Client, trainee: Person) -> None:
    assert "no-store" not in client.get("/").get("Cache-Control", "")

    client.force_login(trainee)

    for path in ("/", "/accounts/password/change/"):
        assert "no-store" in client.get(path)["Cache-Control"]


def test_a_visitor_gets_no_session(client: Client) -> None:
    response = client.get("/")

    assert "sessionid" not in response.cookies
    assert "Cookie" not in response.get("Vary", "")


class TestStaffSessions:
    """30 minutes idle, 12 hours at most; a trainee's lasts."""

    def test_half_an_hour_idle(self, client: Client, coordinator: Person) -> None:
        with time_machine.travel(MONDAY, tick=False) as clock:
            client.force_login(coordinator)
            clock.shift(29 * 60)
            assert client.get("/office/").status_code == 200
            clock.shift(29 * 60)
            assert client.get("/office/").status_code == 200
            clock.shift(31 * 60)
            response = client.get("/office/reports/")

        assert response.status_code == 302
        assert response["Location"] == "/accounts/login/?next=%2Foffice%2Freports%2F"
        assert "_auth_user_id" not in client.session

    def test_an_open_editor_is_no_sign_of_life(self, client: Client, coordinator: Person) -> None:
        with time_machine.travel(MONDAY, tick=False) as clock:
            client.force_login(coordinator)
            clock.shift(20 * 60)
            client.post("/office/editing-sessions/ping/wagtailcore/page/1/")
            clock.shift(11 * 60)

            assert client.get("/office/").status_code == 302

    def test_twelve_hours_at_most(self, client: Client, coordinator: Person) -> None:
        with time_machine.travel(MONDAY, tick=False) as clock:
            client.force_login(coordinator)
            for _ in range(36):
                clock.shift(20 * 60)
                assert client.get("/office/").status_code == 200
            clock.shift(60)

            assert client.get("/office/").status_code == 302

    def test_a_trainee_stays(self, client: Client, trainee: Person) -> None:
        with time_machine.travel(MONDAY, tick=False) as clock:
            client.force_login(trainee)
            clock.shift(20 * 24 * 60 * 60)

            assert client.get("/accounts/password/change/").status_code in (200, 302)
            assert "_auth_user_id" in client.session

    def test_who_became_staff_later_is_asked_to_sign_in_again(self, client: Client, trainee: Person) -> None:
        with time_machine.travel(MONDAY, tick=False) as clock:
            client.force_login(trainee)
            trainee.user_permissions.add(Permission.objects.get(codename="access_admin"))
            clock.shift(13 * 60 * 60)

            assert client.get("/office/")["Location"].startswith("/accounts/login/")


class TestSecondFactor:
    """Staff need one where the settings say so."""

    def test_staff_are_sent_to_set_it_up(self, client: Client, coordinator: Person, settings: Any) -> None:
        settings.STAFF_NEED_SECOND_FACTOR = True
        client.force_login(coordinator)

        assert client.get("/office/")["Location"] == "/accounts/2fa/"

    def test_others_are_not(self, client: Client, trainee: Person, settings: Any) -> None:
        settings.STAFF_NEED_SECOND_FACTOR = True
        client.force_login(trainee)

        assert "2fa" not in client.get("/office/").get("Location", "")

    def test_with_a_second_factor_the_door_is_open(
        self, client: Client, coordinator: Person, settings: Any
    ) -> None:
        from allauth.mfa.totp.internal.auth import TOTP

        settings.STAFF_NEED_SECOND_FACTOR = True
        TOTP.activate(coordinator, "JBSWY3DPEHPK3PXP")
        client.force_login(coordinator)

        assert client.get("/office/").status_code == 200

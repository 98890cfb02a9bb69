"""The keys in links of mails stand in no log."""

import logging
import subprocess
import sys

import pytest
from django.test import Client
from django.urls import reverse

from cms.logs import HideKeys
from cms.updates import tokens
from tests import deploy_check, factories
from tests.servers import run
from trainees.enums import LinkPurpose
from trainees.rules.certificates import grouped, new_code
from trainees.rules.tokens import calendar_token


def hidden(message: str, *args: object) -> str:
    record = logging.LogRecord("django.request", logging.WARNING, "", 0, message, args, None)
    assert HideKeys().filter(record)
    return record.getMessage()


@pytest.mark.django_db
def test_what_a_supervisor_is_refused_is_logged_without_their_key(
    client: Client, caplog: pytest.LogCaptureFixture
) -> None:
    token = factories.link_token(factories.placement(), LinkPurpose.HOURS)
    assert client.post(reverse("supervisor:page", args=[token])).status_code == 422
    [record] = [one for one in caplog.records if one.name == "django.request"]
    assert token in record.getMessage()
    assert HideKeys().filter(record)
    assert record.getMessage() == "Unprocessable Entity: /practicum/…/"


def test_every_other_key_is_hidden_and_what_people_can_read_stays() -> None:
    for address in (
        f"/my/calendar/{calendar_token(7, 'nonce')}.ics",
        f"/fr/updates/subscribe/confirm/{tokens.new_token()}/",
    ):
        key = address.rstrip("/").rpartition("/")[2]
        assert key not in hidden("%s: %s", "Not Found", address)
    code = new_code()
    for typed in (code, grouped(code), grouped(code).replace(" ", "-")):
        assert hidden("%s: %s", "Not Found", f"/fr/verify/{typed}/") == "Not Found: /fr/verify/…/"
    assert hidden("%s: %s", "Not Found", f"/verify/{code}") == "Not Found: /verify/…"
    for address in ("/verify/", "/fr/verify/badge/", "/verify/register/"):
        assert hidden("%s: %s", "Not Found", address) == f"Not Found: {address}"
    for address in ("/updates/a-very-long-title-of-a-training-update-of-2027/", "/my/cohorts/12/quizzes/3/"):
        assert hidden("%s: %s", "Not Found", address) == f"Not Found: {address}"


def test_production_hides_them() -> None:
    said = subprocess.run(
        [
            sys.executable,
            "-c",
            "import django, logging; django.setup();"
            "logging.getLogger('django.request').warning('%s: %s', 'Gone', '/practicum/1-Abcdefghijklmnopqrstuv/');"
            "logging.getLogger('trainees').warning('%s', '/practicum/1-Abcdefghijklmnopqrstuv/')",
        ],
        cwd=run.ROOT,
        env=deploy_check.environment() | {"DJANGO_SETTINGS_MODULE": "cms.settings.production"},
        capture_output=True,
        text=True,
        check=True,
    ).stderr
    assert "Abcdefghijklmnopqrstuv" not in said
    assert said.count("/practicum/…/") == 2

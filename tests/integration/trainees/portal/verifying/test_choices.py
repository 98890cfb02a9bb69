"""The holder chooses on their own pages."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from tests import factories
from trainees.models import Certificate

from .reading import certificate

pytestmark = pytest.mark.django_db


def choices(made: Certificate) -> tuple[bool, bool]:
    return Certificate.objects.values_list("hides_name", "is_listed").get(pk=made.pk)


def test_the_holder_chooses(client: Client) -> None:
    made = certificate()
    holder: Any = made.person
    client.force_login(holder)
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

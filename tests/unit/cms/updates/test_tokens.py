"""What stands in links."""

import pytest
from pytest_django.fixtures import Settings

from cms.updates.tokens import digest, leave_token, new_token, read_leave_token
from tests import factories


def test_a_link_that_confirms_has_128_bits_of_chance() -> None:
    """22 characters of base64, all different; the database keeps a digest only."""
    tokens = {new_token() for _number in range(200)}

    assert len(tokens) == 200
    assert {len(token) for token in tokens} == {22}
    assert all(token not in digest(token) for token in tokens)


@pytest.mark.django_db
def test_a_link_that_leaves_is_one_persons() -> None:
    """It says whose it is, and is not valid for another."""
    first, second = factories.subscriber(), factories.subscriber()
    token = leave_token(first)

    assert read_leave_token(token) == first
    assert read_leave_token(token.replace(str(first.pk), str(second.pk), 1)) is None
    first.delete()
    assert read_leave_token(token) is None


@pytest.mark.django_db
def test_old_mails_work_after_the_secret_is_changed(settings: Settings) -> None:
    """As long as the old one is named as a fallback."""
    subscriber = factories.subscriber()
    token = leave_token(subscriber)

    settings.SECRET_KEY_FALLBACKS, settings.SECRET_KEY = [settings.SECRET_KEY], "another-secret"
    assert read_leave_token(token) == subscriber
    settings.SECRET_KEY_FALLBACKS = []
    assert read_leave_token(token) is None

"""What every journey starts from: the running product, and people who sit down at a browser of their own."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from playwright.sync_api import BrowserContext, expect
from pytest_django.fixtures import Settings

from cms.accounts.models import Person
from tests.servers.stack import LiveStack

from .people import Guest

pytest.register_assert_rewrite("tests.journeys.whole_course")
expect.set_options(timeout=15_000)


@pytest.fixture
def stack(live_stack: LiveStack, settings: Settings) -> LiveStack:
    """The running product; what the test itself sets up names the same address as the product does."""
    settings.SITE_URL = settings.WAGTAILADMIN_BASE_URL = live_stack.url
    return live_stack


@pytest.fixture
def somebody(stack: LiveStack, new_context: Callable[..., BrowserContext]) -> Callable[..., Guest]:
    """Somebody at a browser of their own: `somebody(viewport={"width": 320, "height": 640})`."""

    def sit_down(**options: Any) -> Guest:
        context = new_context(base_url=stack.url, **options)
        context.set_default_timeout(20_000)
        return Guest(tab=context.new_page(), mailbox=stack.smtp)

    return sit_down


@pytest.fixture
def signed_in(stack: LiveStack, somebody: Callable[..., Guest]) -> Callable[..., Guest]:
    """Somebody who is signed in already, with a browser of their own: `signed_in(world.kim, **PHONE)`."""

    def sit_down(person: Person, **options: Any) -> Guest:
        client = Client()
        client.force_login(person)
        guest = somebody(**options)
        cookie = client.cookies["sessionid"]
        guest.tab.context.add_cookies([{"name": "sessionid", "value": cookie.value, "url": stack.url}])
        return guest

    return sit_down

"""Addresses of updates: old ones may hold letters with accents, new ones do not."""

import re
from collections.abc import Iterable
from typing import Any
from urllib.parse import quote, unquote_to_bytes
from wsgiref.util import setup_testing_defaults

import pytest
from django.core.handlers.wsgi import WSGIHandler
from django.test import Client
from wagtail.models import Locale
from wagtail_localize.models import StringSegment, StringTranslation, Translation, TranslationSource

from cms.pagecache.front import KeptFirst
from cms.updates.models import UpdatePage
from courses.enums import RoleKind
from tests import factories

SLUG = "vancouver-soirée-dinformation-le-1er-décembre-2026"
TITLE = "Vancouver : soirée d'information le 1er décembre 2026"


class Server:
    """Asks the product's WSGI application as a web server does."""

    def __init__(self) -> None:
        self.application = KeptFirst(WSGIHandler())
        self.status = ""

    def get(self, path: str) -> tuple[int, bytes]:
        """Status and body."""

        def start(status: str, headers: list[Any], error: Any = None) -> None:
            self.status = status

        # PEP 3333: the bytes of the path, each as the letter of its number.
        octets = unquote_to_bytes(path).decode("latin-1")
        environ: dict[str, Any] = {"PATH_INFO": octets, "QUERY_STRING": "", "HTTP_HOST": "testserver"}
        setup_testing_defaults(environ)
        body: Iterable[bytes] = self.application(environ, start)
        written = b"".join(body)
        return int(self.status[:3]), written


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("prefix", ["", "/fr"])
def test_an_address_with_accents_is_read(prefix: str) -> None:
    """Encoded or raw, made anew and from the cache, as it was published before addresses were plain."""
    factories.site()
    page = factories.update(language="fr" if prefix else "en", slug=SLUG, title=TITLE)
    server = Server()

    for path in (f"{prefix}/updates/{SLUG}/", f"{prefix}/updates/{quote(SLUG)}/", page.get_url()):
        first, again = server.get(path), server.get(path)
        assert (path, first[0], again[0]) == (path, 200, 200)
        assert "soirée" in first[1].decode()


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    "path", ["/fr/updates/soir%C3%A9e/", "/fr/updates/soir%E9e/", "/updates/soir%25C3%25A9e/"]
)
def test_the_language_link_of_a_missing_page_is_encoded_once(path: str) -> None:
    """Also where somebody's old program wrote the letter in Latin-1: that leads to the home page."""
    factories.site()
    code = "en" if path.startswith("/fr") else "fr"

    status, body = Server().get(path)

    link = re.search(rf'<a class="language" href="([^"]*)" lang="{code}-CA"', body.decode())
    assert status == 404
    assert link is not None
    wanted = (
        "/updates/soir%C3%A9e/" if path == "/fr/updates/soir%C3%A9e/" else {"en": "/", "fr": "/fr/"}[code]
    )
    assert link[1] == wanted


@pytest.mark.django_db
def test_a_new_address_has_no_accents(client: Client, settings: Any) -> None:
    """Made in the office, on the server, and refused where somebody types one."""
    settings.STAFF_NEED_SECOND_FACTOR = False
    index = factories.site()["fr"].updates
    programme = factories.programme()
    made = index.add_child(
        instance=UpdatePage(title=TITLE, introduction="Bref.", programme=programme, locale=index.locale)
    )
    client.force_login(factories.role(RoleKind.EDITOR, programme).person)
    path = f"/office/pages/add/updates/updatepage/{index.pk}/"

    assert made.slug == "vancouver-soiree-dinformation-le-1er-decembre-2026"
    shown = client.get(path).content.decode()
    assert 'data-controller="w-slug' in shown
    assert "data-w-slug-allow-unicode-value" not in shown, "the field would keep an accent"
    answer = client.post(path, {"title": TITLE, "slug": "soirée-à-Noël", "body-count": "0"})
    assert answer.context["form"].cleaned_data["slug"] == "soiree-a-noel"


@pytest.mark.django_db
def test_a_translated_address_has_no_accents() -> None:
    """Whatever was typed as the translation of the address."""
    factories.site()
    page = factories.update(title="An evening")
    source, _made = TranslationSource.update_or_create_from_instance(page)
    french = Locale.objects.get(language_code="fr")
    translation = Translation.objects.create(source=source, target_locale=french)
    segment = StringSegment.objects.get(source=source, context__path="slug")
    StringTranslation.objects.create(
        translation_of=segment.string, locale=french, context=segment.context, data="soirée-à-Noël"
    )

    translation.save_target(publish=True)

    assert page.get_translation(french).slug == "soiree-a-noel"

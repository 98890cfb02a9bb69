"""Material is for who is enrolled and who teaches. A word is planted in it and looked for everywhere else.

Each look is made at a public page as well, with a word of its own: it must be found, or the look proves nothing.
"""

import datetime as dt
import json

import pytest
import redis
from django.conf import settings
from django.test import Client
from django.urls import reverse
from wagtail.documents.models import Document
from wagtail.models import Page

from cms.home.models import ContentPage, MaterialPage
from cms.pagecache import store
from cms.search.index import rebuild
from cms.search.models import Entry
from courses.enums import RoleKind
from courses.models import Cohort, Material, Module
from tests import factories
from tests.integration.cms.pagecache.site import kept
from trainees.models import Enrolment
from trainees.operations.enrolment import finish, withdraw

pytestmark = pytest.mark.django_db(transaction=True)
HIDDEN, SHOWN = "kingfisher", "heron"
FRENCH = "martinet"
SLUG = {HIDDEN: "bird-by-the-river", SHOWN: "bird-by-the-lake", FRENCH: "oiseau"}
DAY = dt.timedelta(days=1)


def body(word: str) -> str:
    return json.dumps([{"type": "text", "value": f"<p>About the {word}.</p>"}])


def place(model: type[Page], word: str, language: str = "en", **fields: object) -> Page:
    """A live page below the home page, shown in menus, with the word in every part of it."""
    home = factories.site()[language].home
    page = model(
        title=f"The {word}", slug=SLUG[word], introduction=f"A {word} sits.", search_description=f"Of a {word}",
        show_in_menus=True, locale=home.locale, live=False, **fields,
    )  # fmt: skip
    page.body = body(word)
    home.add_child(instance=page)
    page.save_revision().publish()
    page.refresh_from_db()
    return page


@pytest.fixture(autouse=True)
def _redis_is_there() -> None:
    store.come_back()


@pytest.fixture
def page() -> Page:
    return place(MaterialPage, HIDDEN)


@pytest.fixture
def public() -> Page:
    return place(ContentPage, SHOWN)


@pytest.fixture
def module() -> Module:
    return factories.course_edition(1).modules.get()


@pytest.fixture
def material(page: Page, module: Module) -> Material:
    return factories.material(module, page=page)


@pytest.fixture
def cohort(material: Material) -> Cohort:
    return factories.cohort(material.module.edition, starts_on=factories.today() - 10 * DAY)


@pytest.fixture
def sam(cohort: Cohort) -> Enrolment:
    return factories.enrolment(cohort, chosen_name="Sam")


def client_of(person: object) -> Client:
    client = Client()
    client.force_login(person)  # type: ignore[arg-type]  # a person
    return client


def address(material: Material) -> str:
    return f"/my/material/{material.pk}/"


WHERE = (
    "/", "/updates/", "/search/?q=sits", "/search/?q=listening", "/sitemap.xml", "/robots.txt", "/updates/feed/",
    "/accounts/login/", "/no-such-page/",
)  # fmt: skip


def test_the_word_is_nowhere_a_visitor_reads(page: Page, public: Page, material: Material) -> None:
    """Nor is the address, which only tells who asks for it what they know already."""
    factories.update()
    rebuild()
    found, control = set(), set()
    for url in (*WHERE, public.url, page.url, f"{page.url}?page=2"):
        answer = Client().get(url)
        said = answer.content.decode().lower() + "".join(f"{n}: {v}" for n, v in answer.items()).lower()
        if HIDDEN in said or (SLUG[HIDDEN] in said and page.url not in url):
            found.add(url)
        if SHOWN in said or SLUG[SHOWN] in said:
            control.add(url)
    assert found == set()
    assert {"/", "/updates/", "/sitemap.xml", "/search/?q=sits"} <= control


def test_it_is_not_in_the_index_of_the_search_nor_in_the_page_cache(page: Page, public: Page) -> None:
    rebuild()
    entries = " ".join(f"{entry.title} {entry.text}" for entry in Entry.objects.all()).lower()
    assert (HIDDEN in entries, SHOWN in entries) == (False, True)
    for url in (page.url, public.url, "/"):
        Client().get(url)
    assert page.url not in kept()
    assert public.url in kept()
    with redis.Redis.from_url(f"{settings.REDIS_URL}/1") as server:
        values = [server.dump(key) or b"" for key in server.scan_iter("pc:e:*")]
    assert values
    assert not any(HIDDEN.encode() in value.lower() for value in values)


def test_its_own_address_leads_to_the_portal_or_nowhere(
    page: Page, material: Material, sam: Enrolment
) -> None:
    visitor = Client().get(page.url)
    assert visitor["Location"] == f"/accounts/login/?next={page.url}"
    assert client_of(sam.person).get(page.url)["Location"] == address(material)
    teaches = factories.role(RoleKind.FACILITATOR, sam.cohort.programme).person
    assert client_of(teaches).get(page.url)["Location"] == address(material)
    for stranger in (factories.enrolment().person, factories.role(RoleKind.COORDINATOR).person):
        answer = client_of(stranger).get(page.url)
        assert answer.status_code == 404
        assert HIDDEN not in answer.content.decode()


def test_who_is_enrolled_reads_it_in_their_language(page: Page, material: Material, sam: Enrolment) -> None:
    """Where there is a live translation; else the other language, marked as such."""
    client = client_of(sam.person)
    shown = client.get(address(material)).content.decode()
    assert f"About the {HIDDEN}." in shown
    assert 'class="body"' in shown
    assert '<article lang="en-CA">' in client.get("/fr" + address(material)).content.decode()
    twin = place(MaterialPage, FRENCH, "fr", translation_key=page.translation_key)
    assert f"About the {FRENCH}." in client.get("/fr" + address(material)).content.decode()
    assert f"About the {HIDDEN}." in client.get(address(material)).content.decode()
    assert client.get(twin.url)["Location"] == "/fr" + address(material)
    page.specific.unpublish()
    assert client.get(address(material)).status_code == 404


def test_a_page_and_its_translation_are_not_given_to_another_programme(
    page: Page, material: Material
) -> None:
    """Whoever coordinates there could read them: in neither language are they taken."""
    twin = place(MaterialPage, FRENCH, "fr", translation_key=page.translation_key)
    theirs = factories.course_edition(1, programme=factories.programme()).modules.get()
    coordinator = factories.role(RoleKind.COORDINATOR, theirs.edition.course.programme).person
    client, url = client_of(coordinator), reverse("courses:new_material", args=[theirs.pk])
    words = {"title_en": "Read", "title_fr": "Lire", "document": ""}
    for taken in (page, twin):
        refused = client.post(url, words | {"page": taken.pk})
        assert (refused.status_code, list(refused.context["form"].errors)) == (422, ["page"])
    Material.objects.all().delete()
    assert client.post(url, words | {"page": page.pk}).status_code == 302


def test_who_finished_reads_on_and_who_left_does_not(material: Material, sam: Enrolment) -> None:
    finish(enrolment=sam, by=None)
    assert client_of(sam.person).get(address(material)).status_code == 200
    left = factories.enrolment(sam.cohort)
    withdraw(enrolment=left, by=None)
    assert client_of(left.person).get(address(material)).status_code == 404


def test_from_its_date_on(page: Page, module: Module) -> None:
    """On the programme's calendar; who teaches reads it before."""
    later = factories.material(module, page=page, opens_after_days=11)
    now = factories.material(module, page=page, opens_after_days=10)
    cohort = factories.cohort(module.edition, starts_on=factories.today() - 10 * DAY)
    client = client_of(factories.enrolment(cohort).person)
    shown = client.get(address(later)).content.decode()
    assert f"About the {HIDDEN}." not in shown
    assert "Opens on" in shown
    assert f"About the {HIDDEN}." in client.get(address(now)).content.decode()
    listed = client.get(f"/my/cohorts/{cohort.pk}/modules/{module.pk}/").content.decode()
    assert address(now) in listed
    assert address(later) not in listed
    teaches = factories.role(RoleKind.COORDINATOR, cohort.programme).person
    assert f"About the {HIDDEN}." in client_of(teaches).get(address(later)).content.decode()


@pytest.fixture
def private(module: Module) -> Material:
    return factories.material(module, document=factories.document(HIDDEN, body=b"%PDF-1.7 kingfisher"))


def wagtails(document: Document) -> str:
    return f"/documents/{document.pk}/{document.filename}"


def test_a_private_document_is_given_out_by_the_portal_alone(private: Material, module: Module) -> None:
    document = private.document
    assert document is not None
    cohort = factories.cohort(module.edition)
    sam = client_of(factories.enrolment(cohort).person)
    answer = sam.get(address(private))
    assert b"".join(answer.streaming_content) == b"%PDF-1.7 kingfisher"  # type: ignore[attr-defined]  # a file
    assert answer["Content-Disposition"].startswith("attachment; filename=")
    assert "no-store" in answer["Cache-Control"]
    strangers = [
        client_of(factories.enrolment().person),
        client_of(factories.role(RoleKind.COORDINATOR).person),
    ]
    for client in (Client(), sam, *strangers):
        assert client.get(wagtails(document)).status_code == 404
    for client in strangers:
        assert client.get(address(private)).status_code == 404
    assert Client().get(address(private)).status_code == 302
    teaches = client_of(factories.role(RoleKind.FACILITATOR, cohort.programme).person)
    assert teaches.get(wagtails(document)).status_code == 200


def test_other_documents_stay_public(private: Material) -> None:
    assert Client().get(wagtails(factories.document("Public"))).status_code == 200


def test_the_preview_in_the_office_shows_it(page: Page) -> None:
    admin = factories.person(is_superuser=True)
    shown = client_of(admin).get(f"/office/pages/{page.pk}/view_draft/")
    assert f"About the {HIDDEN}." in shown.content.decode()

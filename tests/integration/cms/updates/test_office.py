"""Updates and subscribers in the back office: each programme's people, and nobody else."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.test import Client
from openpyxl import load_workbook
from wagtail.documents.models import Document
from wagtail.models import Collection, CollectionViewRestriction, Page
from wagtail.permissions import policy_registry

from cms.accounts.models import Person
from cms.home.site_tree import MAY
from cms.updates.models import Subscriber, UpdatePage
from cms.updates.operations import notices, subscription
from courses.enums import RoleKind
from courses.models import Programme
from tasks.outbox.enums import State
from tasks.outbox.models import Message
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def sign_in(client: Client, settings: Any) -> Callable[[Person], Client]:
    """Makes the client somebody's."""
    settings.STAFF_NEED_SECOND_FACTOR = False

    def enter(person: Person) -> Client:
        client.force_login(person)
        return client

    return enter


def holder(kind: RoleKind, programme: Programme) -> Person:
    """A person with one role."""
    factories.site()
    person: Person = factories.role(kind, programme).person
    return person


def form(page: UpdatePage | None = None, **fields: Any) -> dict[str, Any]:
    """What the editing form posts."""
    posted = {
        "title": page.title if page else "A new one",
        "slug": page.slug if page else "a-new-one",
        "introduction": page.introduction if page else "Short.",
        "programme": page.programme_id if page else "",
        "cohort": "",
        "stream": "",
        "headline": "",
        "body-count": "0",
        "comments-TOTAL_FORMS": "0",
        "comments-INITIAL_FORMS": "0",
        "comments-MIN_NUM_FORMS": "0",
        "comments-MAX_NUM_FORMS": "",
        "go_live_at": "",
        "expire_at": "",
        "seo_title": "",
        "search_description": "",
    }
    return posted | fields


@pytest.mark.parametrize("kind", [RoleKind.EDITOR, RoleKind.COORDINATOR])
def test_another_programmes_update_does_not_exist(
    sign_in: Callable[[Person], Client], kind: RoleKind
) -> None:
    """Every screen of Wagtail that takes a page: 404 by GET and by POST, and nothing changes."""
    mine, foreign = factories.update(live=False), factories.update(live=False)
    revision = foreign.save_revision()
    mine.save_revision()
    client = sign_in(holder(kind, mine.programme))
    pages = f"/office/pages/{foreign.pk}/"
    paths = [
        *(
            pages + end
            for end in ("edit/", "edit/preview/", "delete/", "unpublish/", "copy/", "move/", "history/")
        ),
        *(
            pages + end
            for end in ("usage/", "lock/", "unlock/", "privacy/", "workflow_history/", "view_draft/")
        ),
        f"{pages}revisions/{revision.pk}/view/",
        f"{pages}revisions/{revision.pk}/revert/",
        f"{pages}revisions/compare/earliest...latest/",
        pages,
    ]

    for path in paths:
        assert (path, client.get(path).status_code) == (path, 404)
        answer = client.post(path, form(foreign, title="Taken over", **{"action-publish": "1"}))
        assert (path, answer.status_code) == (path, 404)

    foreign.refresh_from_db()
    assert (foreign.title, foreign.live, foreign.revisions.count()) != ("Taken over", True, 2)
    assert client.get(f"/office/pages/{mine.pk}/edit/").status_code == 200


def test_lists_and_searches_show_ones_own_only(sign_in: Callable[[Person], Client]) -> None:
    """The explorer, the search, the reports, the admin API and the policy behind them."""
    mine = factories.update(title="Mine to see", live=False)
    foreign = factories.update(title="Foreign thing", live=False)
    for page in (mine, foreign):
        page.save_revision()
    editor = holder(RoleKind.EDITOR, mine.programme)
    client = sign_in(editor)
    index = factories.site()["en"].updates

    shown = client.get(f"/office/pages/{index.pk}/").content.decode()
    assert "Mine to see" in shown
    assert "Foreign thing" not in shown
    for path in (
        "/office/pages/search/?q=thing",
        "/office/",
        "/office/reports/site-history/",
        "/office/reports/locked/",
    ):
        assert "Foreign thing" not in client.get(path, follow=True).content.decode()
    policy = policy_registry.get_by_type(Page)
    assert not policy.user_has_permission_for_instance(editor, "change", foreign)
    assert policy.user_has_permission_for_instance(editor, "change", mine)
    assert foreign.page_ptr not in policy.explorable_instances(editor)
    assert foreign.page_ptr not in policy.instances_user_has_permission_for(editor, "change")


def test_no_screen_names_a_foreign_draft(sign_in: Callable[[Person], Client]) -> None:
    """Wagtail's choosers, bulk actions and counts ask for pages without asking whose they are."""
    mine = factories.update(title="Mine to see", live=False)
    foreign = factories.update(title="Foreign thing", live=False)
    factories.update(title="Told to all")
    client = sign_in(holder(RoleKind.COORDINATOR, mine.programme))
    index = factories.site()["en"].updates

    chooser = client.get(f"/office/choose-page/{index.pk}/").content.decode()
    assert "Mine to see" in chooser
    assert "Told to all" in chooser, "everybody may link to what everybody may read"
    assert "Foreign thing" not in chooser
    for ids in (f"id={mine.pk}&id={foreign.pk}", f"id=all&childOf={index.pk}"):
        bulk = client.get(f"/office/bulk/wagtailcore/page/delete/?{ids}").content.decode()
        assert "Mine to see" in bulk
        assert "Foreign thing" not in bulk
    foreign.save_revision(log_action=True)
    assert client.get("/office/reports/page-types-usage/").status_code == 404
    assert client.get("/office/reports/page-types-usage/results/").status_code == 404


def test_bulk_actions_leave_foreign_updates_alone(sign_in: Callable[[Person], Client]) -> None:
    """Their ids travel in the query, not in the address."""
    mine, foreign = factories.update(), factories.update()
    client = sign_in(holder(RoleKind.COORDINATOR, mine.programme))

    client.post(f"/office/bulk/wagtailcore/page/unpublish/?id={foreign.pk}&id={mine.pk}&next=/office/")

    foreign.refresh_from_db()
    mine.refresh_from_db()
    assert (foreign.live, mine.live) == (True, False)


def test_the_form_offers_and_takes_ones_own_programmes_only(sign_in: Callable[[Person], Client]) -> None:
    """Another programme's id, or its cohort's, is refused at the field."""
    cohort = factories.cohort()
    foreign = factories.cohort()
    editor = holder(RoleKind.EDITOR, cohort.programme)
    client = sign_in(editor)
    index = factories.site()["en"].updates
    path = f"/office/pages/add/updates/updatepage/{index.pk}/"

    page = client.get(path).content.decode()
    assert str(cohort.programme) in page
    assert foreign.programme.name_en not in page

    for field, value in (("programme", foreign.programme.pk), ("cohort", foreign.pk)):
        answer = client.post(path, form(programme=cohort.programme.pk) | {field: value})
        assert answer.status_code == 200
        assert field in answer.context["form"].errors
    assert UpdatePage.objects.count() == 0

    answer = client.post(path, form(programme=cohort.programme.pk, cohort=cohort.pk))
    made = UpdatePage.objects.get()
    assert (made.live, made.owner, made.stream) == (False, editor, cohort.edition.course.stream)


def test_an_editor_writes_and_a_coordinator_publishes(sign_in: Callable[[Person], Client]) -> None:
    """An editor's "publish" is a draft; the coordinator's goes live."""
    page = factories.update(live=False)
    page.save_revision()
    posted = form(page, **{"action-publish": "1"})

    sign_in(holder(RoleKind.EDITOR, page.programme)).post(f"/office/pages/{page.pk}/edit/", posted)
    page.refresh_from_db()
    assert not page.live

    client = sign_in(holder(RoleKind.COORDINATOR, page.programme))
    client.post(f"/office/pages/{page.pk}/edit/", posted)
    page.refresh_from_db()
    assert page.live


@pytest.mark.parametrize("kind", list(MAY))
def test_nobody_with_a_role_changes_other_pages(sign_in: Callable[[Person], Client], kind: RoleKind) -> None:
    """Wagtail's own group "Editors" may change everything; ours may write updates."""
    client = sign_in(holder(kind, factories.programme()))
    tree = factories.site()["en"]

    for page in (tree.home, tree.updates):
        for screen in ("edit", "delete", "move"):
            assert client.get(f"/office/pages/{page.pk}/{screen}/").status_code == 302
            client.post(f"/office/pages/{page.pk}/{screen}/", {"title": "Taken over"})
    assert list(Page.objects.filter(title="Taken over")) == []
    assert client.get(f"/office/pages/{tree.updates.pk}/add_subpage/", follow=True).status_code == 200


@pytest.mark.parametrize("kind", list(MAY))
def test_the_list_of_updates_is_only_written_below(
    sign_in: Callable[[Person], Client], kind: RoleKind
) -> None:
    """Permission to change what is below it is given on the list itself; it stays an administrator's all the same."""
    page = factories.update()
    person = holder(kind, page.programme)
    client = sign_in(person)
    index = factories.site()["en"].updates
    revision = index.save_revision()
    pages = f"/office/pages/{index.pk}/"
    posted = {
        "title": "Taken over",
        "slug": "taken-over",
        "introduction": "",
        "action-publish": "1",
        "restriction_type": "login",
        "new_title": "Taken over",
        "new_slug": "taken-over",
        "new_parent_page": str(index.get_parent().pk),
    }
    screens = ("edit", "copy", "delete", "unpublish", "move", "lock", "unlock", "privacy", "history", "usage")

    for path in (*(f"{pages}{screen}/" for screen in screens), f"{pages}revisions/{revision.pk}/revert/"):
        assert (path, client.get(path).status_code) in [(path, 302), (path, 403), (path, 405)]
        assert (path, client.post(path, posted).status_code) in [(path, 302), (path, 403), (path, 405)]
    for action in ("delete", "unpublish", "publish", "move"):
        client.post(f"/office/bulk/wagtailcore/page/{action}/?id={index.pk}&next=/office/")

    after = type(index).objects.get(pk=index.pk)
    assert (after.title, after.live, after.locked) == (index.title, True, False)
    assert after.get_parent() == index.get_parent()
    assert after.revisions.count() == 1
    assert not after.get_view_restrictions().exists()
    assert not Page.objects.filter(title="Taken over").exists()
    policy = policy_registry.get_by_type(Page)
    for action in ("change", "publish", "lock"):
        assert not policy.user_has_permission_for_instance(person, action, index)
        assert index.page_ptr not in policy.instances_user_has_permission_for(person, action)
    assert policy.user_has_permission_for_instance(person, "add", index)
    assert policy.user_has_permission_for_instance(person, "change", page)
    assert index.page_ptr in policy.explorable_instances(person)


def test_a_private_document_stays_private(client: Client) -> None:
    """Its link stands on a public page; the file is served to those who may have it."""
    collection = Collection.get_first_root_node().add_child(name="Staff")
    CollectionViewRestriction.objects.create(
        collection=collection, restriction_type=CollectionViewRestriction.LOGIN
    )
    made = {
        name: Document.objects.create(
            title=name, collection=place, file=ContentFile(b"text", name=f"{name}.txt")
        )
        for name, place in (("public", Collection.get_first_root_node()), ("private", collection))
    }
    page = factories.update(body=[("documents", list(made.values()))])

    text = client.get(page.get_url()).content.decode()

    assert made["public"].url in text
    assert client.get(made["public"].url).status_code == 200
    answer = client.get(made["private"].url)
    assert (answer.status_code, answer["Location"].split("?")[0]) == (302, "/accounts/login/")


def test_a_draft_can_be_previewed(sign_in: Callable[[Person], Client]) -> None:
    """Before it is saved for the first time, and after."""
    programme = factories.programme()
    client = sign_in(holder(RoleKind.EDITOR, programme))
    index = factories.site()["en"].updates
    path = f"/office/pages/add/updates/updatepage/{index.pk}/preview/"

    assert client.post(path, form(programme=programme.pk)).json()["is_valid"]
    shown = client.get(path).content.decode()

    assert "A new one" in shown
    assert UpdatePage.objects.count() == 0


@pytest.mark.parametrize(
    ("url", "saved"),
    [
        ("https://example.org/apply", 1),
        ("javascript:alert(1)", 0),
        ("java\tscript:alert(1)", 0),
        (" javascript:alert(1)", 0),
        ("data:text/html,x", 0),
    ],
)
def test_a_button_leads_to_no_script(sign_in: Callable[[Person], Client], url: str, saved: int) -> None:
    """The form refuses it and saves nothing; an honest address goes through the same form."""
    programme = factories.programme()
    client = sign_in(holder(RoleKind.COORDINATOR, programme))
    index = factories.site()["en"].updates
    block = {
        "body-count": "1",
        "body-0-deleted": "",
        "body-0-order": "0",
        "body-0-type": "action",
        "body-0-value-label": "Apply",
        "body-0-value-page": "",
        "body-0-value-url": url,
        "body-0-value-hint": "",
        "action-publish": "1",
    }

    client.post(f"/office/pages/add/updates/updatepage/{index.pk}/", form(programme=programme.pk) | block)

    assert UpdatePage.objects.live().count() == saved == UpdatePage.objects.count()


def test_an_editor_sees_how_many_were_told(sign_in: Callable[[Person], Client]) -> None:
    """Beside the page, in words."""
    factories.subscribers(3)
    page = factories.update()
    client = sign_in(holder(RoleKind.EDITOR, page.programme))
    path = f"/office/pages/{page.pk}/edit/"

    assert "0 subscribers told so far" in client.get(path).content.decode()
    notices.tell_all()
    assert "3 subscribers were told" in client.get(path).content.decode()


def words_of(answer: Any) -> str:
    """The words of a screen, each once apart."""
    return " ".join(re.sub("<[^>]*>", " ", answer.content.decode()).split())


def test_an_editor_sees_who_will_be_told(sign_in: Callable[[Person], Client]) -> None:
    """Before publishing: how many, in which language; how the other language stands; that the body is empty."""
    stream, elsewhere = factories.stream(name_en="Family"), factories.region()
    page = factories.update(live=False, stream=stream)
    region = page.programme.region
    factories.subscriber()
    factories.subscriber(region=region, stream=stream)
    factories.subscriber(region=elsewhere)
    factories.subscriber(stream=factories.stream())
    factories.subscriber(region=region, language="fr")
    subscription.leave(subscriber=factories.subscriber())
    page.save_revision()
    client = sign_in(holder(RoleKind.EDITOR, page.programme))
    path = f"/office/pages/{page.pk}/edit/"

    words = words_of(client.get(path))
    assert "When this goes live, 2 subscribers are told in English." in words
    assert (
        f"They asked for {region.name} or for every region, and for this stream or for any: Family." in words
    )
    assert "There is no page in French yet. 1 subscriber who reads French hears nothing" in words
    assert "The body is empty" in words

    twin = factories.update(of=page, language="fr", live=False)
    words = words_of(client.get(path))
    assert "The page in French is not published yet. 1 subscriber who reads French hears nothing" in words
    twin.save_revision().publish()
    page.body = [("text", "<p>Tea is there.</p>")]
    page.save_revision()
    words = words_of(client.get(path))
    assert "The page in French is published too." in words
    assert "The body is empty" not in words


def test_a_new_update_says_what_will_be_said(sign_in: Callable[[Person], Client]) -> None:
    """Who has one programme writes for it; who has two chooses first."""
    programme = factories.programme()
    editor = holder(RoleKind.EDITOR, programme)
    factories.subscriber()
    client = sign_in(editor)
    path = f"/office/pages/add/updates/updatepage/{factories.site()['en'].updates.pk}/"

    assert "When this goes live, 1 subscriber is told in English." in words_of(client.get(path))
    factories.role(RoleKind.EDITOR, held_by=editor)
    words = words_of(client.get(path))
    assert "Choose a programme and save: then it is said here how many subscribers will be told." in words


def test_an_empty_body_is_no_obstacle(sign_in: Callable[[Person], Client]) -> None:
    """It is said, and that is all."""
    page = factories.update(live=False)
    page.save_revision()
    client = sign_in(holder(RoleKind.COORDINATOR, page.programme))

    client.post(f"/office/pages/{page.pk}/edit/", form(page, **{"action-publish": "1"}))
    page.refresh_from_db()
    assert page.live


def test_the_first_page_of_the_office_leads_to_writing(sign_in: Callable[[Person], Client]) -> None:
    """In the language of who writes; with one's programme's drafts, what each waits for, and nobody else's."""
    draft = factories.update(live=False, title="My draft")
    waiting = factories.update(live=False, title="My waiting one", programme=draft.programme)
    factories.update(live=False, title="Foreign draft").save_revision()
    for page in (draft, waiting):
        page.save_revision()
    editor = holder(RoleKind.EDITOR, draft.programme)
    returned = factories.update(live=False, title="My returned one", programme=draft.programme)
    returned.save_revision()
    waiting.get_workflow().start(waiting, editor)
    returned.get_workflow().start(returned, editor).current_task_state.reject(user=editor)
    trees = factories.site()
    client = sign_in(editor)

    answer = client.get("/office/")
    text, words = answer.content.decode(), words_of(answer)

    ways = re.findall(r'href="/office/pages/add/updates/updatepage/(\d+)/"', text)
    assert ways == [str(trees["en"].updates.pk)]  # one's own language; the other page is its translation
    assert "My draft Draft: not submitted yet" in words
    assert "My waiting one Waits for a check" in words
    assert "My returned one Changes were asked for" in words
    assert "Foreign draft" not in words
    assert client.get(f"/office/pages/add/updates/updatepage/{ways[0]}/").status_code == 200


def test_who_writes_no_updates_is_not_asked_to(sign_in: Callable[[Person], Client]) -> None:
    client = sign_in(holder(RoleKind.FACILITATOR, factories.programme()))

    assert "Write an update" not in words_of(client.get("/office/"))


@pytest.mark.parametrize("kind", list(RoleKind))
def test_roles_do_not_see_subscribers(sign_in: Callable[[Person], Client], kind: RoleKind) -> None:
    """Who they are: no role in a programme needs it. (How many an update reaches, its writers see.)"""
    subscriber = factories.subscriber()
    client = sign_in(holder(kind, factories.programme()))

    for path in ("", f"inspect/{subscriber.pk}/", f"delete/{subscriber.pk}/", "?export=csv"):
        answer = client.get(f"/office/subscribers/{path}")
        assert answer.status_code in (302, 404)
    client.post(f"/office/subscribers/delete/{subscriber.pk}/")
    assert Subscriber.objects.count() == 1


def test_an_administrator_reads_and_erases(sign_in: Callable[[Person], Client]) -> None:
    """The list, the proof of consent, and the end of it; nobody is added or changed here."""
    subscriber = factories.subscriber("alex@example.org")
    factories.update()
    notices.tell_all()
    client = sign_in(factories.person(is_superuser=True))

    assert "alex@example.org" in client.get("/office/subscribers/").content.decode()
    assert "alex@example.org" in client.get(f"/office/subscribers/inspect/{subscriber.pk}/").content.decode()
    for path in ("new/", f"edit/{subscriber.pk}/"):
        assert client.get(f"/office/subscribers/{path}").status_code == 404
    assert client.get(f"/office/subscribers/delete/{subscriber.pk}/").status_code == 200
    assert Subscriber.objects.count() == 1

    client.post(f"/office/subscribers/delete/{subscriber.pk}/")

    assert Subscriber.objects.count() == 0
    assert Message.objects.get().state == State.CANCELLED


def exported(client: Client, kind: str) -> bytes:
    """The file that the list exports."""
    answer: Any = client.get(f"/office/subscribers/?export={kind}")
    return b"".join(answer.streaming_content) if answer.streaming else bytes(answer.content)


def test_an_export_holds_no_formula(sign_in: Callable[[Person], Client], tmp_path: Any) -> None:
    """An address may begin with an equals sign; a spreadsheet must not run it."""
    factories.subscriber("=1+1@example.org")
    factories.subscriber("+cmd|x@example.org")
    client = sign_in(factories.person(is_superuser=True))

    text = exported(client, "csv").decode()
    assert "'=1+1@example.org" in text
    assert "\n=" not in text
    assert "\n+" not in text

    book = tmp_path / "subscribers.xlsx"
    book.write_bytes(exported(client, "xlsx"))
    cells = [cell for row in load_workbook(book).worksheets[0].iter_rows(min_row=2) for cell in row]
    assert all(cell.data_type != "f" for cell in cells)
    assert {cell.value for cell in cells} >= {"'=1+1@example.org", "'+cmd|x@example.org"}

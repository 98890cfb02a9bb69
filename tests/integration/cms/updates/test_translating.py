"""An update translated in the office: by whom, and what readers get to see and hear of it."""

from collections.abc import Callable
from http import HTTPStatus
from typing import Any
from urllib.parse import urlencode

import pytest
from django.test import Client
from wagtail.models import Locale
from wagtail_localize.models import StringSegment, Translation, TranslationSource

from cms.accounts.models import Person
from cms.updates.models import UpdatePage
from cms.updates.operations import notices
from courses.enums import RoleKind
from courses.models import Programme
from tasks.outbox.models import Message
from tests import factories

pytestmark = pytest.mark.django_db

FRENCH = {
    "title": "Vancouver : un nouveau groupe",
    "slug": "vancouver-nouveau-groupe",
    "introduction": "Les candidatures sont ouvertes.",
    "body": "Écrivez-nous.",
}
Enter = Callable[[Person], Client]


@pytest.fixture
def enter(settings: Any) -> Enter:
    """A client of its own for each person."""
    settings.STAFF_NEED_SECOND_FACTOR = False

    def signed_in(person: Person) -> Client:
        client = Client()
        client.force_login(person)
        return client

    return signed_in


def holder(kind: RoleKind, programme: Programme) -> Person:
    """A person with one role."""
    person: Person = factories.role(kind, programme).person
    return person


@pytest.fixture
def update() -> UpdatePage:
    """A live update in English, of which everybody has heard."""
    page = factories.update(
        title="Vancouver: a new cohort",
        introduction="Applications are open.",
        body='[{"type": "text", "value": "<p>Write to us.</p>", "id": "a"}]',
    )
    notices.tell_all()
    return page


def send_to_translation(client: Client, page: UpdatePage) -> Any:
    """Press "Translate this page" and choose French."""
    french = Locale.objects.get(language_code="fr")
    return client.post(f"/office/localize/submit/page/{page.pk}/", {"locales": french.pk})


def type_in(client: Client, translation: Translation, words: dict[str, str]) -> None:
    """Type each sentence into its field."""
    for segment in StringSegment.objects.filter(source=translation.source).select_related("context"):
        field = segment.context.path.partition(".")[0]
        if field in words:
            path = f"/office/localize/translate/{translation.pk}/strings/{segment.pk}/edit/"
            answer = client.put(
                path,
                urlencode({"value": words[field]}),
                content_type="application/x-www-form-urlencoded",
            )
            assert answer.status_code == HTTPStatus.CREATED


def test_an_editor_translates_and_a_coordinator_publishes(
    enter: Enter, update: UpdatePage, django_capture_on_commit_callbacks: Any
) -> None:
    """Nothing is to be seen in French before; then subscribers in French, and only they, hear of it in French."""
    factories.subscriber("english@example.org")
    factories.subscriber("french@example.org", language="fr")
    editor = enter(holder(RoleKind.EDITOR, update.programme))
    with django_capture_on_commit_callbacks(execute=True):
        send_to_translation(editor, update)
    draft = UpdatePage.objects.get(translation_key=update.translation_key, locale__language_code="fr")
    translation = Translation.objects.get(source__object_id=update.translation_key)
    assert not draft.live
    assert notices.tell_all() == 0
    edit = f"/office/pages/{draft.pk}/edit/"
    assert "Vancouver: a new cohort" in editor.get(edit).content.decode()

    type_in(editor, translation, FRENCH)
    refused = editor.post(edit, {"action": "publish"})
    assert refused.status_code == HTTPStatus.FOUND
    draft.refresh_from_db()
    assert not draft.live
    coordinator = enter(holder(RoleKind.COORDINATOR, update.programme))
    with django_capture_on_commit_callbacks(execute=True):
        coordinator.post(edit, {"action": "publish"})

    draft = UpdatePage.objects.get(pk=draft.pk)
    assert draft.live
    assert (draft.title, draft.slug, draft.introduction) == (
        FRENCH["title"],
        FRENCH["slug"],
        FRENCH["introduction"],
    )
    assert draft.programme == update.programme
    answer = Client().get("/fr/updates/vancouver-nouveau-groupe/")
    assert "Écrivez-nous." in answer.content.decode()
    assert notices.tell_all() == 1
    message = Message.objects.get(kind="update_published")
    assert (message.address, message.language) == ("french@example.org", "fr")
    assert FRENCH["title"] in message.content.subject
    assert FRENCH["introduction"] in message.content.text


def test_what_changed_in_english_waits_in_french_until_it_is_translated(
    enter: Enter, update: UpdatePage, django_capture_on_commit_callbacks: Any
) -> None:
    coordinator = enter(holder(RoleKind.COORDINATOR, update.programme))
    with django_capture_on_commit_callbacks(execute=True):
        send_to_translation(coordinator, update)
        translation = Translation.objects.get(source__object_id=update.translation_key)
        type_in(coordinator, translation, FRENCH)
    french = UpdatePage.objects.get(translation_key=update.translation_key, locale__language_code="fr")
    with django_capture_on_commit_callbacks(execute=True):
        coordinator.post(f"/office/pages/{french.pk}/edit/", {"action": "publish"})
    update.introduction = "Applications close on Friday."
    update.save_revision().publish()

    answer = coordinator.post(f"/office/localize/update/{translation.source_id}/", {})

    assert answer.status_code == HTTPStatus.FOUND
    assert translation.get_status_display() == "Waiting for translations"
    french.refresh_from_db()
    assert french.introduction == FRENCH["introduction"]


def test_an_editor_cannot_publish_by_way_of_a_translation(
    enter: Enter, update: UpdatePage, django_capture_on_commit_callbacks: Any
) -> None:
    editor = enter(holder(RoleKind.EDITOR, update.programme))
    with django_capture_on_commit_callbacks(execute=True):
        send_to_translation(editor, update)
        source = TranslationSource.objects.get(object_id=update.translation_key)
        sync = f"/office/localize/update/{source.pk}/"
        assert editor.get(sync).status_code == HTTPStatus.OK
        editor.post(sync, {"publish_translations": "on"})
        french = UpdatePage.objects.get(translation_key=update.translation_key, locale__language_code="fr")
        editor.post(f"/office/localize/page/{french.pk}/convert_to_alias/")

    french.refresh_from_db()
    assert (french.live, french.alias_of_id) == (False, None)
    coordinator = enter(holder(RoleKind.COORDINATOR, update.programme))
    with django_capture_on_commit_callbacks(execute=True):
        coordinator.post(sync, {"publish_translations": "on"})
    french.refresh_from_db()
    assert french.live


@pytest.mark.parametrize("kind", [RoleKind.EDITOR, RoleKind.COORDINATOR])
def test_another_programmes_translations_do_not_exist(
    enter: Enter, update: UpdatePage, kind: RoleKind
) -> None:
    """Every screen of wagtail-localize that names one: 404 by GET and by POST."""
    mine = enter(holder(RoleKind.COORDINATOR, update.programme))
    send_to_translation(mine, update)
    translation = Translation.objects.get(source__object_id=update.translation_key)
    french = UpdatePage.objects.get(translation_key=update.translation_key, locale__language_code="fr")
    segment = StringSegment.objects.filter(source=translation.source)[0]
    of_translation = f"/office/localize/translate/{translation.pk}/"
    paths = [
        f"/office/localize/submit/page/{update.pk}/",
        f"/office/localize/update/{translation.source_id}/",
        f"/office/localize/page/{french.pk}/convert_to_alias/",
        f"{of_translation}strings/{segment.pk}/edit/",
        f"{of_translation}pofile/download/",
        f"{of_translation}pofile/upload/",
        f"{of_translation}preview/",
        f"{of_translation}disable/",
        "/office/localize/reports/translations/",
        "/office/localize/reports/translations/results/",
        f"/office/pages/{french.pk}/edit/",
    ]
    stranger = enter(holder(kind, factories.programme()))

    answers = {path: (stranger.get(path).status_code, stranger.post(path).status_code) for path in paths}

    assert answers == dict.fromkeys(paths, (404, 404))
    # Who works for the programme, and an administrator, find them.
    assert mine.get(f"{of_translation}pofile/download/").status_code == HTTPStatus.OK
    admin = enter(factories.person(is_superuser=True))
    assert admin.get("/office/localize/reports/translations/").status_code == HTTPStatus.OK


def test_the_list_of_updates_and_other_pages_are_left_to_administrators(
    enter: Enter, update: UpdatePage
) -> None:
    """With its "subtree" the list would hold every programme's updates."""
    trees = factories.site()
    coordinator = enter(holder(RoleKind.COORDINATOR, update.programme))

    for page in (trees["en"].home, trees["en"].updates):
        coordinator.post(f"/office/localize/submit/page/{page.pk}/", {"include_subtree": "on"})

    assert not TranslationSource.objects.exists()


def test_the_way_to_the_other_language_is_a_translation(enter: Enter, update: UpdatePage) -> None:
    """The dashboard offers one update, in the writer's language, and to translate what stands in one language only."""
    coordinator = holder(RoleKind.COORDINATOR, update.programme)
    coordinator.language = "fr"
    coordinator.save()
    client = enter(coordinator)
    trees = factories.site()
    foreign = factories.update()
    translate = f'href="/office/localize/submit/page/{update.pk}/"'

    shown = client.get("/office/").content.decode()

    assert f"/office/pages/add/updates/updatepage/{trees['fr'].updates.pk}/" in shown
    assert f"/office/pages/add/updates/updatepage/{trees['en'].updates.pk}/" not in shown
    assert translate in shown
    assert f"/office/localize/submit/page/{foreign.pk}/" not in shown
    assert translate in client.get(f"/office/pages/{update.pk}/edit/").content.decode()

    send_to_translation(client, update)
    assert translate not in client.get("/office/").content.decode()
    assert translate not in client.get(f"/office/pages/{update.pk}/edit/").content.decode()


def test_a_second_update_about_the_cohort_in_the_other_language_is_warned_of(enter: Enter) -> None:
    """It is no translation; one that translates another update is none of this one's business."""
    cohort = factories.cohort()
    page = factories.update(cohort=cohort)
    client = enter(holder(RoleKind.EDITOR, cohort.programme))
    edit = f"/office/pages/{page.pk}/edit/"
    warning = "There is another update about this cohort"
    other = factories.update(cohort=cohort)
    factories.update(of=other, language="fr")
    assert warning not in client.get(edit).content.decode()

    alone = factories.update(cohort=cohort, language="fr")

    shown = client.get(edit).content.decode()
    assert warning in shown
    assert f'/office/pages/{alone.pk}/edit/"' in shown

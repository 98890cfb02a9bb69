"""What is found, in what order, and what never is. Runs on PostgreSQL and on SQLite."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import Page, PageViewRestriction

from cms.home.models import ContentPage, CoursePage, ProgrammePage
from cms.search.index import index_page, rebuild
from cms.search.models import Entry, Kind
from cms.search.queries import groups, in_full, matching
from cms.search.wanted import wanted
from courses.operations.cohorts import announce_cohort, cancel_cohort
from courses.operations.editions import add_module, change_module, copy_edition, remove_module
from tests import factories

pytestmark = pytest.mark.django_db
Commit = Callable[..., Any]

QUESTIONS = [
    {
        "type": "questions",
        "value": [
            {"question": "What does it cost?", "answer": "<p>Nothing. Bus fares are paid <b>back</b>.</p>"},
            {"question": "Do I need a diploma?", "answer": "<p>No.</p>"},
        ],
    }
]


def content(
    title: str, introduction: str = "", *, language: str = "en", body: Any = None, **fields: Any
) -> Any:
    """A page to read, below the home page of its language, and in the index."""
    home = factories.site()[language].home
    page = ContentPage(
        title=title,
        introduction=introduction,
        locale=home.locale,
        body=json.dumps(body or []),
        **fields,
    )
    home.add_child(instance=page)
    index_page(page.pk)
    return page


def found(query: str, language: str = "en", *, all_of_them: bool = True) -> list[str]:
    """Titles of what is found, the best first."""
    words = wanted(query, language)
    return [entry.title for entry in matching(words, language=language, all_of_them=all_of_them)]


def test_title_hits_come_first_whatever_the_text_holds() -> None:
    content("A page of many words", "boundaries boundary boundaries boundary boundaries " * 5)
    content("Boundaries and more things that have nothing to do with it at all", "Short.")
    content("Other", "Nothing of the kind.")
    assert found("boundary") == [
        "Boundaries and more things that have nothing to do with it at all",
        "A page of many words",
    ]


def test_all_words_are_needed_and_some_are_enough_only_when_asked() -> None:
    content("Peer support", "What it is.")
    content("Peer review", "Something else.")
    assert found("peer support") == ["Peer support"]
    assert found("peer zebra") == []
    assert sorted(found("peer zebra", all_of_them=False)) == ["Peer review", "Peer support"]


@pytest.mark.parametrize(
    ("query", "language"),
    [
        ("STIGMATISATION", "fr"), ("stigmatisations", "fr"), ("coeur", "fr"), ("cœur", "fr"), ("l'ecoute", "fr"),
        ("l’écoute", "fr"), ("e\u0301coute", "fr"), ("aîné", "fr"), ("aines", "fr"), ("pairaidance", "fr"),
        ("pair-aidance", "fr"), ("pair‑aidance", "fr"), ("« cœur »", "fr"),
    ],
)  # fmt: skip
def test_french_is_found_with_and_without_accents(query: str, language: str) -> None:
    content(
        "Cœur et écoute",
        "La stigmatisation touche l’aîné ; on parle de l'écoute et de pair-aidance.",
        language=language,
    )
    assert found(query, language) == ["Cœur et écoute"]


def test_only_the_reader_s_language() -> None:
    content("Confidentiality", "In English.")
    content("Confidentialité", "En français.", language="fr")
    assert found("confidential") == ["Confidentiality"]
    assert found("confidential", "fr") == ["Confidentialité"]


@pytest.mark.parametrize(
    "query", ["& | ! : * ( ) ' \" \\", "\x00", "' OR 1=1 --", "zebra:* & !y", "%_%", "…", "İ½"]
)
def test_odd_signs_are_only_signs(query: str) -> None:
    content("Boundaries", "Of a role.")
    words = wanted(query, "en")
    assert words == () or found(query) == []
    assert found(f"boundary {query}", all_of_them=False) == ["Boundaries"]


def test_odd_names_are_found() -> None:
    content("On xʷməθkʷəy̓əm land", "培训 and Zoë")
    for query in ("xwmethkweyem", "xʷməθkʷəy̓əm", "培训", "zoe", "ZOË"):
        assert found(query) == ["On xʷməθkʷəy̓əm land"], query


def test_no_draft_no_private_page_no_alias() -> None:
    live = content("Secret garden", "Open to all.")
    draft = content("Secret plan", "Not yet.", live=False)
    behind = content("Secret room", "For members.")
    below = ContentPage(title="Secret cupboard", locale=behind.locale)
    behind.add_child(instance=below)
    index_page(below.pk)
    assert set(found("secret")) == {"Secret garden", "Secret room", "Secret cupboard"}
    PageViewRestriction.objects.create(page=behind, restriction_type="login")
    assert found("secret") == ["Secret garden"]
    assert not Entry.objects.filter(page=draft).exists()
    alias = live.create_alias(parent=factories.site()["fr"].home, update_slug="autre")
    index_page(alias.pk)
    assert found("secret", "fr") == []
    Page.objects.filter(pk=live.pk).update(live=False)  # and the index does not know yet
    assert found("secret") == []


def test_questions_have_their_own_entries_at_their_anchor() -> None:
    page = content("Questions", "Often asked.", body=QUESTIONS)
    entry = matching(wanted("bus fare", "en"), language="en").get()
    assert (entry.kind, entry.title, entry.text) == (
        Kind.QUESTION,
        "What does it cost?",
        "Nothing. Bus fares are paid back.",
    )
    assert entry.anchor == "question-what-does-it-cost"
    assert found("diploma") == ["Do I need a diploma?"]
    page.refresh_from_db()
    page.body = json.dumps([])
    page.save()
    index_page(page.pk)
    assert found("diploma") == []


def course_page(language: str = "en") -> CoursePage:
    edition = factories.course_edition(2, title_en="Core training", title_fr="Formation de base")
    home = factories.site()[language].home
    page = CoursePage(title="The core course", locale=home.locale, course=edition.course)
    home.add_child(instance=page)
    index_page(page.pk)
    return page


def test_modules_follow_the_edition_that_is_shown(django_capture_on_commit_callbacks: Commit) -> None:
    page = course_page()
    edition = page.course.editions.get()
    with django_capture_on_commit_callbacks(execute=True):
        module = add_module(
            edition=edition, by=None, code="M05", title_en="Boundaries", title_fr="Limites",
            outcome_en="apply the code", minutes=60,
        )  # fmt: skip
    entry = matching(wanted("boundary", "en"), language="en").get()
    assert (entry.kind, entry.title, entry.text, entry.anchor, entry.page_id) == (
        Kind.MODULE,
        "M05 Boundaries",
        "apply the code",
        "module-m05",
        page.pk,
    )
    assert found("m05") == ["M05 Boundaries"]
    with django_capture_on_commit_callbacks(execute=True):
        change_module(module=module, by=None, title_en="Ethics")
    assert (found("boundary"), found("ethics")) == ([], ["M05 Ethics"])
    factories.cohort(edition)
    copy = copy_edition(edition=edition, by=None)
    with django_capture_on_commit_callbacks(execute=True):
        change_module(module=copy.modules.get(code="M05"), by=None, title_en="Limits")
    assert (found("limits"), found("ethics")) == ([], ["M05 Ethics"])
    with django_capture_on_commit_callbacks(execute=True):
        draft = factories.cohort(copy, announced=False)
    assert (found("limits"), found("ethics")) == ([], ["M05 Ethics"])  # nobody knows of that cohort
    with django_capture_on_commit_callbacks(execute=True):
        announce_cohort(cohort=draft, by=None)
    assert (found("limits"), found("ethics")) == (["M05 Limits"], [])
    with django_capture_on_commit_callbacks(execute=True):
        cancel_cohort(cohort=draft, by=None)
    assert (found("limits"), found("ethics")) == ([], ["M05 Ethics"])


def test_a_removed_module_and_a_renamed_programme(django_capture_on_commit_callbacks: Commit) -> None:
    page = course_page()
    edition = page.course.editions.get()
    assert found("m02") == ["M02 Module 2"]
    with django_capture_on_commit_callbacks(execute=True):
        remove_module(module=edition.modules.get(code="M02"), by=None)
    assert found("m02") == []
    home = factories.site()["fr"].home
    with django_capture_on_commit_callbacks(execute=True):
        home.add_child(
            instance=ProgrammePage(title="Ici", locale=home.locale, programme=page.course.programme)
        )
    with django_capture_on_commit_callbacks(execute=True):
        programme = page.course.programme
        programme.host = "Société des pairs"
        programme.save()
    assert found("societe", "fr") == ["Ici"]


def test_publishing_and_taking_down_is_followed(django_capture_on_commit_callbacks: Commit) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        update = factories.update(title="Winter intake")
    assert found("winter") == ["Winter intake"]
    with django_capture_on_commit_callbacks(execute=True):
        update.title = "Spring intake"
        revision = update.save_revision()
    assert found("spring") == []
    with django_capture_on_commit_callbacks(execute=True):
        revision.publish()
    assert (found("winter"), found("spring")) == ([], ["Spring intake"])
    assert matching(wanted("spring", "en"), language="en").get().kind == Kind.UPDATE
    with django_capture_on_commit_callbacks(execute=True):
        update.refresh_from_db()
        update.unpublish()
    assert found("spring") == []
    assert not Entry.objects.filter(page=update.pk).exists()


def test_a_deleted_page_is_gone() -> None:
    content("Boundaries").delete()
    assert Entry.objects.count() == 0


def test_rebuilding_mends_whatever_is_wrong_and_then_writes_nothing() -> None:
    content("Boundaries", body=QUESTIONS)
    Entry.objects.filter(kind=Kind.PAGE).delete()
    Entry.objects.filter(title__startswith="Do I").update(title="Wrong", anchor="wrong")
    rebuild()
    assert found("boundary") == ["Boundaries"]
    assert not Entry.objects.filter(title="Wrong").exists()
    kept = set(Entry.objects.values_list("pk", flat=True))
    with CaptureQueriesContext(connection) as queries:
        rebuild()
    writes = ("INSERT", "UPDATE", "DELETE")
    assert [query["sql"] for query in queries if query["sql"].startswith(writes)] == []
    assert set(Entry.objects.values_list("pk", flat=True)) == kept


def test_what_stands_word_for_word_on_several_pages_is_one_result() -> None:
    first = content("First", body=QUESTIONS)
    second = content("Second", body=QUESTIONS)
    content("What does it cost?", "To be in doubt is no question.")
    words = wanted("what cost", "en")
    ids = groups(words, language="en")
    entries = in_full(pk for group in ids for pk in group)
    assert sorted(sorted(entries[pk].page_id for pk in group) for group in ids if len(group) > 1) == [
        [first.pk, second.pk]
    ]
    assert sorted(map(len, ids)) == [1, 2]
    assert len(groups(wanted("doubt", "en"), language="en")) == 1


def test_as_many_queries_for_many_results_as_for_one() -> None:
    counts = []
    for number in (1, 6):
        for _index in range(number):
            content("Boundaries")
        with CaptureQueriesContext(connection) as queries:
            ids = groups(wanted("boundary", "en"), language="en")
            entries = in_full(pk for group in ids for pk in group)
            assert all(entry.page.title for entry in entries.values())
        counts.append(len(queries))
    assert counts == [3, 3]

"""What the blocks take and refuse, in the shapes in which pages keep them."""

from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone
from wagtail.blocks import StreamBlock, StreamValue
from wagtail.models import Page

from cms.blocks import CONTENT_BODY
from tests import factories

STUDY = {
    "finding": "<p>Fewer days in hospital.</p>",
    "authors": "Sledge WH, Lawless M, et al.",
    "year": 2011,
    "title": "Effectiveness of peer support",
    "journal": "Psychiatric Services",
    "doi": "10.1176/ps.62.5.pss6205_0541",
    "pmid": "21532082",
}
AWAY = {"title": "Away", "text": "Elsewhere.", "url": "https://example.org/", "page": None}
SIDES = {"is_title": "It is", "is_items": ["Company"], "not_title": "It is not", "not_items": ["Therapy"]}
FORMS = [
    {"name": "Clubhouse", "text": "<p>People meet.</p>", "examples": "Walk-in centres"},
    {"name": "Hospital", "text": "<p>A team.</p>", "examples": ""},
]
VALUE = {"name": "Mutuality", "sentence": "We learn together.", "text": "<p>Both grow.</p>"}
SHAPES: list[tuple[str, Any]] = [
    ("text", "<h2>Where</h2><p>Here.</p>"),
    ("values", [VALUE]),
    ("steps", [{"title": "Ask", "text": "<p>Ask your team.</p>"}]),
    ("spectrum", {"from_label": "Informal", "to_label": "Formal", "items": FORMS}),
    ("is_and_is_not", SIDES),
    ("evidence", [STUDY]),
    ("links", [AWAY]),
    ("highlight", {"kind": "care", "title": "Today", "text": "<p>Closed.</p>"}),
    ("contacts", {"programmes": "all"}),
    ("intakes", {}),
    ("report_barrier", None),
]


def body(name: str, value: Any) -> StreamValue:
    """The value of a page's body with one block, as it is read from the database."""
    return StreamBlock(CONTENT_BODY).to_python([{"type": name, "value": value}])


def clean(name: str, value: Any) -> StreamValue:
    """What the editor's form does with it."""
    return StreamBlock(CONTENT_BODY).clean(body(name, value))


def fields_refused(error: Any) -> set[str]:
    """The names of the fields that an error in a body is said of, however deep they stand."""
    found: set[str] = set()
    inner = getattr(error, "block_errors", None) or {}
    for name, below in inner.items():
        found |= fields_refused(below) or ({name} if isinstance(name, str) else set())
    return found


def refused(name: str, value: Any) -> set[str]:
    """The names of the fields for which a block is refused."""
    with pytest.raises(ValidationError) as error:
        clean(name, value)
    return fields_refused(error.value)


@pytest.mark.django_db
@pytest.mark.parametrize(("name", "value"), SHAPES, ids=[name for name, _value in SHAPES])
def test_each_block_takes_its_shape(name: str, value: Any) -> None:
    assert [child.block_type for child in clean(name, value)] == [name]


@pytest.mark.parametrize(
    ("name", "value", "field"),
    [
        ("evidence", [STUDY | {"year": 1899}], "year"),
        ("evidence", [STUDY | {"year": timezone.localdate().year + 2}], "year"),
        ("evidence", [STUDY | {"doi": "https://doi.org/10.1176/ps.62.5.pss6205_0541"}], "doi"),
        ("evidence", [STUDY | {"doi": "doi:10.1176/ps.62"}], "doi"),
        ("evidence", [STUDY | {"doi": "11.1176/ps.62"}], "doi"),
        ("evidence", [STUDY | {"doi": "10.1176/ps 62"}], "doi"),
        ("evidence", [STUDY | {"doi": '10.1176/ps"62'}], "doi"),
        ("evidence", [STUDY | {"doi": "10.1176/"}], "doi"),
        ("evidence", [STUDY | {"pmid": "PMC123"}], "pmid"),
        ("evidence", [STUDY | {"authors": ""}], "authors"),
        ("evidence", [STUDY | {"finding": ""}], "finding"),
        ("links", [AWAY | {"url": ""}], "url"),
        ("links", [AWAY | {"url": "javascript:alert(1)"}], "url"),
        ("links", [AWAY | {"text": "x" * 161}], "text"),
        ("values", [VALUE | {"sentence": "x" * 121}], "sentence"),
        ("highlight", {"kind": "alarm", "title": "Today", "text": "<p>Closed.</p>"}, "kind"),
        ("is_and_is_not", SIDES | {"not_items": []}, "not_items"),
        ("spectrum", {"from_label": "One", "to_label": "Other", "items": FORMS[:1]}, "items"),
        ("contacts", {"programmes": "one"}, "programme"),
    ],
)
@pytest.mark.django_db
def test_what_is_wrong_is_said_at_its_field(name: str, value: Any, field: str) -> None:
    assert refused(name, value) == {field}


@pytest.mark.django_db
@pytest.mark.parametrize(
    "study",
    [
        STUDY | {"year": 1900},
        STUDY | {"year": timezone.localdate().year + 1},
        STUDY | {"pmid": ""},
        STUDY | {"doi": "10.1136/bmjopen-2022-061336"},
        STUDY | {"doi": "10.1002/(SICI)1099-1298(199911)9:6;2-A"},
    ],
)
def test_what_is_right_is_taken(study: dict[str, Any]) -> None:
    clean("evidence", [study])


@pytest.mark.django_db
def test_a_link_leads_to_a_page_or_an_address_and_not_to_both() -> None:
    page = Page.objects.filter(depth=1).get()

    assert refused("links", [AWAY | {"page": page.pk}]) == {"url"}
    clean("links", [AWAY | {"page": page.pk, "url": ""}])
    assert refused("action", {"label": "Go", "page": page.pk, "url": "https://example.org/"}) == {"url"}


@pytest.mark.django_db
def test_contacts_are_of_all_or_of_one_programme() -> None:
    programme = factories.programme()

    clean("contacts", {"programmes": "one", "programme": programme.pk})
    assert refused("contacts", {"programmes": "all", "programme": programme.pk}) == {"programme"}

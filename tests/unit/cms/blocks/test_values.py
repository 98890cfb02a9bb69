"""What the blocks take and refuse, in the shapes in which pages keep them."""

from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone
from wagtail.blocks import StreamBlock

from cms.blocks import CONTENT_BODY

STUDY = {
    "finding": "<p>Fewer days in hospital.</p>",
    "authors": "Sledge WH, Lawless M, et al.",
    "year": 2011,
    "title": "Effectiveness of peer support",
    "journal": "Psychiatric Services",
    "doi": "10.1176/ps.62.5.pss6205_0541",
    "pmid": "21532082",
}
SHAPES: list[tuple[str, Any]] = [
    ("text", "<h2>Where</h2><p>Here.</p>"),
    ("values", [{"name": "Mutuality", "sentence": "We learn together.", "text": "<p>Both grow.</p>"}]),
    ("steps", [{"title": "Ask", "text": "<p>Ask your team.</p>"}]),
    (
        "spectrum",
        {
            "from_label": "Informal",
            "to_label": "Formal",
            "items": [
                {"name": "Clubhouse", "text": "<p>People meet.</p>", "examples": "Walk-in centres"},
                {"name": "Hospital", "text": "<p>A team.</p>", "examples": ""},
            ],
        },
    ),
    (
        "is_and_is_not",
        {"is_title": "It is", "is_items": ["Company"], "not_title": "It is not", "not_items": ["Therapy"]},
    ),
    ("evidence", [STUDY]),
    ("links", [{"title": "Away", "text": "Elsewhere.", "url": "https://example.org/", "page": None}]),
    ("highlight", {"kind": "care", "title": "Today", "text": "<p>Closed.</p>"}),
    ("contacts", {"programmes": "all"}),
    ("intakes", {}),
    ("report_barrier", None),
]


def body(*parts: tuple[str, Any]) -> Any:
    """The value of a page's body, as it is read from the database."""
    return StreamBlock(CONTENT_BODY).to_python([{"type": name, "value": value} for name, value in parts])


def refusal(name: str, value: Any) -> str:
    """What is said about a block, with the fields that it is said of."""
    block = StreamBlock(CONTENT_BODY)
    with pytest.raises(ValidationError) as refused:
        block.clean(body((name, value)))
    return str(refused.value.as_json_data() if hasattr(refused.value, "as_json_data") else refused.value)


@pytest.mark.django_db
@pytest.mark.parametrize(("name", "value"), SHAPES, ids=[name for name, _value in SHAPES])
def test_each_block_takes_its_shape(name: str, value: Any) -> None:
    """A page with this block can be saved."""
    cleaned = StreamBlock(CONTENT_BODY).clean(body((name, value)))

    assert [child.block_type for child in cleaned] == [name]


@pytest.mark.parametrize("year", [1899, timezone.localdate().year + 2])
def test_a_study_is_of_a_year_that_can_be(year: int) -> None:
    """Neither before 1900 nor after next year."""
    assert "'year'" in refusal("evidence", [STUDY | {"year": year}])


@pytest.mark.parametrize("year", [1900, timezone.localdate().year + 1])
def test_the_first_and_the_last_year_are_taken(year: int) -> None:
    """The bounds themselves."""
    StreamBlock(CONTENT_BODY).clean(body(("evidence", [STUDY | {"year": year}])))

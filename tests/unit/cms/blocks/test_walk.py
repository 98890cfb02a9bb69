"""Headings follow one another without a gap, whatever an editor writes."""

from typing import Any

import pytest
from wagtail.blocks import StreamBlock

from cms.blocks.text import TextBlock
from cms.blocks.walk import walk, well_headed


def levels(*texts: str) -> list[int]:
    """The level of each text's place on the page."""
    block: Any = StreamBlock([("text", TextBlock())])
    value = block.to_python([{"type": "text", "value": text} for text in texts])
    return [level for _child, level in walk(value)]


@pytest.mark.parametrize(
    ("first", "after"),
    [
        ("<p>Words.</p>", 2),
        ('<h2 data-block-key="a">Section</h2>', 3),
        ("<h3>Section</h3>", 3),  # it is raised, see below
        ("<h2></h2>", 2),
        ("<h2> <b>&nbsp;</b></h2>", 2),
    ],
)
def test_a_section_begins_with_the_first_heading_that_says_something(first: str, after: int) -> None:
    assert levels(first, "<p>After.</p>") == [2, after]


@pytest.mark.parametrize(
    ("source", "level", "written"),
    [
        ("<h3>A</h3><p>a</p><h3>B</h3>", 2, "<h2>A</h2><p>a</p><h2>B</h2>"),
        ("<h3>A</h3><h2>B</h2><h3>C</h3>", 2, "<h2>A</h2><h2>B</h2><h3>C</h3>"),
        ('<h3 data-block-key="x">A</h3>', 2, '<h2 data-block-key="x">A</h2>'),
        ("<h3>A</h3>", 3, "<h3>A</h3>"),
        ("<h2>A</h2><h3>B</h3>", 2, "<h2>A</h2><h3>B</h3>"),
        ("<h2></h2><h3> </h3><p>a</p>", 2, "<p>a</p>"),
        ("<h2></h2><p> </p>", 2, ""),
        ("<h2>&nbsp;</h2><h3>A</h3>", 2, "<h2>A</h2>"),
        ("<p>a &lt;h3&gt; b</p>", 2, "<p>a &lt;h3&gt; b</p>"),
    ],
)
def test_no_level_is_left_out_and_no_heading_is_empty(source: str, level: int, written: str) -> None:
    assert well_headed(source, level) == written

"""Rich text as data: nothing lost, nothing run, whatever the markup."""

from typing import Any

import pytest

from courses.pdf.rich_text import blocks

BASE = "https://example.org/brochure/"


def plain(html: str) -> list[Any]:
    """Kinds with their words; a list as a list of its items."""
    return [_plain(block) for block in blocks(html, base_url=BASE)]


def _plain(block: dict[str, Any]) -> Any:
    if block["kind"] == "list":
        return [
            "ol" if block["is_ordered"] else "ul",
            *([_plain(part) for part in item] for item in block["items"]),
        ]
    words = "".join(run["text"] for run in block["runs"])
    return f"h{block['level']} {words}" if block["kind"] == "heading" else words


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("", []),
        ("<p></p><p> </p><p>&nbsp;</p>", []),
        ("<p>One</p><p>Two</p>", ["One", "Two"]),
        ("loose <b>words</b><p>then</p>after", ["loose words", "then", "after"]),
        ("<h2>A</h2><h3>B</h3><h4>C</h4><p>d</p>", ["h2 A", "h3 B", "h3 C", "d"]),
        ("<ul><li>a</li><li>b <i>c</i></li></ul>", [["ul", ["a"], ["b c"]]]),
        ("<ol><li>a<ul><li>b</li></ul></li></ol>", [["ol", ["a", ["ul", ["b"]]]]]),
        ("<ul><li></li><li>x</li></ul>", [["ul", ["x"]]]),
        ("<div><p>in</p><section><p>deep</p></section></div>", ["in", "deep"]),
        ("<p>a\n   b\tc</p>", ["a b c"]),
        ("<p>18\u00a0h</p>", ["18\u00a0h"]),
        ("<p>a<br/>b</p>", ["a\nb"]),
        ("<p>1 &lt; 2 &amp; 3 &gt; 2 &quot;#$@\\[]</p>", ['1 < 2 & 3 > 2 "#$@\\[]']),
        ("<p>a<!-- hidden -->b<script>alert(1)</script><style>p{}</style></p>", ["ab"]),
        ("<p>never <b>closed", ["never closed"]),
        ("<table><tr><td>cell</td></tr></table>", ["cell"]),
    ],
)
def test_what_is_read_of_it(html: str, expected: list[Any]) -> None:
    assert plain(html) == expected


def test_runs_know_how_they_are_said_and_where_they_lead() -> None:
    (block,) = blocks(
        '<p>a <b>b <i>c</i></b> <a href="/x/?a=1&amp;b=2"><em>d</em></a> <a>e</a>'
        '<a href="mailto:a@example.org">f</a><a href="#g">g</a></p>',
        base_url=BASE,
    )

    assert [(run["text"], run["is_bold"], run["is_italic"], run["url"]) for run in block["runs"]] == [
        ("a ", False, False, ""),
        ("b ", True, False, ""),
        ("c", True, True, ""),
        (" ", False, False, ""),
        ("d", False, True, "https://example.org/x/?a=1&b=2"),
        (" ", False, False, ""),
        ("e", False, False, ""),
        ("f", False, False, "mailto:a@example.org"),
        ("g", False, False, "https://example.org/brochure/#g"),
    ]

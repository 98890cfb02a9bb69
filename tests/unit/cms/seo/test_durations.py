"""Small rules of the data for search engines."""

import pytest

from cms.seo.courses import MODES, duration
from cms.seo.schema import _plain


@pytest.mark.parametrize(
    ("minutes", "expected"), [(0, "PT0M"), (45, "PT45M"), (60, "PT1H"), (90, "PT1H30M"), (7320, "PT122H")]
)
def test_minutes_as_iso_8601(minutes: int, expected: str) -> None:
    assert duration(minutes) == expected


def test_every_way_to_meet_has_a_word() -> None:
    assert set(MODES) == {(True, False), (False, True), (True, True)}


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<p>One.</p><p>Two.</p>", "One. Two."),
        ("<ul><li>a</li><li>b</li></ul>", "a b"),
        ("a<br>b", "a b"),
        ("<p>wo<b>rd</b></p>", "word"),
        ("<p>&lt;/script&gt;</p>", "</script>"),
    ],
)
def test_an_answer_as_plain_text(html: str, expected: str) -> None:
    assert _plain(html) == expected

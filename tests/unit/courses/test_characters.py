"""What a feed and a calendar may hold."""

from xml.etree import ElementTree

import pytest

from courses.rules.characters import writable


@pytest.mark.parametrize(
    "sign", ["\x00", "\x01", "\x08", "\x0b", "\x0c", "\x1f", "\ud800", "\ufffe", "\uffff"]
)
def test_what_no_file_may_hold_is_left_out(sign: str) -> None:
    with pytest.raises((ElementTree.ParseError, UnicodeEncodeError)):
        ElementTree.fromstring(f"<a>{sign}</a>")
    assert writable(f"a{sign}b") == "ab"


@pytest.mark.parametrize("text", ["a\tb\nc\r", "é ʔ 中文 \U0001f33f", "\u00a0\u202f", "\ue000\ufffd"])
def test_everything_else_stays(text: str) -> None:
    assert writable(text) == text

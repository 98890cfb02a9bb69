"""What a requirement asks for, as a title and the sentences that follow it."""

import pytest

from trainees.portal.awards.lines import title_and_more


@pytest.mark.parametrize(
    ("asks", "title", "more"),
    [
        ("6 hours: Supervision.", "6 hours: Supervision", ""),
        (
            "12 hours: General or Law and ethics. Counted from: the start. At most 2 hours from this source: A.",
            "12 hours: General or Law and ethics",
            "Counted from: the start. At most 2 hours from this source: A.",
        ),
        ("First aid of St. John, still valid.", "First aid of St. John, still valid", ""),
        ("Final exam: 80 % or more.", "Final exam: 80\N{NO-BREAK SPACE}% or more", ""),
    ],
)
def test_the_first_sentence_is_the_title_and_nothing_is_lost(asks: str, title: str, more: str) -> None:
    assert title_and_more(asks) == (title, more)

"""Addresses that an editor may link to."""

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st
from wagtail.rich_text import RichText

from cms.blocks.links import is_safe_link
from cms.blocks.text import TextBlock


@pytest.mark.parametrize(
    "url",
    [
        "https://example.org/a?b=c#d",
        "http://example.org",
        "mailto:a@example.org",
        "tel:+16045550100",
        "/updates/",
        "#top",
    ],
)
def test_a_page_a_mail_a_call(url: str) -> None:
    """What people link to."""
    assert is_safe_link(url)


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        "java\nscript:alert(1)",
        "\x01javascript:alert(1)",
        " javascript:alert(1)",
        "vbscript:x",
        "data:text/html;base64,PHNjcmlwdD4=",
        "//evil.example",
        "/\\evil.example",
        "evil.example",
        "http://[",
    ],
)
def test_no_script_and_no_disguise(url: str) -> None:
    """What a browser would run, or take for another site."""
    assert not is_safe_link(url)


@given(
    st.text(alphabet=st.characters(max_codepoint=0x20), max_size=3),
    st.text(alphabet="\t\n\r\x00 ", max_size=3),
)
def test_no_hidden_sign_helps(before: str, inside: str) -> None:
    """Browsers skip blanks and control characters in a scheme; so an address that holds any is refused."""
    assert not is_safe_link(f"{before}java{inside}script:alert(1)")


def test_running_text_refuses_an_unsafe_link() -> None:
    """Also where it does not come from the editor, which drops it itself."""
    block = TextBlock()
    good = RichText('<p><a href="https://example.org">x</a> <a linktype="page" id="1">y</a></p>')
    assert block.clean(good) == good

    for href in ("javascript:alert(1)", "&#106;avascript:alert(1)"):
        with pytest.raises(ValidationError):
            block.clean(RichText(f'<p><a href="{href}">x</a></p>'))

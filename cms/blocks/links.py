"""Which addresses an editor may link to."""

from urllib.parse import urlsplit

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

SCHEMES = frozenset({"http", "https", "mailto", "tel"})


def is_safe_link(url: str) -> bool:
    """Whether a browser that follows `url` opens a page, a mail or a call, and never runs a script.

    Browsers skip control characters and blanks before and inside a scheme, so an address holding any is refused.
    An address without a scheme stays on this site; one that begins with two slashes or a backslash does not.
    """
    if any(ord(sign) <= 0x20 or ord(sign) == 0x7F for sign in url):
        return False
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    if parts.scheme:
        return parts.scheme.lower() in SCHEMES
    return url.startswith(("/", "#", "?")) and not url.startswith(("//", "/\\"))


def check_link(url: str) -> None:
    """Raise ValidationError for an address that is_safe_link refuses."""
    if url and not is_safe_link(url):
        raise ValidationError(_("Give a full web address that begins with https://"), code="link")


class LinkBlock(blocks.URLBlock):
    """A web address outside this site. The URL field refuses other schemes; this refuses blanks inside one."""

    def __init__(self, required: bool = True, **kwargs: object) -> None:
        super().__init__(required=required, validators=[check_link], **kwargs)

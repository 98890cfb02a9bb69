"""Registers what reads along with writers: the panel's script and its address, the checks, a word when publishing."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import path
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.models import Page

from .checks import configure
from .links import vague_links
from .texts import texts_of
from .views import reading


@hooks.register("register_admin_urls")
def urls() -> list[Any]:
    """/office/reading/"""
    return [path("reading/", reading, name="reading")]


@hooks.register("insert_editor_js")
def script() -> SafeString:
    """Keeps the panel right while one types."""
    return format_html('<script src="{}" defer></script>', static("js/office-reading.js"))


@hooks.register("construct_wagtail_userbar")
def checks(request: HttpRequest, items: list[Any], page: Page | None) -> None:
    """For the panel "Checks" of the editor and for the preview."""
    configure(items)


@hooks.register("after_publish_page")
def say_which_links_are_vague(request: HttpRequest, page: Page) -> None:
    """The page is out; the writer is told what would make it better."""
    for words in vague_links(text.html for text in texts_of(page.specific)):
        messages.warning(
            request,
            _("A link says only “%(words)s”. Please let it say where it leads.") % {"words": words},
        )


@hooks.register("insert_global_admin_css", order=20)
def style() -> SafeString:
    """After the office's own sheets, whose colours it uses."""
    return format_html('<link rel="stylesheet" href="{}">', static("css/office-reading.css"))

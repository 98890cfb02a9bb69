"""What Wagtail's content checks look for in the preview of a page, beside the editor."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.admin.userbar import AccessibilityItem, ContentCheckerItem

VAGUE = "vague-link-text"
ONE_TITLE = "one-title"


class Checks(ContentCheckerItem):
    """Headings in order and with words, pictures with a text, links that say where they lead, one title.

    axe has no rule about the words of a link: office-preview.js marks those of `links.VAGUE`, and the rule finds the
    mark. `attr-non-space-content` and `page-no-duplicate` are tests that axe itself brings.
    """

    axe_include = ["main"]
    axe_run_only = [
        *ContentCheckerItem.axe_run_only,
        "image-alt",
        "image-redundant-alt",
        "list",
        "listitem",
        VAGUE,
        ONE_TITLE,
    ]
    axe_custom_rules = [
        *ContentCheckerItem.axe_custom_rules,
        {
            "id": VAGUE,
            "impact": "serious",
            "selector": "a[data-vague-link]",
            "tags": ["best-practice"],
            "none": ["is-marked-as-vague"],
            "enabled": True,
        },
        {
            "id": ONE_TITLE,
            "impact": "moderate",
            "selector": "h1",
            "tags": ["best-practice"],
            "any": ["is-the-only-title"],
            "enabled": True,
        },
    ]
    axe_custom_checks = [
        *ContentCheckerItem.axe_custom_checks,
        {
            "id": "is-marked-as-vague",
            "evaluate": "attr-non-space-content-evaluate",
            "options": {"attribute": "data-vague-link"},
        },
        {
            "id": "is-the-only-title",
            "evaluate": "page-no-duplicate-evaluate",
            "options": {"selector": "h1"},
        },
    ]
    axe_messages = ContentCheckerItem.axe_messages | {
        "image-alt": {
            "error_name": _("A picture has no text"),
            "help_text": _("Say in words what it shows, or mark it as decoration"),
        },
        "image-redundant-alt": {
            "error_name": _("A picture repeats the words beside it"),
            "help_text": _("Say something that the words do not, or mark it as decoration"),
        },
        "list": {
            "error_name": _("A list is broken"),
            "help_text": _("Use the editor's own lists"),
        },
        "listitem": {
            "error_name": _("A list is broken"),
            "help_text": _("Use the editor's own lists"),
        },
        VAGUE: {
            "error_name": _("A link does not say where it leads"),
            "help_text": _("Name the page or the thing behind it, not “click here” or an address"),
        },
        ONE_TITLE: {
            "error_name": _("There is more than one title"),
            "help_text": _("The page has its title already; begin with a smaller heading"),
        },
    }


def configure(items: list[Any]) -> None:
    """Put our checks in the place of Wagtail's."""
    for index, item in enumerate(items):
        if isinstance(item, AccessibilityItem):
            items[index] = Checks(in_editor=item.in_editor)

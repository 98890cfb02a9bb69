"""Brochures of the site."""

import json
from itertools import count
from typing import Any

from wagtail.models import Locale

from cms.brochure.models import BrochurePage

from .sites import site

_numbers = count(1)


def brochure(
    *blocks: tuple[str, Any],
    language: str = "en",
    of: BrochurePage | None = None,
    live: bool = True,
    **fields: Any,
) -> BrochurePage:
    """A brochure below the home page of its language, published unless `live` is false; `of`: what it translates.

    blocks: (name, value) as stored: ("text", "<p>Hello</p>").
    """
    number = next(_numbers)
    if of is not None:
        fields |= {"translation_key": of.translation_key}
    page = BrochurePage(
        **(
            {
                "title": f"Brochure {number}",
                "slug": f"brochure-{number}",
                "introduction": f"What brochure {number} is about.",
                "locale": Locale.objects.get(language_code=language),
                "live": False,
            }
            | fields
        )
    )
    page.body = json.dumps([{"type": name, "value": value} for name, value in blocks])
    site()[language].home.add_child(instance=page)
    if live:
        page.save_revision().publish()
        page.refresh_from_db()
    return page

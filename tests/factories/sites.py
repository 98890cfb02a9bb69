"""The site's pages, and people who asked to hear about updates."""

import datetime as dt
from itertools import count
from typing import Any

from django.utils import timezone
from wagtail.models import Locale

from cms.home import site_tree
from cms.updates.models import Subscriber, UpdatePage
from courses.models import Cohort, Programme

from . import teaching

_numbers = count(1)


def site() -> dict[str, site_tree.Tree]:
    """The frame of the site, by language: `factories.site()["fr"].updates`."""
    return site_tree.ensure()


def update(
    *,
    programme: Programme | None = None,
    cohort: Cohort | None = None,
    language: str = "en",
    of: UpdatePage | None = None,
    live: bool = True,
    **fields: Any,
) -> UpdatePage:
    """An update in the list of its language, published unless `live` is false; `of`: the one it translates."""
    number = next(_numbers)
    if of is not None:
        fields |= {"translation_key": of.translation_key}
        programme, cohort = of.programme, of.cohort
    page = UpdatePage(
        **(
            {
                "title": f"Update {number}",
                "slug": f"update-{number}",
                "introduction": f"Introduction {number}.",
                "programme": programme or (cohort.programme if cohort else teaching.programme()),
                "cohort": cohort,
                "locale": Locale.objects.get(language_code=language),
                "live": False,
            }
            | fields
        )
    )
    site()[language].updates.add_child(instance=page)
    if live:
        page.save_revision().publish()
        page.refresh_from_db()
    return page


def subscriber(address: str = "", *, language: str = "en", **fields: Any) -> Subscriber:
    """Somebody who confirmed a day ago that they want every update of their language."""
    fields.setdefault("confirmed_at", timezone.now() - dt.timedelta(days=1))
    return Subscriber.objects.create(
        address=address or f"reader{next(_numbers)}@example.org", language=language, **fields
    )


def subscribers(number: int, *, language: str = "en") -> list[Subscriber]:
    """Many at once."""
    earlier = timezone.now() - dt.timedelta(days=1)
    return Subscriber.objects.bulk_create(
        Subscriber(address=f"reader{next(_numbers)}@example.org", language=language, confirmed_at=earlier)
        for _index in range(number)
    )

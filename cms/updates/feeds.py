"""The newest updates as an Atom feed (RFC 4287), with the filters of the page."""

import datetime as dt
import uuid
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.feedgenerator import Atom1Feed
from django.utils.http import http_date
from django.utils.translation import get_language
from django.views.decorators.http import conditional_page, require_safe
from wagtail.models import Page

from cms.home.places import readable
from cms.pagecache.decorators import cacheable, reads_parameters
from cms.updates import filters
from cms.updates.facts import describe
from cms.updates.filters import Wanted
from cms.updates.models import UpdatePage, UpdatesIndexPage
from cms.updates.queries import found_updates
from courses.rules.characters import writable

MOST = 20


class Feed(Atom1Feed):
    """Without entries it is as new as the list itself: a time of its own would change with each reading."""

    def latest_post_date(self) -> dt.datetime:
        newest: dt.datetime = super().latest_post_date() if self.items else self.feed["since"]
        return newest


@cacheable
@require_safe
@conditional_page
def feed(request: HttpRequest) -> HttpResponse:
    """The 20 newest updates. A filter that names something unknown answers 404: no program could read a notice."""
    index = (
        readable(UpdatesIndexPage.objects.filter(locale__language_code=get_language()))
        .select_related("locale")
        .first()
    )
    wanted = filters.read(request.GET)
    reads_parameters(request)
    if index is None or wanted.is_unknown:
        raise Http404
    at = timezone.now()
    made = _head(index, wanted)
    for page in found_updates(index, wanted, at=at)[:MOST]:
        made.add_item(**_writable(_item(page, at=at)))
    response = HttpResponse(content_type=made.content_type)
    response.headers["Last-Modified"] = http_date(made.latest_post_date().timestamp())
    response.headers["Cache-Control"] = "no-cache"  # ask each time; what is unchanged is answered in one line
    made.write(response, "utf-8")
    return response


def _head(index: UpdatesIndexPage, wanted: Wanted) -> Feed:
    address = _absolute(index) + wanted.query
    said = {
        "title": ": ".join([index.title, ", ".join(wanted.words)]) if wanted else index.title,
        "description": index.introduction,
        "subtitle": index.introduction or None,
        "author_name": settings.SENDER_NAME,
    }
    return Feed(
        **_writable(said),
        link=address,
        language=f"{(get_language() or 'en')[:2]}-CA",
        feed_url=settings.SITE_URL + reverse("updates:feed") + wanted.query,
        feed_guid=uuid.uuid5(index.translation_key, f"{index.locale.language_code}{wanted.query}").urn,
        since=index.first_published_at or dt.datetime.fromtimestamp(0, dt.UTC),
    )


def _writable(said: dict[str, Any]) -> dict[str, Any]:
    """Without signs that XML forbids: one of them in a title would keep everybody from the whole feed."""

    def cleaned(value: Any) -> Any:
        if isinstance(value, str):
            return writable(value)
        return [cleaned(part) for part in value] if isinstance(value, list) else value

    return {name: cleaned(value) for name, value in said.items()}


def _item(page: UpdatePage, *, at: dt.datetime) -> dict[str, Any]:
    known = describe(page.cohort, at=at) if page.cohort else None
    tag = page.tag(at=at)
    categories = [tag and tag.word, page.programme.region.name, page.stream and page.stream.name]
    posted = page.first_published_at or at
    return {
        "title": page.title,
        "link": _absolute(page),
        "description": render_to_string(
            "feeds/update.html", {"introduction": page.introduction, "tag": tag, "cohort": known}
        ),
        "author_name": page.programme.host,
        "author_email": page.programme.email,
        # The same whatever its address becomes: made from what the page and its translations share.
        "unique_id": uuid.uuid5(page.translation_key, page.locale.language_code).urn,
        "pubdate": posted,
        "updateddate": _changed_at(page, posted, at=at),
        "categories": [word for word in categories if word],
    }


def _changed_at(page: UpdatePage, posted: dt.datetime, *, at: dt.datetime) -> dt.datetime:
    """When it last said something new: published again, or its cohort's applications opened or closed."""
    turns: list[dt.datetime | None] = [posted, page.last_published_at]
    if page.cohort:
        turns += [page.cohort.applications_open_at, page.cohort.applications_close_at]
    return max(turn for turn in turns if turn and turn <= at)


def _absolute(page: Page) -> str:
    return settings.SITE_URL + (Page.get_url(page) or "/")

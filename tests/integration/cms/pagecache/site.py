"""The demo's site as visitors read it, and the question which of its pages are kept."""

import gzip
import os
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

import redis
from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils import translation
from wagtail.models import Page

from cms.pagecache import keys
from cms.pagecache.entries import Entry
from courses.models import Course, Region, Stream

FRESH = {"authorization": "none"}  # past the cache
# "make stale" asks every page after every change; the suite asks one of each type.
EVERY_PAGE = "EVERY_PAGE" in os.environ
OF_EACH_TYPE = 1


def kept() -> set[str]:
    """The addresses of which an answer is kept."""
    with redis.Redis.from_url(f"{settings.REDIS_URL}/1") as client:
        head = f"pc:e:{keys.release()}"
        return {key.decode()[len(head) :] for key in client.scan_iter(f"{head}*", count=10_000)}


def everything_in_redis() -> bytes:
    """Every value of the cache's database, decompressed where it is a page."""
    found = b""
    with redis.Redis.from_url(f"{settings.REDIS_URL}/1") as client:
        for key in client.scan_iter("*", count=10_000):
            kind = client.type(key)
            value = client.get(key) if kind == b"string" else repr(client.dump(key)).encode()
            if key.startswith(b"pc:e:") and value:
                value = gzip.decompress(Entry.read(value).body) + value
            found += key + (value or b"")
    return found


def pages() -> list[str]:
    """The addresses of live pages: every one, or the oldest of each type in each language."""
    taken: Counter[tuple[int, int]] = Counter()
    found = []
    for page in Page.objects.live().filter(depth__gt=1).order_by("pk"):
        kind = (page.content_type_id, page.locale_id)
        taken[kind] += 1
        if page.url and (EVERY_PAGE or taken[kind] <= OF_EACH_TYPE):
            found.append(page.url)
    return found


def addresses() -> list[str]:
    """Addresses that could be kept, in both languages: live pages, filtered lists, feeds, calendars."""
    found = pages()
    regions, streams = Region.objects.all(), Stream.objects.all()
    filters = [f"?region={regions[0].slug}", f"?stream={streams[0].slug}", "?state=open"]
    for language in ("en", "fr"):
        with translation.override(language):
            found += [reverse("wagtail_serve", args=["updates/"]) + one for one in (*filters, "?page=2")]
            found += [reverse("updates:feed") + one for one in ("", filters[0])]
            for course in Course.objects.order_by("pk")[:2]:
                programme, stream = course.programme.slug, course.stream.slug
                found.append(reverse("updates:calendar", args=[programme]))
                found.append(reverse("updates:stream_calendar", args=[programme, stream]))
    return sorted({*found, "/sitemap.xml", "/robots.txt"})


Answer = tuple[int, bytes]


@dataclass
class Site:
    """Asks for addresses, as a visitor or past the cache."""

    client: Client = field(default_factory=Client)

    def read(self, address: str, *, fresh: bool = False) -> Answer:
        """The status and the bytes that a visitor gets."""
        answer = self.client.get(address, headers=FRESH if fresh else {})
        return answer.status_code, answer.content

    def fresh(self, chosen: Iterable[str]) -> dict[str, Answer]:
        """The answer of each, made anew."""
        return {address: self.read(address, fresh=True) for address in chosen}

    def fill(self) -> dict[str, Answer]:
        """Read everything that is not kept; the answers of what is kept now because of that."""
        answers = {address: self.read(address) for address in set(addresses()) - kept()}
        return {address: answers[address] for address in kept() & answers.keys()}

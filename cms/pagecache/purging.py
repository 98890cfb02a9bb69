"""From changes in the database to an emptied cache. What Redis has not heard stays owed in the database."""

import logging
import time
from collections.abc import Iterable, Iterator

from django.conf import settings
from django.db import DatabaseError, connection, transaction
from wagtail.contrib.frontend_cache.utils import get_backends

from cms.pagecache import keys, store, tags
from cms.pagecache.models import Change, FrontPurge, Reach
from cms.pagecache.watches import watches
from tasks.outbox.wake import send_task

log = logging.getLogger("cms.pagecache")

BATCH = 1_000
PAGES = "wagtailcore_page"
LOOK_EVERY = 1.0  # seconds after which a process asks the database whether something is owed

_looked_at = 0.0


def settle() -> bool:
    """Empty the cache of everything that changes touch. False: Redis is away, and they stay owed.

    Two processes may do it at once: a tag that is purged twice is as empty. A row goes only after Redis was told.
    """
    global _looked_at
    looked_at = time.monotonic()
    store.has_doubts = False  # set again by a connection that breaks meanwhile
    try:
        while changes := list(Change.objects.order_by("pk")[:BATCH]):
            addresses = _purge(changes)
            with transaction.atomic():
                if addresses and in_front():
                    rows = [FrontPurge(url=settings.SITE_URL + address) for address in addresses]
                    FrontPurge.objects.bulk_create(rows, ignore_conflicts=True)
                Change.objects.filter(pk__in=[change.pk for change in changes]).delete()
            if addresses and in_front():
                send_task("cms.pagecache.jobs.purge_in_front")
            if len(changes) < BATCH:
                break
    except store.AwayError:
        store.has_doubts = True
        log.warning("Redis is away: the page cache is emptied as soon as it is back.")
        return False
    _looked_at = looked_at
    return True


def _purge(changes: Iterable[Change]) -> list[str]:
    """The addresses that were thrown away."""
    touched = {tag for change in changes for tag in tags.of(change)} | set(_of_types(changes))
    return [key[len(keys.release()) :] for key in store.purge(touched)]


def _of_types(changes: Iterable[Change]) -> Iterator[str]:
    """The lists that choose a page by a column of its type: a page that goes live enters them, too."""
    pages = [change.row for change in changes if change.table == PAGES and change.reach >= Reach.LISTS]
    for watch in watches().values():
        if watch.parent and watch.scopes and pages:
            names = ", ".join(f'"{column}"' for column in watch.scopes)
            marks = ", ".join(["%s"] * len(pages))
            with connection.cursor() as cursor:
                cursor.execute(
                    f'SELECT {names} FROM "{watch.table}" WHERE "{watch.pk}" IN ({marks})',  # noqa: S608 - our own names
                    [int(page) for page in pages],
                )
                for values in cursor.fetchall():
                    for column, value in zip(watch.scopes, values, strict=True):
                        yield tags.scope(watch.table, column, value)


def is_settled() -> bool:
    """Whether what the cache holds can be believed. Asks the database once a second, and whenever Redis was away.

    So a process that died between a commit and its purge, or a change made past Django, is made good within a second.
    """
    if not store.has_doubts and time.monotonic() - _looked_at < LOOK_EVERY:
        return True
    try:
        return settle()
    except DatabaseError:
        # Nothing can be changed in a database that is away; what visitors read need not go with it.
        return not store.has_doubts


def in_front() -> bool:
    """Whether there is a cache in front that can be told to forget an address."""
    return bool(getattr(settings, "WAGTAILFRONTENDCACHE", None))


def purge_in_front() -> int:
    """Tell the caches in front; how many addresses. What one of them did not take stays owed: beat tells it again."""
    done = 0
    backends = get_backends() if in_front() else {}
    while urls := list(FrontPurge.objects.values_list("url", flat=True)[:BATCH]):
        for name, backend in backends.items():
            try:
                backend.purge_batch(urls)
            except Exception as error:  # noqa: BLE001 - whatever a provider's client raises, the addresses stay owed
                log.warning("The cache in front (%s) was not told (%s).", name, type(error).__name__)
                return done
        FrontPurge.objects.filter(url__in=urls).delete()
        done += len(urls)
    return done

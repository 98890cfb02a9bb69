"""From changes in the database to an emptied cache. What Redis has not heard stays owed in the database."""

import logging
import time
from collections.abc import Iterable, Iterator, Set
from threading import Lock

from django.conf import settings
from django.db import DatabaseError, connection, transaction
from wagtail.contrib.frontend_cache.backends import BaseBackend
from wagtail.contrib.frontend_cache.utils import get_backends

from cms.pagecache import keys, store, tags
from cms.pagecache.fronts import RefusedError
from cms.pagecache.models import CLOSED, EVERYTHING, Change, FrontPurge, Reach
from cms.pagecache.watches import watches
from tasks.outbox.wake import send_task

log = logging.getLogger("cms.pagecache")

BATCH = 1_000
BATCH_IN_FRONT = 30
PAGES = "wagtailcore_page"
LOOK_EVERY = 1.0  # seconds after which a process asks the database whether something is owed

_looked_at = 0.0  # when a process last tried
_is_open = True  # false while there are no triggers
_looking = Lock()


def settle() -> bool:
    """Empty the cache of everything that changes touch. False: Redis is away, and they stay owed.

    Two processes may do it at once: a tag that is purged twice is as empty. A row goes only after Redis was told.
    False also while there are no triggers (triggers.py): what is changed now nobody notes.
    """
    global _looked_at, _is_open
    _looked_at = time.monotonic()  # also where it fails: a database that hangs is not asked by every request
    doubts = store.doubts()
    try:
        if store.has_doubts():
            store.recognise()
        while changes := list(Change.objects.order_by("pk")[:BATCH]):
            _is_open = _settle(changes)
            if not _is_open:
                return False
            if len(changes) < BATCH:
                break
    except store.AwayError:
        log.warning("Redis is away: the page cache is emptied as soon as it is back.")
        return False
    _is_open = True
    store.believe(doubts)
    return True


def _settle(changes: list[Change]) -> bool:
    """Purge what these touch, and forget them. False where they say that the cache is closed.

    What the front is to forget is written down first: a process may die at any step.
    """
    rows = [change for change in changes if change.table != EVERYTHING]
    touched = {tag for change in rows for tag in tags.of(change)} | set(_of_types(rows))
    found = store.find(touched) if in_front() else set()
    _owe_to_the_front(found)
    if len(rows) < len(changes):
        store.clear()
        if any(change.table == EVERYTHING and change.row == CLOSED for change in changes):
            return False
    late = set(store.purge(touched)) - found  # kept between the two
    with transaction.atomic():
        _owe_to_the_front(late)
        Change.objects.filter(pk__in=[change.pk for change in changes]).delete()
    if in_front() and found | late:
        send_task("cms.pagecache.jobs.purge_in_front")
    return True


def _owe_to_the_front(found: Set[str]) -> None:
    if in_front():
        urls = sorted(settings.SITE_URL + key[len(keys.release()) :] for key in found)
        FrontPurge.objects.bulk_create(FrontPurge(url=url) for url in urls)


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
    if not store.has_doubts() and time.monotonic() - _looked_at < LOOK_EVERY:
        return _is_open
    if not _looking.acquire(blocking=False):
        return (
            _is_open and not store.has_doubts()
        )  # another thread asks; a database that hangs holds only that one
    try:
        return settle()
    except DatabaseError:
        # Nothing can be changed in a database that is away; what visitors read need not go with it.
        return _is_open and not store.has_doubts()
    finally:
        _looking.release()


def in_front() -> bool:
    """Whether there is a cache in front that can be told to forget an address."""
    return bool(getattr(settings, "WAGTAILFRONTENDCACHE", None))


def purge_in_front() -> int:
    """Tell the caches in front; how many addresses. What one of them did not take stays owed: beat tells it again.

    An address that is refused does not keep those behind it. Two jobs at once take different ones.
    """
    done, last = 0, 0
    backends = get_backends() if in_front() else {}
    while True:
        with transaction.atomic():
            waiting = FrontPurge.objects.select_for_update(skip_locked=True).filter(pk__gt=last)
            rows = list(waiting[:BATCH_IN_FRONT])
            if not rows:
                return done
            try:
                told = [
                    row.pk for row in rows if all(_is_told(name, backends[name], row) for name in backends)
                ]
            except OSError as error:
                log.warning("The cache in front is away (%s).", type(error).__name__)
                return done
            FrontPurge.objects.filter(pk__in=told).delete()
        done, last = done + len(told), rows[-1].pk


def _is_told(name: str, backend: BaseBackend, row: FrontPurge) -> bool:
    """Whether the front took the address. Raises OSError where it is away."""
    try:
        backend.purge(row.url)
    except RefusedError as error:
        log.warning("The cache in front (%s) did not take an address (%s).", name, error)
        return False
    return True

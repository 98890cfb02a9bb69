"""The first middleware: a visitor's request is answered before sessions, accounts and addresses are looked at."""

import datetime as dt
import time
from collections.abc import Callable

from django.conf import settings
from django.core.exceptions import MiddlewareNotUsed
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.middleware.gzip import GZipMiddleware
from django.utils import timezone

from cms.pagecache import keys, purging, store
from cms.pagecache.ends import end_of
from cms.pagecache.entries import Entry, can_be_kept
from cms.pagecache.reading import Notes, noting

GetResponse = Callable[[HttpRequest], HttpResponse]
# Left to the kept answer, so that a view that knows them makes a whole one.
CONDITIONS = ("HTTP_IF_NONE_MATCH", "HTTP_IF_MODIFIED_SINCE")


def kept(request: HttpRequest, address: str) -> HttpResponse | None:
    """The kept answer, or None. Raises AwayError where there is no Redis, or one that cannot be believed yet."""
    if not purging.is_settled():
        raise store.AwayError
    value = store.get(keys.key(address))
    if value is not None and store.has_doubts:  # the connection was new: who knows what that Redis missed
        if not purging.is_settled():
            raise store.AwayError
        value = store.get(keys.key(address))
    if value is None:
        return None
    entry = Entry.read(value)
    return entry.answer(request, is_hit=True) if entry.ends_at > time.time() else None


class PageCache:
    """Answers from the cache, or keeps the answer that is made. Every doubt means: make it anew, keep nothing."""

    def __init__(self, get_response: GetResponse) -> None:
        if not settings.PAGE_CACHE:
            raise MiddlewareNotUsed
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        address = keys.address(request)
        # Inside a transaction what is read is nobody else's yet.
        if address is None or connection.in_atomic_block:
            return self.get_response(request)
        try:
            return kept(request, address) or self._made(request, address)
        except store.AwayError:
            return self.get_response(request)

    def _made(self, request: HttpRequest, address: str) -> HttpResponse:
        """Make the answer, and keep it where it may be kept."""
        beginning = store.begin()
        at = timezone.now()
        conditions = {name: request.META.pop(name, "") for name in CONDITIONS}
        with noting() as notes:
            answer = self.get_response(request)
        request.META.update({name: value for name, value in conditions.items() if value})
        if not may_be_kept(request, answer, notes) or not keys.is_canonical(request, address):
            return answer
        ends_at = end_of(notes.tags, at=at)
        entry = Entry.of(answer, ends_at=ends_at.timestamp())
        if request.method == "GET":
            _keep(address, entry, notes, ends_at, beginning)
        return entry.answer(request, is_hit=False)


def _keep(address: str, entry: Entry, notes: Notes, ends_at: dt.datetime, beginning: store.Beginning) -> None:
    seconds = (ends_at - timezone.now()).total_seconds()
    try:
        store.keep(keys.key(address), entry.written(), notes.tags, seconds=seconds, beginning=beginning)
    except store.AwayError:
        return


def may_be_kept(request: HttpRequest, answer: HttpResponse, notes: Notes) -> bool:
    """Whether the view allows it, and nothing personal happened on the way."""
    session = getattr(request, "session", None)
    return (
        getattr(answer, "may_be_kept", False)
        and not notes.refused
        and can_be_kept(answer)
        and not (session is not None and session.modified)  # there was none: who looked into it saw nobody
        and not request.META.get("CSRF_COOKIE_NEEDS_UPDATE", False)
        and not getattr(request, "is_preview", False)
    )


class Compress:
    """Compresses what visitors read and the cache does not keep.

    Not for who is signed in: their pages hold what others sent them beside what is theirs, and the length of a
    compressed page tells about both. Django adds random bytes against that, and masks the tokens of its forms.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response
        self.gzip = GZipMiddleware(get_response)

    def __call__(self, request: HttpRequest) -> HttpResponse:
        answer = self.get_response(request)
        if getattr(answer, "may_be_kept", False) or not keys.is_nobodys(request):
            return answer  # the page cache compresses what it keeps, once
        self.gzip.process_response(request, answer)
        return answer

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
    if value is not None and store.has_doubts():  # the connection was new: who knows what that Redis missed
        if not purging.is_settled():
            raise store.AwayError
        value = store.get(keys.key(address))
    if value is None:
        return None
    entry = Entry.read(value)
    if entry.ends_at <= time.time():
        return None
    return entry.answer(request, is_hit=True, for_the_front=keys.is_canonical(request, address))


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
            return _said(self.get_response(request))
        try:
            return kept(request, address) or self._made(request, address)
        except store.AwayError:
            return _said(self.get_response(request))

    def _made(self, request: HttpRequest, address: str) -> HttpResponse:
        """Make the answer, and keep it where it may be kept."""
        beginning = store.begin()
        at = timezone.now()
        conditions = {name: request.META.pop(name, "") for name in CONDITIONS}
        request.is_compressed_later = True  # type: ignore[attr-defined]  # read by Compress
        with noting() as notes:
            answer = self.get_response(request)
        request.META.update({name: value for name, value in conditions.items() if value})
        if not may_be_kept(request, answer, notes) or not keys.is_canonical(request, address):
            return _said(_compressed(request, answer))
        ends_at = end_of(notes.tags, at=at)
        entry = Entry.of(answer, ends_at=ends_at.timestamp())
        is_kept = request.method == "GET" and _keep(address, entry, notes, ends_at, beginning)
        return entry.answer(request, is_hit=False, for_the_front=is_kept)


def _keep(address: str, entry: Entry, notes: Notes, ends_at: dt.datetime, beginning: store.Beginning) -> bool:
    """Whether it is kept now. Where it is not, nobody would tell the front to forget it."""
    seconds = (ends_at - timezone.now()).total_seconds()
    try:
        return store.keep(
            keys.key(address), entry.written(), notes.tags, seconds=seconds, beginning=beginning
        )
    except store.AwayError:
        return False


def _said(answer: HttpResponse) -> HttpResponse:
    """What says nothing about caches is for none: those in front keep for a while what they are not told about."""
    answer.headers.setdefault("Cache-Control", "no-cache")
    return answer


def _compressed(request: HttpRequest, answer: HttpResponse) -> HttpResponse:
    """Compressed where the visitor can read that and nobody knows them."""
    GZipMiddleware(lambda _: answer).process_response(request, answer)  # changes it where it stands
    return answer


def may_be_kept(request: HttpRequest, answer: HttpResponse, notes: Notes) -> bool:
    """Whether the view allows it, and nothing personal happened on the way."""
    session = getattr(request, "session", None)
    return (
        getattr(answer, "may_be_kept", False)
        and not notes.refused
        and (not request.META.get("QUERY_STRING") or getattr(request, "parameters_are_read", False))
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

    def __call__(self, request: HttpRequest) -> HttpResponse:
        answer = self.get_response(request)
        # The page cache compresses what it keeps, once; and what then turns out not to be kept.
        is_later = hasattr(request, "is_compressed_later") and getattr(answer, "may_be_kept", False)
        return answer if is_later or not keys.is_nobodys(request) else _compressed(request, answer)

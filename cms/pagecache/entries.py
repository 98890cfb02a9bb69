"""One kept answer: made from a view's, written as bytes, given to a visitor as they can take it."""

import gzip
import json
import time
from dataclasses import dataclass
from functools import lru_cache
from hashlib import blake2b

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.utils.http import parse_etags

MOST_BYTES = 1_000_000
MOST_IN_FRONT = (
    600  # seconds; bounds what a front cache may say after Redis lost what it knew of its addresses
)
TYPES = ("text/", "application/atom+xml", "application/xml", "application/manifest+json", "application/pdf")
# Said anew with every answer, or about the answer that was made and not about the page.
NOT_KEPT = frozenset(
    {"cache-control", "content-encoding", "content-length", "date", "etag", "set-cookie", "vary", "x-cache"}
)
SIZE_OF_LENGTH = 4


@dataclass(frozen=True)
class Entry:
    """`body` is compressed. `ends_at` in seconds since 1970."""

    headers: list[tuple[str, str]]
    body: bytes
    etag: str
    ends_at: float

    def written(self) -> bytes:
        """As kept in Redis."""
        head = json.dumps([self.headers, self.etag, self.ends_at], separators=(",", ":")).encode()
        return len(head).to_bytes(SIZE_OF_LENGTH, "big") + head + self.body

    @classmethod
    @lru_cache(maxsize=256)
    def read(cls, value: bytes) -> "Entry":
        """From what is kept in Redis. The same bytes are read once."""
        begin = SIZE_OF_LENGTH + int.from_bytes(value[:SIZE_OF_LENGTH], "big")
        headers, etag, ends_at = json.loads(value[SIZE_OF_LENGTH:begin])
        return cls(headers=headers, body=value[begin:], etag=etag, ends_at=ends_at)

    @classmethod
    def of(cls, answer: HttpResponse, *, ends_at: float) -> "Entry":
        """The answer of a view, fit to be kept."""
        content = answer.content
        return cls(
            headers=[(name, value) for name, value in answer.items() if name.lower() not in NOT_KEPT],
            body=gzip.compress(content, compresslevel=6, mtime=0),
            # Weak: the same page, compressed or not.
            etag=f'W/"{blake2b(content, digest_size=12).hexdigest()}"',
            ends_at=ends_at,
        )

    def answer(self, request: HttpRequest, *, is_hit: bool, for_the_front: bool) -> HttpResponse:
        """What this visitor is sent: 304 where they have it, compressed where they can read that.

        A cache in front may keep it only where it can be told to forget it: `for_the_front`.
        """
        known = request.META.get("HTTP_IF_NONE_MATCH", "")
        has_it = known != "" and _has(known, self.etag)
        answer = HttpResponseNotModified() if has_it else self._full(request)
        head = answer.headers
        head["ETag"] = self.etag
        head["Vary"] = "Accept-Encoding, Cookie"
        head["Cache-Control"] = self._policy(for_the_front=for_the_front)
        head["X-Cache"] = "hit" if is_hit else "miss"
        return answer

    def _full(self, request: HttpRequest) -> HttpResponse:
        is_compressed = _takes_gzip(request.META.get("HTTP_ACCEPT_ENCODING", ""))
        body = self.body if is_compressed else gzip.decompress(self.body)
        answer = HttpResponse(b"" if request.method == "HEAD" else body, content_type="")
        for name, value in self.headers:
            answer.headers[name] = value
        if is_compressed:
            answer.headers["Content-Encoding"] = "gzip"
        answer.headers["Content-Length"] = str(len(body))
        return answer

    def _policy(self, *, for_the_front: bool) -> str:
        """Browsers ask again each time; a cache in front that can be told keeps the page until it ends."""
        policy = "public, max-age=0, must-revalidate"
        if for_the_front and getattr(settings, "WAGTAILFRONTENDCACHE", None):
            policy += f", s-maxage={max(0, min(MOST_IN_FRONT, int(self.ends_at - time.time())))}"
        return policy


def _has(known: str, etag: str) -> bool:
    """Whether If-None-Match names this answer (RFC 9110 13.1.2: compared weakly)."""
    return any(one in ("*", etag, etag.removeprefix("W/")) for one in parse_etags(known))


def _takes_gzip(accepted: str) -> bool:
    if accepted.startswith("gzip,") or "gzip" not in accepted:
        return "gzip" in accepted
    for one in accepted.lower().split(","):
        name, _, quality = one.partition(";")
        if name.strip() == "gzip":
            return quality.replace(" ", "") not in ("q=0", "q=0.0", "q=0.00", "q=0.000")
    return False


def can_be_kept(answer: HttpResponse) -> bool:
    """Whether an answer says nothing against it: whole, successful, without a cookie, not private."""
    policy = answer.get("Cache-Control", "")
    return (
        answer.status_code == 200
        and not answer.streaming
        and not answer.cookies
        and not any(word in policy for word in ("private", "no-store"))
        and "Content-Encoding" not in answer
        and answer.get("Content-Type", "").startswith(TYPES)
        and len(answer.content) <= MOST_BYTES
    )

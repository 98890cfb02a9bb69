"""Which requests may be answered from the cache, and under which key."""

import re
from functools import cache
from hashlib import blake2b
from importlib.metadata import distributions
from pathlib import Path
from urllib.parse import parse_qsl, quote, urlencode

from django.conf import settings
from django.contrib.messages.storage.cookie import CookieStorage
from django.core.exceptions import DisallowedHost
from django.http import HttpRequest

# The parameters that views which may be kept understand, in the order in which the site's own links write them
# (cms.updates.filters). Others (a campaign's) change nothing in such a view.
PARAMETERS = ("region", "stream", "state", "page")
VALUE = re.compile(r"[a-z0-9-]{1,50}\Z")
LONGEST = 300  # characters of a path
LONGEST_QUERY = 2_000
# What is shown besides the database: this release's code, templates and words.
SETTINGS_SHOWN = (
    "SENDER_NAME", "SENDER_POSTAL_ADDRESS", "SENDER_POSTAL_ADDRESS_FR", "CONTACT_EMAIL", "SEARCH_ENGINES", "SITE_URL",
    "DEBUG",
)  # fmt: skip
PARTS_OF_RELEASE = ("*.py", "*.html", "*.txt", "*.typ", "*.svg", "*.po", "*.css", "*.js")


@cache
def release() -> str:
    """Changes with everything that a release may change in a page."""
    digest = blake2b(digest_size=6)
    shown = [getattr(settings, name, None) for name in SETTINGS_SHOWN]
    packages = sorted(str(package.metadata["Name"]) + package.version for package in distributions())
    digest.update(repr([shown, packages]).encode())
    manifest = Path(settings.STATIC_ROOT or "") / "staticfiles.json"
    if manifest.is_file():
        digest.update(manifest.read_bytes())
    for folder in ("cms", "courses", "templates"):
        for pattern in PARTS_OF_RELEASE:
            for file in sorted((Path(settings.BASE_DIR) / folder).rglob(pattern)):
                digest.update(file.name.encode() + file.read_bytes())
    return digest.hexdigest()


def is_nobodys(request: HttpRequest) -> bool:
    """Whether the request carries nothing by which a person could be known."""
    meta = request.META
    if "HTTP_AUTHORIZATION" in meta:
        return False
    if not meta.get("HTTP_COOKIE"):
        return True
    return (
        settings.SESSION_COOKIE_NAME not in request.COOKIES
        and CookieStorage.cookie_name not in request.COOKIES
    )


def address(request: HttpRequest) -> str | None:
    """The path and the parameters that count, in one order: what a kept answer is known by. None: not from here.

    Only the site's own address is served: a forged host meets Django's own check, another name of the site is slower.
    """
    if request.method not in ("GET", "HEAD") or "HTTP_RANGE" in request.META or not is_nobodys(request):
        return None
    path = request.path
    if len(path) > LONGEST or "//" in path or path.startswith(settings.OFFICE_PREFIX):
        return None
    try:
        if f"{request.scheme}://{request.get_host()}" != settings.SITE_URL:
            return None
    except DisallowedHost:
        return None
    query = request.META.get("QUERY_STRING", "")
    known = _known(query) if query else ""
    return None if known is None else quote(path) + known


def _known(query: str) -> str | None:
    """The parameters that count, in their order; None where one is given twice or is nothing that a filter could be."""
    if len(query) > LONGEST_QUERY:
        return None
    pairs = [pair for pair in parse_qsl(query) if pair[0] in PARAMETERS]
    if len({name for name, _ in pairs}) < len(pairs) or not all(VALUE.match(value) for _, value in pairs):
        return None
    pairs.sort(key=lambda pair: PARAMETERS.index(pair[0]))
    return f"?{urlencode(pairs)}" if pairs else ""


def is_canonical(request: HttpRequest, address: str) -> bool:
    """Whether the address says all of the request's query: an answer to more could repeat what a stranger wrote."""
    return request.META.get("QUERY_STRING", "") == address.partition("?")[2]


def key(address: str) -> str:
    """The key of this release's answer."""
    return f"{release()}{address}"

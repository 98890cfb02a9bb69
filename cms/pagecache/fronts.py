"""A cache in front of the site that can be told to forget an address."""

from typing import Any
from urllib.error import HTTPError
from urllib.parse import urlsplit
from urllib.request import urlopen

from wagtail.contrib.frontend_cache.backends.http import HTTPBackend, PurgeRequest

TIMEOUT = 5  # seconds
UNKNOWN = 404  # what some proxies answer for an address that they do not hold


class ProxyBackend(HTTPBackend):
    """Wagtail's HTTP backend, which waits for ever and says nothing when it fails; this one raises OSError."""

    def purge(self, url: str) -> None:
        """Send PURGE for one address."""
        parts = urlsplit(url)
        place = parts._replace(scheme=self.cache_scheme, netloc=self.cache_netloc).geturl()
        try:
            with urlopen(PurgeRequest(url=place, headers={"Host": parts.netloc}), timeout=TIMEOUT):  # noqa: S310 - the configured place
                pass
        except HTTPError as error:
            if error.code != UNKNOWN:
                raise

    def purge_batch(self, urls: list[str]) -> None:
        """Send PURGE for each."""
        for url in urls:
            self.purge(url)


def configured(address: str) -> dict[str, dict[str, Any]]:
    """WAGTAILFRONTENDCACHE for the variable FRONT_CACHE: http(s)://host:port, or cloudflare://zone:token."""
    if not address:
        return {}
    parts = urlsplit(address)
    if parts.scheme == "cloudflare":
        _, _, userinfo = address.partition("://")
        zone, _, token = userinfo.partition(":")
        backend = "wagtail.contrib.frontend_cache.backends.CloudflareBackend"
        return {"cdn": {"BACKEND": backend, "ZONEID": zone, "BEARER_TOKEN": token}}
    return {"proxy": {"BACKEND": "cms.pagecache.fronts.ProxyBackend", "LOCATION": address}}

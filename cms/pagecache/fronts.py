"""A cache in front of the site that can be told to forget an address."""

from typing import Any
from urllib.error import HTTPError
from urllib.parse import urlsplit
from urllib.request import urlopen

import requests
from wagtail.contrib.frontend_cache.backends.cloudflare import CloudflareBackend
from wagtail.contrib.frontend_cache.backends.http import HTTPBackend, PurgeRequest

TIMEOUT = 5  # seconds
UNKNOWN = 404  # what some proxies answer for an address that they do not hold


class RefusedError(Exception):
    """The cache in front is there and does not take this address."""


class ProxyBackend(HTTPBackend):
    """Wagtail's HTTP backend, which waits for ever and says nothing when it fails; this one raises."""

    def purge(self, url: str) -> None:
        """Send PURGE for one address. Raises RefusedError, or OSError where nobody answers."""
        parts = urlsplit(url)
        place = parts._replace(scheme=self.cache_scheme, netloc=self.cache_netloc).geturl()
        try:
            with urlopen(PurgeRequest(url=place, headers={"Host": parts.netloc}), timeout=TIMEOUT):  # noqa: S310 - the configured place
                pass
        except HTTPError as error:
            if error.code != UNKNOWN:
                raise RefusedError(f"{error.code}") from error


class CloudflareRaisingBackend(CloudflareBackend):
    """Wagtail's backend for Cloudflare writes what fails into the log and goes on; this one raises."""

    def purge(self, url: str) -> None:
        """Have one address purged. Raises RefusedError, or OSError where nobody answers."""
        answer = requests.post(
            self.cloudflare_purge_endpoint_url,
            json={"files": [url]},
            headers={"Authorization": f"Bearer {self.cloudflare_token}"},
            timeout=TIMEOUT,
        )
        try:
            is_done = answer.json().get("success") is True
        except ValueError:
            is_done = False
        if not is_done:
            raise RefusedError(f"{answer.status_code}")


def configured(address: str) -> dict[str, dict[str, Any]]:
    """WAGTAILFRONTENDCACHE for the variable FRONT_CACHE: http(s)://host:port, or cloudflare://zone:token."""
    if not address:
        return {}
    parts = urlsplit(address)
    if parts.scheme == "cloudflare":
        _, _, userinfo = address.partition("://")
        zone, _, token = userinfo.partition(":")
        backend = "cms.pagecache.fronts.CloudflareRaisingBackend"
        return {"cdn": {"BACKEND": backend, "ZONEID": zone, "BEARER_TOKEN": token}}
    return {"proxy": {"BACKEND": "cms.pagecache.fronts.ProxyBackend", "LOCATION": address}}

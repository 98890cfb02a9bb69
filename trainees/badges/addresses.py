"""The addresses that badges name. What is signed names them for ever, so each is made in one place."""

from urllib.parse import quote, urlsplit

from django.conf import settings

from trainees.rules.verification import address_for


def site() -> str:
    """The site's address without a slash at the end."""
    return settings.SITE_URL.rstrip("/")


def did() -> str:
    """Who signs: the site as did:web, a port percent-encoded: "did:web:example.org%3A8443"."""
    return "did:web:" + quote(urlsplit(site()).netloc.rpartition("@")[2].lower(), safe="")


def code_in(address: str) -> str:
    """The code in such an address of ours; empty where it is none."""
    code = address.removesuffix("/").rpartition("/")[2]
    return code if address == address_for(code) else ""


def holder_of(code: str) -> str:
    """Who holds the certificate with this code, without saying who that is.

    Open Badges want an id of the holder in a JWT. This one is another in each badge: two badges of one person cannot
    be laid side by side, as they could with an address or a hash of one.
    """
    return f"{address_for(code)}#holder"


def achievement_address(award_id: int) -> str:
    """What an award is, for anybody."""
    return f"{site()}/badges/awards/{award_id}/"


def status_address(number: int) -> str:
    """The list of revoked badges with this number."""
    return f"{site()}/badges/status/{number}"


def multikey_address(name: str) -> str:
    """The key `name` in the form that Data Integrity reads."""
    return f"{did()}#{name}"


def jwk_address(name: str) -> str:
    """The same key as a JWK, the form that JWTs need."""
    return f"{did()}#{name}-jwk"

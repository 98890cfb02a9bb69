"""Every environment variable of production: what it is for, and why a value is refused.

This is the one documented place; `python -m cms.settings.environment` prints it as docs/operations/environment.md.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured

LOCAL_HOSTS = frozenset({"localhost", "127.0.0.1", "::1", "[::1]", "0.0.0.0", "testserver"})  # noqa: S104 - refused


@dataclass(frozen=True)
class Variable:
    """One variable. Without a `default` it must be given. `complaint(value)` says what is wrong, or nothing."""

    name: str
    about: str
    example: str
    complaint: Callable[[str], str] = lambda value: ""
    default: str | None = None


def _secret(value: str) -> str:
    if len(value) < 50 or len(set(value)) < 10:
        return "needs 50 random characters or more"
    return "is the value of development or tests" if value.startswith(("development-", "test-")) else ""


def _secrets(value: str) -> str:
    return next((found for secret in value.split(",") if (found := _secret(secret))), "")


def _is_development_host(host: str) -> bool:
    return host in LOCAL_HOSTS or host == "example.org" or host.endswith(".example.org")


def _hosts(value: str) -> str:
    for host in value.split(","):
        if host.strip() in ("", "*", ".") or _is_development_host(host.strip()):
            return (
                "needs the names of the site, separated by commas, without * and without a development host"
            )
    return ""


def _site_url(value: str) -> str:
    url = urlsplit(value)
    if url.scheme != "https" or not url.hostname or _is_development_host(url.hostname):
        return "needs the public address of the site, beginning with https://"
    return "must have no path" if url.path or url.query else ""


def _database(value: str) -> str:
    url = urlsplit(value)
    if url.scheme not in ("postgres", "postgresql"):
        return "needs a PostgreSQL address: postgres://user:password@host:5432/name"
    return "needs a host and a name" if not url.hostname or url.path in ("", "/") else ""


def _redis(value: str) -> str:
    url = urlsplit(value)
    if url.scheme not in ("redis", "rediss") or not url.hostname:
        return "needs a Redis address: redis://:password@host:6379"
    return "must end after the port: databases 0 and 1 are used" if url.path not in ("", "/") else ""


def _mail(value: str) -> str:
    url = urlsplit(value)
    if url.scheme not in ("smtp", "smtp+tls", "smtp+ssl") or not url.hostname or not url.port:
        return "needs an SMTP relay: smtp+tls://user:password@host:587"
    return "is the mail server of development" if url.port == 1025 else ""


def _sender(value: str) -> str:
    host = value.rpartition("@")[2].rstrip("> ")
    return "needs an address of your own" if "@" not in value or _is_development_host(host) else ""


def _bare_address(value: str) -> str:
    return _sender(value) if not set(value) & set("<> ,") else "needs one address, without a name"


def _postal(value: str) -> str:
    is_real = len(value.split()) >= 4 and "example street" not in value.lower()
    return "" if is_real else "needs the sender's postal address, which Canadian law asks for"


def _number(value: str) -> str:
    return "" if value.isdecimal() else "needs a number"


def _yes_or_no(value: str) -> str:
    return "" if value in ("yes", "no") else "needs yes or no"


def _front_cache(value: str) -> str:
    url = urlsplit(value)
    is_known = url.scheme in ("http", "https", "cloudflare") and bool(url.netloc.strip(":"))
    return (
        "" if is_known else "needs http://host:port of a proxy that takes PURGE, or cloudflare://zone:token"
    )


def _level(value: str) -> str:
    return "" if value in ("DEBUG", "INFO", "WARNING", "ERROR") else "needs DEBUG, INFO, WARNING or ERROR"


VARIABLES = (
    Variable("SECRET_KEY", "Signs sessions and links.", "(50 random characters or more)", _secret),
    Variable("SECRET_KEY_FALLBACKS", "Former keys, by commas, while the key changes.", "", _secrets, ""),
    Variable("ALLOWED_HOSTS", "The names under which the site is reached.", "training.example.com", _hosts),
    Variable(
        "SITE_URL", "The public address, for links in mails.", "https://training.example.com", _site_url
    ),
    Variable(
        "DATABASE_URL",
        "PostgreSQL 14 or newer.",
        "postgres://alongside:secret@db.example.com:5432/alongside",
        _database,
    ),
    Variable(
        "REDIS_URL",
        "Broker and cache; set maxmemory-policy noeviction.",
        "redis://:secret@redis.example.com:6379",
        _redis,
    ),
    Variable(
        "EMAIL_URL",
        "The SMTP relay: smtp+tls:// for STARTTLS, smtp+ssl:// for TLS from the start.",
        "smtp+tls://alongside:secret@mail.example.com:587",
        _mail,
    ),
    Variable(
        "DEFAULT_FROM_EMAIL",
        "The sender of every mail.",
        "Peer support training <training@example.com>",
        _sender,
    ),
    Variable("SENDER_NAME", "Who the sender is, below every mail.", "Example Health"),
    Variable("SENDER_POSTAL_ADDRESS", "Where the sender is.", "1 Main Street, Vancouver BC V5K 0A1", _postal),
    Variable(
        "SENDER_POSTAL_ADDRESS_FR",
        "The same as French writes it.",
        "1, rue Main, Vancouver (C.-B.) V5K 0A1",
        _postal,
        "",
    ),
    Variable(
        "CONTACT_EMAIL",
        "Where reports about the site go, until an administrator sets another address.",
        "site@example.com",
        _bare_address,
    ),
    Variable("MEDIA_ROOT", "The folder of uploaded files; back it up.", "/srv/alongside/media"),
    Variable(
        "PRIVATE_ROOT",
        "The folder of files that trainees hand in, outside of every folder that is served; back it up.",
        "/srv/alongside/private",
    ),
    Variable(
        "STATIC_ROOT", "The folder that collectstatic fills.", "/srv/alongside/static", default="var/static"
    ),
    Variable(
        "SEARCH_ENGINES",
        "Whether they may list the site: no for a copy for trials.",
        "yes",
        _yes_or_no,
        "yes",
    ),
    Variable("TRUSTED_PROXY_COUNT", "Proxies in front that add X-Forwarded-For.", "1", _number, "1"),
    Variable(
        "FRONT_CACHE",
        "A cache in front that keeps pages and can be told to forget one: a proxy that takes PURGE, or a CDN as "
        "cloudflare://zone:token. Empty: nothing in front keeps pages.",
        "http://cache.example.com:6081",
        _front_cache,
        "",
    ),
    Variable("LOG_LEVEL", "DEBUG, INFO, WARNING or ERROR.", "INFO", _level, "INFO"),
)


def read(environ: Mapping[str, str]) -> dict[str, str]:
    """Every variable's value; ImproperlyConfigured names each one that is missing or refused."""
    values: dict[str, str] = {}
    complaints = []
    for variable in VARIABLES:
        value = environ.get(variable.name, "").strip()
        if not value:
            if variable.default is None:
                complaints.append(f"{variable.name} is missing")
            values[variable.name] = variable.default or ""
            continue
        if complaint := variable.complaint(value):
            complaints.append(f"{variable.name} {complaint}")
        values[variable.name] = value
    site = urlsplit(values["SITE_URL"]).hostname or ""
    hosts = [host.strip() for host in values["ALLOWED_HOSTS"].split(",")]
    if not complaints and not any(site == host or (host[0] == "." and site.endswith(host)) for host in hosts):
        complaints.append("ALLOWED_HOSTS does not have the host of SITE_URL")
    private = Path(values["PRIVATE_ROOT"]).absolute()
    for name in ("MEDIA_ROOT", "STATIC_ROOT"):
        served = Path(values[name]).absolute()
        if values["PRIVATE_ROOT"] and (private == served or served in private.parents):
            complaints.append(f"PRIVATE_ROOT lies inside of {name}, whose files everybody can read")
    if complaints:
        raise ImproperlyConfigured("; ".join(complaints) + ". See docs/operations/environment.md.")
    return values


def markdown() -> str:
    """The table for docs/operations/environment.md."""
    lines = [
        "# Environment variables of production",
        "",
        "Written by `python -m cms.settings.environment`. The site refuses to start, and names the variable, when one",
        "is missing or has a value of development.",
        "",
        "| variable | for | example | if not given |",
        "|---|---|---|---|",
    ]
    for variable in VARIABLES:
        default = (
            "refused" if variable.default is None else f"`{variable.default}`" if variable.default else "none"
        )
        example = f"`{variable.example}`" if variable.example else ""
        lines.append(f"| `{variable.name}` | {variable.about} | {example} | {default} |")
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    print(markdown(), end="")  # noqa: T201 - this is what the command is for

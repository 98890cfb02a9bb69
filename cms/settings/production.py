"""Production. Every value comes from the environment, see environment.py; a wrong one stops the start."""

import os

from environ import Env

from cms.pagecache.fronts import configured

from .base import *
from .environment import read

_environment = read(os.environ)

DEBUG = False
SECRET_KEY = _environment["SECRET_KEY"]
SECRET_KEY_FALLBACKS = [key for key in _environment["SECRET_KEY_FALLBACKS"].split(",") if key]
ALLOWED_HOSTS = [host.strip() for host in _environment["ALLOWED_HOSTS"].split(",")]
SITE_URL = WAGTAILADMIN_BASE_URL = _environment["SITE_URL"]
CSRF_TRUSTED_ORIGINS = [SITE_URL]

_database = Env.db_url_config(_environment["DATABASE_URL"]) | {"CONN_MAX_AGE": 60, "CONN_HEALTH_CHECKS": True}
# A database that does not answer holds a request for so many seconds; pages that are kept do without it.
_database["OPTIONS"] = {"connect_timeout": 2} | _database.get("OPTIONS", {})
DATABASES = {"default": _database}
REDIS_URL = _environment["REDIS_URL"].rstrip("/")
WAGTAILFRONTENDCACHE = configured(_environment["FRONT_CACHE"])
CACHES = {"default": {"BACKEND": "cms.cache.PatientCache", "LOCATION": f"{REDIS_URL}/1"}}
_mail = Env.email_url_config(_environment["EMAIL_URL"])
EMAIL_BACKEND = _mail["EMAIL_BACKEND"]
EMAIL_HOST, EMAIL_PORT = _mail["EMAIL_HOST"], _mail["EMAIL_PORT"]
EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = _mail["EMAIL_HOST_USER"] or "", _mail["EMAIL_HOST_PASSWORD"] or ""
EMAIL_USE_TLS, EMAIL_USE_SSL = _mail.get("EMAIL_USE_TLS", False), _mail.get("EMAIL_USE_SSL", False)
EMAIL_TIMEOUT = 20  # a longer one would make leases longer: see tasks.outbox.delivery.draining
DEFAULT_FROM_EMAIL = SERVER_EMAIL = _environment["DEFAULT_FROM_EMAIL"]
SENDER_NAME = _environment["SENDER_NAME"]
SENDER_POSTAL_ADDRESS = _environment["SENDER_POSTAL_ADDRESS"]
SENDER_POSTAL_ADDRESS_FR = _environment["SENDER_POSTAL_ADDRESS_FR"]
CONTACT_EMAIL = _environment["CONTACT_EMAIL"]

STATIC_ROOT = _environment["STATIC_ROOT"]
MEDIA_ROOT = _environment["MEDIA_ROOT"]
PRIVATE_ROOT = _environment["PRIVATE_ROOT"]
SEARCH_ENGINES = _environment["SEARCH_ENGINES"] == "yes"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "cms.static_files.BundledStaticFiles"},
}

# The proxy ends TLS, removes these headers from what comes in and sets them itself.
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
ALLAUTH_TRUSTED_PROXY_COUNT = int(_environment["TRUSTED_PROXY_COUNT"])
SECURE_SSL_REDIRECT = True
SECURE_REDIRECT_EXEMPT = [r"^health/"]
SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
# Whether the whole domain goes into browsers' preload lists is for its owner to decide, not for one site on it.
SILENCED_SYSTEM_CHECKS = ["security.W021"]
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = True
SESSION_COOKIE_NAME = "__Host-session"
CSRF_COOKIE_NAME = "__Host-csrf"
STAFF_NEED_SECOND_FACTOR = True

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "filters": {"hide_keys": {"()": "cms.logs.HideKeys"}},
    "handlers": {
        "console": {"class": "logging.StreamHandler", "formatter": "line", "filters": ["hide_keys"]}
    },
    "root": {"handlers": ["console"], "level": _environment["LOG_LEVEL"]},
    # Django's own would also mail administrators, with the request in the mail.
    "loggers": {"django": {"handlers": ["console"], "level": _environment["LOG_LEVEL"], "propagate": False}},
}

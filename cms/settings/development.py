"""A developer's machine and the demo: SQLite, a Redis on the address in REDIS_URL, mail to a local port."""

import os

from .base import *
from .sqlite import sqlite_database

DEBUG = os.environ.get("DEBUG", "1") == "1"  # the demo turns it off
SECRET_KEY = "development-only-not-a-secret"
ALLOWED_HOSTS = ["127.0.0.1", "localhost", "[::1]"]
VAR_DIR = Path(os.environ.get("DEMO_FOLDER", BASE_DIR / "var" / "demo"))
PAGE_CACHE = not DEBUG  # who changes a template sees it at once
DATABASES = {"default": sqlite_database(os.environ.get("SQLITE_PATH", VAR_DIR / "db.sqlite3"))}
REDIS_URL = os.environ.get("REDIS_URL", "redis://127.0.0.1:6379")
CACHES = {"default": {"BACKEND": "cms.cache.PatientCache", "LOCATION": f"{REDIS_URL}/1"}}
EMAIL_HOST = "127.0.0.1"
EMAIL_PORT = int(os.environ.get("EMAIL_PORT", "1025"))
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = "Alongside <training@example.org>"
SITE_URL = WAGTAILADMIN_BASE_URL = os.environ.get("SITE_URL", "http://127.0.0.1:8000")

INSTALLED_APPS += ["cms.demo"]
ROOT_URLCONF = "cms.demo.urls"
MEDIA_ROOT = VAR_DIR / "media"
PRIVATE_ROOT = VAR_DIR / "private"
MAILDIR = VAR_DIR / "mail"
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = True

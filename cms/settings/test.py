"""The tests, and the product's own processes when a test drives them: PostgreSQL, Redis and SMTP of the run."""

import os

import environ

from cms.demo.processes import free_port

from .base import *

SECRET_KEY = "test-only-not-a-secret"
ALLOWED_HOSTS = ["127.0.0.1", "localhost", "testserver"]
# Without a run's own addresses (mypy, a single command) nothing is reached by accident: nobody listens on port 1.
# Servers keep their connections as in production: a new one for each request costs more than most requests.
DATABASES = {
    "default": environ.Env.db_url_config(
        os.environ.get("DATABASE_URL", "postgres://alongside@127.0.0.1:1/none")
    )
    | {"CONN_MAX_AGE": 60, "CONN_HEALTH_CHECKS": True}
}
# The tests start their Redis on this port.
REDIS_URL = os.environ.get("REDIS_URL") or f"redis://127.0.0.1:{free_port()}"
CACHES = {"default": {"BACKEND": "cms.cache.PatientCache", "LOCATION": f"{REDIS_URL}/1"}}
EMAIL_HOST = "127.0.0.1"
EMAIL_PORT = int(os.environ.get("EMAIL_PORT", "1"))
EMAIL_TIMEOUT = 5
DEFAULT_FROM_EMAIL = "Alongside <training@example.org>"
SITE_URL = WAGTAILADMIN_BASE_URL = os.environ.get("SITE_URL", "http://testserver")
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # quick; production keeps Django's own
MEDIA_ROOT = os.environ.get("MEDIA_ROOT", str(BASE_DIR / "var" / "test" / "media"))
PRIVATE_ROOT = os.environ.get("PRIVATE_ROOT", str(BASE_DIR / "var" / "test" / "private"))
# The one style sheet as production serves it, written at the beginning of a run (tests/conftest.py): pages load faster
# than with every part by itself, and are looked at as readers get them.
TEST_STATIC = BASE_DIR / "var" / "test" / "static"
STATICFILES_DIRS = [TEST_STATIC] if TEST_STATIC.exists() else []
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = True

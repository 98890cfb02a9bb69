"""Production's settings, for a browser on this machine: asked at 127.0.0.1, without a proxy that ends TLS."""

import os

from cms.settings.production import *  # noqa: F403 - one settings module continues another

ALLOWED_HOSTS = ["127.0.0.1"]
SITE_URL = WAGTAILADMIN_BASE_URL = os.environ["MEASURED_URL"]
SECURE_SSL_REDIRECT = False
# A browser keeps cookies of the kind "__Host-" from HTTPS alone.
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = False
SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = "session", "csrf"

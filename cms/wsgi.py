"""The WSGI entry point, with production settings unless DJANGO_SETTINGS_MODULE says otherwise."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cms.settings.production")
django_application = get_wsgi_application()

from django.conf import settings  # noqa: E402 - Django is set up first

from cms.pagecache.front import KeptFirst  # noqa: E402

application = KeptFirst(django_application) if settings.PAGE_CACHE else django_application

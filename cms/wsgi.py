"""The WSGI entry point; production sets DJANGO_SETTINGS_MODULE to cms.settings.production."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cms.settings.development")
application = get_wsgi_application()

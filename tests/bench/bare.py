"""A bare Django view: one address, no middleware, an answer of BARE_SIZE bytes."""

import os

from django.conf import settings

settings.configure(
    SECRET_KEY="bare", ALLOWED_HOSTS=["127.0.0.1"], ROOT_URLCONF=__name__, MIDDLEWARE=[], USE_I18N=False
)

from django.core.wsgi import get_wsgi_application  # noqa: E402 - settings come first
from django.http import HttpRequest, HttpResponse  # noqa: E402
from django.urls import re_path  # noqa: E402

BODY = b"x" * int(os.environ["BARE_SIZE"])


def view(request: HttpRequest) -> HttpResponse:
    """As little as a view can do."""
    return HttpResponse(BODY)


urlpatterns = [re_path("", view)]
application = get_wsgi_application()

"""Whether a form was sent from a page of this site, as far as the browser says."""

from django.conf import settings
from django.http import HttpRequest

OURS = ("same-origin", "none")  # from a page of this site; by the person, with no page before


def is_from_elsewhere(request: HttpRequest) -> bool:
    """Whether the browser says that another site's page sent this. Who says nothing is no browser of today.

    Sec-Fetch-Site (W3C Fetch Metadata) is said by the browser itself, no page can change it; older ones say Origin.
    """
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        return site not in OURS
    origin = request.headers.get("Origin")
    if origin is None:
        return False
    scheme = "https" if request.is_secure() else "http"
    return origin != f"{scheme}://{request.get_host()}" and origin not in settings.CSRF_TRUSTED_ORIGINS

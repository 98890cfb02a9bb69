"""A brochure as a file, at the address of its page and `brochure.pdf`."""

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response, patch_cache_control
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe
from wagtail import views
from wagtail.url_routing import RouteResult

from cms.brochure.models import BrochurePage
from cms.brochure.pdf import document
from cms.home import routing
from cms.pagecache.decorators import cacheable
from courses import pdf


@cacheable
@require_safe
def brochure_pdf(request: HttpRequest, path: str) -> HttpResponse:
    """The PDF of the live brochure at `path` in the active language. Who may not read the page gets no file either."""
    found = routing.find(request, path)
    if found is None or not isinstance(found.page, BrochurePage):
        raise Http404("There is no brochure at this address.")
    # Wagtail's own way to a page, on which a private one asks who wants to read it.
    request._wagtail_route_for_request = RouteResult(found.page, kwargs={"as_pdf": True})  # type: ignore[attr-defined]  # what Page.route_for_request keeps
    response: HttpResponse = views.serve(request, path)
    return response


def answer(request: HttpRequest, page: BrochurePage) -> HttpResponse:
    """The file, or "not modified" to who has it."""
    made = document(page, request)
    response = HttpResponse(made.file, content_type=pdf.MEDIA_TYPE)
    # Shown where the browser can show it; kept under a name that says what it is.
    response["Content-Disposition"] = content_disposition_header(False, made.name) or "inline"
    response["Content-Language"] = f"{page.locale.language_code}-CA"
    response["ETag"] = f'"{made.digest}"'
    patch_cache_control(response, public=True, no_cache=True)  # kept, but asked about each time
    return get_conditional_response(request, etag=response["ETag"], response=response) or response

"""A brochure as a file, at the address of its page and `brochure.pdf`."""

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response, patch_cache_control
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe
from wagtail import hooks

from cms import pdf
from cms.brochure.models import BrochurePage
from cms.brochure.pdf import document
from cms.home import routing


@require_safe
def brochure_pdf(request: HttpRequest, path: str) -> HttpResponse:
    """The PDF of the live brochure at `path` in the active language. Who may not read the page gets no file either."""
    found = routing.find(request, path)
    page = found.page if found is not None else None
    if not isinstance(page, BrochurePage):
        raise Http404("There is no brochure at this address.")
    # Wagtail asks here for the password of a private page, or sends its reader to sign in.
    for hook in hooks.get_hooks("before_serve_page"):
        answered = hook(page, request, [], {})
        if isinstance(answered, HttpResponse):
            return answered
    return answer(request, page)


def answer(request: HttpRequest, page: BrochurePage) -> HttpResponse:
    """The file, or "not modified" to who has it."""
    made = document(page, request)
    response = HttpResponse(made.file, content_type=pdf.MEDIA_TYPE)
    # Shown where the browser can show it; kept under a name that says what it is.
    response["Content-Disposition"] = content_disposition_header(False, made.name)
    response["Content-Language"] = f"{page.locale.language_code}-CA"
    response["ETag"] = f'"{made.digest}"'
    patch_cache_control(response, public=True, no_cache=True)  # kept, but asked about each time
    conditional: HttpResponse = get_conditional_response(request, etag=response["ETag"], response=response)
    return conditional

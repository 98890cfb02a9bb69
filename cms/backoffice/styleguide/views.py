"""The guide, and the frames in which it shows each component in one scheme."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_safe

from cms.navigation import LANGUAGE_NAMES

from .catalogue import COMPONENTS, GROUPS

# The sheet that is linked after site.css, in no layer: it wins over the scheme that the system prefers.
SCHEMES = {"light": "css/tokens.css", "dark": "css/tokens-dark.css"}


@require_safe
def guide(request: HttpRequest) -> HttpResponse:
    """Every component with its name, when to use it, how to include it, its context, and both schemes."""
    language = _language(request)
    return render(
        request,
        "backoffice/styleguide/guide.html",
        {
            "page_title": _("Style guide"),
            "header_title": _("Style guide"),  # what Wagtail puts into the browser's title
            "header_icon": "view",
            "groups": GROUPS,
            "schemes": list(SCHEMES),
            "language": language,
            "languages": LANGUAGE_NAMES,
        },
    )


@require_safe
@xframe_options_sameorigin
def frame(request: HttpRequest, name: str, scheme: str) -> HttpResponse:
    """One component in all its states, in a page of its own; 404 for another name or scheme."""
    component = COMPONENTS.get(name)
    if component is None or scheme not in SCHEMES:
        raise Http404
    with translation.override(_language(request)):
        context = {"component": component, "pieces": component.show(request), "sheet": SCHEMES[scheme]}
        return render(request, "backoffice/styleguide/frame.html", context)


def _language(request: HttpRequest) -> str:
    """The language of the samples: `?language=fr`, else that of who looks."""
    asked = request.GET.get("language") or translation.get_language() or "en"
    return asked if asked in LANGUAGE_NAMES else "en"

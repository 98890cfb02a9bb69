"""Every component and page with sample facts, in development only: to look at, and to check in a browser."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from .samples import contexts


def gallery(request: HttpRequest, name: str = "components") -> HttpResponse:
    """The sample called `name`; 404 for another name."""
    samples = contexts()
    if name not in samples:
        raise Http404
    template, context = samples[name]
    return render(request, template, {**context, "samples": list(samples)})

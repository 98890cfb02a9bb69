"""A badge, for its holder to take along."""

import json
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from trainees.models import Certificate
from trainees.operations.badges import badge_jwt, signed_badge
from trainees.queries.badges import WITH_CLOCK

from .public import none_without_a_key


@login_required
@require_safe
def badge_json(request: HttpRequest, pk: int) -> HttpResponse:
    """The badge with its proof inside."""
    certificate = _own(request, pk)
    with none_without_a_key():
        text = json.dumps(signed_badge(certificate=certificate), ensure_ascii=False, indent=2)
    return _download(text, f"{certificate.serial}.json", "application/json")


@login_required
@require_safe
def badge_as_jwt(request: HttpRequest, pk: int) -> HttpResponse:
    """The badge as a JWT."""
    certificate = _own(request, pk)
    with none_without_a_key():
        text = badge_jwt(certificate=certificate)
    return _download(text, f"{certificate.serial}.jwt", "application/vc+jwt")


def _own(request: HttpRequest, pk: int) -> Certificate:
    """A certificate of who asks; 404 for anybody else's."""
    found: Certificate = get_object_or_404(
        Certificate.objects.select_related(WITH_CLOCK), pk=pk, person=request.user.pk
    )
    return found


def _download(text: str, name: str, content_type: str) -> HttpResponse:
    response: Any = HttpResponse(text, content_type=content_type)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    response.headers["Cache-Control"] = "no-store, private"
    return response

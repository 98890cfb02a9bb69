"""The holder's two choices about a certificate: whether its name is shown, and whether it stands in the register."""

from collections.abc import Callable

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from trainees.models import Certificate
from trainees.operations.showing import hide_name, list_publicly

from .answers import SeeOther

CHOICES = {"yes": True, "no": False}


@login_required
@require_POST
def certificate_name(request: HttpRequest, pk: int) -> HttpResponse:
    """`hides` (yes, no): whether those who verify the certificate see its name."""

    def choose(certificate: Certificate, hides: bool) -> str:
        hide_name(certificate=certificate, hides=hides, by=request.user)
        return _("Your name is hidden now.") if hides else _("Your name is shown now.")

    return _chosen(request, pk, "hides", choose)


@login_required
@require_POST
def certificate_listed(request: HttpRequest, pk: int) -> HttpResponse:
    """`listed` (yes, no): whether the certificate stands in the public register."""

    def choose(certificate: Certificate, is_listed: bool) -> str:
        list_publicly(certificate=certificate, is_listed=is_listed, by=request.user)
        return _("You are in the register now.") if is_listed else _("You are off the register now.")

    return _chosen(request, pk, "listed", choose)


def _chosen(
    request: HttpRequest, pk: int, field: str, choose: Callable[[Certificate, bool], str]
) -> HttpResponse:
    """Back to one's certificates. A value that is no choice changes nothing; another's certificate is not found."""
    certificate = get_object_or_404(Certificate, pk=pk, person=request.user)
    choice = CHOICES.get(request.POST.get(field, ""))
    if choice is not None:
        try:
            messages.success(request, choose(certificate, choice))
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
    return SeeOther(f"{reverse('portal:home')}certificates/")


urlpatterns = [
    path("certificates/<int:pk>/name/", certificate_name, name="certificate_name"),
    path("certificates/<int:pk>/listed/", certificate_listed, name="certificate_listed"),
]

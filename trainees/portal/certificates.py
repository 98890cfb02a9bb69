"""What somebody was awarded. It stays theirs: an enrolment may have ended, an address may have changed."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from trainees.models import Certificate


@login_required
@require_safe
def certificates(request: HttpRequest) -> HttpResponse:
    """The certificates of the person who asks, latest first."""
    held = Certificate.objects.of(request.user.pk).select_related("award")
    return render(request, "portal/certificates.html", {"certificates": held})

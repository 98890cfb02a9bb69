"""The form to report a barrier, and the thanks after it."""

from allauth.account.adapter import get_adapter
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from cms.barriers import operations
from cms.barriers.forms import ReportForm, own_path
from cms.models import SiteSettings
from cms.updates import throttle
from cms.updates.views import SeeOther

REPORTS_OF_A_SENDER = 20  # an hour: people behind one router share an address


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def report(request: HttpRequest) -> HttpResponse:
    """The form, and what is to be put right in it. `?page=` says where the reader came from."""
    if request.method != "POST":
        form = ReportForm(initial={"page": own_path(request.GET.get("page", ""))})
        return _page(request, form, status=200)
    form = ReportForm(request.POST)
    if not form.is_valid():
        return _page(request, form, status=422)
    if form.is_robot:
        return SeeOther(reverse("report_barrier_sent"))
    sender = get_adapter().get_client_ip(request)
    if throttle.is_too_often(what="barrier", who=sender, most=REPORTS_OF_A_SENDER):
        form.add_error(
            None,
            _("Many reports came from your connection in the last hour. Please write to %(address)s instead.")
            % {"address": SiteSettings.chosen(request).contact_email},
        )
        return _page(request, form, status=429)
    words = {name: form.cleaned_data[name] for name in ("what", "page", "address", "token")}
    try:
        operations.report(**words, language=get_language() or "en")
    except ValidationError as error:
        form.add_error(None if "what" not in error.error_dict else "what", error.messages)
        return _page(request, form, status=422)
    return SeeOther(reverse("report_barrier_sent"))


def _page(request: HttpRequest, form: ReportForm, *, status: int) -> HttpResponse:
    context = {"form": form, "contact_email": SiteSettings.chosen(request).contact_email}
    return render(request, "pages/report_barrier.html", context, status=status)


@require_safe
def sent(request: HttpRequest) -> HttpResponse:
    """Thanks."""
    return render(request, "pages/report_barrier_sent.html")

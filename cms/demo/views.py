"""The demo's mailbox: what the product sent, readable without a mail server."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_safe

from . import mail as mails

# A mail has its styles inline, as mail programs want them, and nothing else of its own.
MAIL_POLICY = (
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:; form-action 'none'; frame-ancestors 'self'"
)


@require_safe
def mailbox(request: HttpRequest) -> HttpResponse:
    """The newest mails; `?to=` keeps those to one address."""
    to = request.GET.get("to", "").strip()
    return render(request, "demo/mailbox.html", {"mails": mails.newest(settings.MAILDIR, to=to), "to": to})


@require_safe
def mail(request: HttpRequest, key: str) -> HttpResponse:
    """One mail: its text, and its HTML part in a frame."""
    return render(request, "demo/mail.html", {"mail": _or_404(key)})


@require_safe
@xframe_options_sameorigin
def mail_html(request: HttpRequest, key: str) -> HttpResponse:
    """The HTML part, as a mail program would show it: no scripts, links open outside the frame."""
    response = HttpResponse('<base target="_top">' + _or_404(key).html)
    response["Content-Security-Policy"] = MAIL_POLICY
    return response


def _or_404(key: str) -> mails.Mail:
    if found := mails.one(settings.MAILDIR, key):
        return found
    raise Http404

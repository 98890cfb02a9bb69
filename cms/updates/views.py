"""Subscribing and leaving. A GET changes nothing: programs that scan mail open every link in it."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from allauth.account.adapter import get_adapter
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from cms.accounts.models import Language
from cms.navigation import updates_url
from cms.updates import consent, filters, throttle
from cms.updates.enums import SubscriberState
from cms.updates.forms.subscriptions import SubscribeForm
from cms.updates.models import Subscriber, SubscriptionRequest
from cms.updates.operations import subscription
from cms.updates.origins import is_from_elsewhere
from cms.updates.tokens import leave_token, read_leave_token

View = Callable[..., HttpResponse]
SPOKEN = {
    Language.ENGLISH: pgettext_lazy("in which language one is written to", "English"),
    Language.FRENCH: pgettext_lazy("in which language one is written to", "French"),
}


class SeeOther(HttpResponseRedirect):
    """After a POST: go on with GET."""

    status_code = 303


def behind_a_link(view: View) -> View:
    """For pages whose address holds a token: no cache, no search engine and no other site gets to know it.

    The site's Referrer-Policy keeps it from other sites. A stricter one would make browsers send "Origin: null" with
    the form on the page, and Django would refuse it.
    """

    @wraps(view)
    def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = view(request, *args, **kwargs)
        add_never_cache_headers(response)
        response.headers["X-Robots-Tag"] = "noindex, nofollow"
        return response

    return wrapped


# The form stands on pages that are kept for everybody, so it has no token. No cookie is read, and all that a post can
# do is to ask for one mail, which the throttle limits; what a browser says comes from another site is refused.
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def subscribe(request: HttpRequest) -> HttpResponse:
    """The form, filled with ?region= and ?stream=, and what is to be put right in it.

    The answer is the same whether or not the address is known.
    """
    if request.method == "POST" and is_from_elsewhere(request):
        raise PermissionDenied
    form = (
        SubscribeForm(request.POST)
        if request.method == "POST"
        else SubscribeForm(initial=_asked_for(request))
    )
    if request.method == "POST" and form.is_valid():
        if not form.is_robot and not _is_too_often(request, form.cleaned_data["address"]):
            wish = {name: form.cleaned_data[name] for name in ("address", "language", "region", "stream")}
            subscription.ask(**wish)
        return SeeOther(reverse("updates:sent"))
    status = 422 if form.is_bound else 200
    context = {"form": form, "action": reverse("updates:subscribe")}
    return render(request, "pages/subscribe.html", context, status=status)


def _asked_for(request: HttpRequest) -> dict[str, Any]:
    """What the address fills in; what it names and is not there is left out."""
    wanted = filters.read(request.GET)
    return {"region": wanted.region, "stream": wanted.stream}


def _is_too_often(request: HttpRequest, address: str) -> bool:
    sender = get_adapter().get_client_ip(request)  # behind a proxy everybody has the proxy's own address
    by_sender = throttle.is_too_often(what="sender", who=sender, most=throttle.REQUESTS_OF_A_SENDER)
    to_address = throttle.is_too_often(what="address", who=address, most=throttle.MAILS_TO_AN_ADDRESS)
    return by_sender or to_address


@require_safe
def sent(request: HttpRequest) -> HttpResponse:
    """Look in your mail."""
    return render(request, "pages/subscribe_sent.html")


@behind_a_link
@require_http_methods(["GET", "HEAD", "POST"])
def confirm(request: HttpRequest, token: str) -> HttpResponse:
    """Behind the link of the mail: a button. Pressing it agrees to the sentence beside it."""
    if request.method == "POST" and request.POST.get("version") == consent.VERSION:
        try:
            subscription.confirm(token=token)
        except ValidationError as error:
            return _link_is_over(
                request, status=404 if error.error_dict["token"][0].code == "unknown" else 410
            )
        return SeeOther(request.path)
    asked = subscription.find(token=token)
    if asked is None:
        return _link_is_over(request, status=404)
    if asked.used_at is not None:
        return _used(request, asked)
    if subscription.is_over(asked):
        return _link_is_over(request, status=410)
    context = {
        "address": asked.address,
        "choice": _choice(asked),
        "consent": consent.wording(),
        "version": consent.VERSION,
    }
    return render(request, "pages/subscribe_confirm.html", context)


def _choice(asked: SubscriptionRequest) -> str:
    """What was chosen, as a sentence."""
    names = {
        "language": SPOKEN[Language(asked.language)],
        "region": asked.region and asked.region.name,
        "stream": asked.stream and asked.stream.name,
    }
    if asked.region and asked.stream:
        sentence = _(
            "You will hear about trainings in %(region)s, in this stream: %(stream)s, in %(language)s."
        )
    elif asked.region:
        sentence = _("You will hear about trainings in %(region)s, in any stream, in %(language)s.")
    elif asked.stream:
        sentence = _("You will hear about trainings anywhere, in this stream: %(stream)s, in %(language)s.")
    else:
        sentence = _("You will hear about trainings anywhere, in any stream, in %(language)s.")
    return sentence % names


def _used(request: HttpRequest, asked: SubscriptionRequest) -> HttpResponse:
    subscriber = Subscriber.objects.confirmed().filter(address=asked.address).first()
    if subscriber is None:
        return _link_is_over(request, status=410)
    context = {
        "updates_url": updates_url(request),
        "unsubscribe_url": reverse("updates:leave", args=[leave_token(subscriber)]),
    }
    return render(request, "pages/subscribe_done.html", context)


def _link_is_over(request: HttpRequest, *, status: int) -> HttpResponse:
    context = {"url": reverse("updates:subscribe"), "action": _("Ask for a new link")}
    return render(request, "pages/link_expired.html", context, status=status)


# RFC 8058: a mail program posts here by itself, with no cookie and so with no CSRF token. The token in the address is
# the whole authority, no cookie is read, and all it can do is stop this one subscriber's messages.
@csrf_exempt
@behind_a_link
@require_http_methods(["GET", "HEAD", "POST"])
def leave(request: HttpRequest, token: str) -> HttpResponse:
    """Behind the link in each message: a button that stops them. No sign-in, no question, no redirect for RFC 8058."""
    subscriber = read_leave_token(token)
    if subscriber is None:
        return _link_is_over(request, status=404)
    if request.method == "POST":
        subscription.leave(subscriber=subscriber)
        if request.POST.get("List-Unsubscribe") == "One-Click":
            return HttpResponse(_("The messages have stopped"), content_type="text/plain; charset=utf-8")
        return SeeOther(request.path)
    if subscriber.state == SubscriberState.LEFT:
        return render(request, "pages/unsubscribe_done.html", {"subscribe_url": reverse("updates:subscribe")})
    return render(request, "pages/unsubscribe.html", {"address": subscriber.address})

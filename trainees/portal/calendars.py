"""A person's own sessions in their calendar program: a page that explains, and the file that programs read."""

from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.http import conditional_page, require_http_methods, require_safe

from courses.rules.calendars import CalendarFile, own_session_event, write
from trainees.models import CalendarFeed
from trainees.operations.calendar_feeds import make_feed, renew_feed, stop_feed
from trainees.operations.mail import portal_url
from trainees.queries.calendars import feed_at, feed_of, sessions_of
from trainees.rules import tokens


def address(feed: CalendarFeed) -> str:
    """The absolute address of a private calendar. Whoever has it can read it."""
    path = reverse("private_calendar", args=[tokens.calendar_token(feed.pk, feed.nonce)])
    return settings.SITE_URL.rstrip("/") + path


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def calendar(request: HttpRequest) -> HttpResponse:
    """Explains the private calendar and shows its address; a POST makes it, renews it or stops it."""
    if request.method == "POST":
        _act(request)
        return redirect("portal:calendar")
    feed = feed_of(request.user)
    context: dict[str, Any] = {"feed": feed}
    if feed:
        url = address(feed)
        context |= {"url": url, "webcal_url": f"webcal://{url.partition('://')[2]}"}
    return render(request, "portal/calendar.html", context)


def _act(request: HttpRequest) -> None:
    """What the pressed button says; anything else changes nothing."""
    action = request.POST.get("action", "")
    if action == "make":
        make_feed(by=request.user)
        messages.success(request, _("Your calendar has an address now."))
    elif action == "renew" and (feed := _asked_about(request)):
        renew_feed(feed=feed, by=request.user)
        messages.success(request, _("Your calendar has a new address. The old one shows nothing any more."))
    elif action == "stop" and (feed := _asked_about(request)) and stop_feed(feed=feed, by=request.user):
        messages.success(request, _("The address shows nothing any more."))


def _asked_about(request: HttpRequest) -> CalendarFeed | None:
    """The feed that the form showed, if it is still this person's: a second click does not renew a second time."""
    feed = feed_of(request.user)
    return feed if feed and request.POST.get("feed", "") == str(feed.pk) else None


@require_safe
@conditional_page
def feed(request: HttpRequest, token: str) -> HttpResponse:
    """The sessions of the person whose address this is, in their language; 404 for any other address."""
    found = feed_at(token)
    if found is None:
        raise Http404
    person: Any = found.person
    at = timezone.now()
    host = urlsplit(settings.SITE_URL).hostname or "localhost"
    with translation.override(person.language):
        url = portal_url(person.language)
        events = tuple(own_session_event(one, host=host, url=url) for one in sessions_of(person, at=at))
        tz = events[-1].tz if events and events[-1].tz else timezone.get_default_timezone()
        file = CalendarFile(name=_("My sessions"), tz=tz, url=address(found), events=events)
        written = write(file, at=at)
    response = HttpResponse(written, content_type="text/calendar; charset=utf-8")
    response.headers["Content-Disposition"] = 'attachment; filename="sessions.ics"'
    response.headers["Cache-Control"] = "private, no-cache"
    response.headers["Referrer-Policy"] = "no-referrer"
    return response

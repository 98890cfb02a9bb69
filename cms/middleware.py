"""What every answer of the site carries, and how long a staff session lasts."""

import re
import time
from collections.abc import Callable
from http import HTTPStatus
from urllib.parse import urlencode

from allauth.mfa.utils import is_mfa_enabled
from csp.middleware import CSPMiddleware, PolicyParts
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout, user_logged_in
from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser, PermissionsMixin
from django.contrib.sessions.backends.base import SessionBase
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import translation
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext as _

GetResponse = Callable[[HttpRequest], HttpResponse]

SIGNED_IN_AT = "signed_in_at"
SEEN_AT = "staff_seen_at"
SEEN_EVERY_SECONDS = 60  # how exact the idle time is: the session is written at most this often
# Wagtail's open editor reports every few seconds, and so does an open roll-call; that is the tab living, not the person
# working.
NO_SIGNS_OF_LIFE = re.compile(r"/editing-sessions/|/my/teaching/sessions/\d+/marks/$")
# Where staff work with what trainees entrusted to them, outside the office.
TEACHING_PREFIX = "/my/teaching/"
# Addresses under the office that lead to the one front door, or out of it (cms.accounts.urls).
OPEN_DOORS = tuple(f"{settings.OFFICE_PREFIX}{door}/" for door in ("login", "logout", "password_reset"))


def _in_office(request: HttpRequest) -> bool:
    return request.path_info.startswith(settings.OFFICE_PREFIX)


def _works_here(request: HttpRequest) -> bool:
    """Whether this is the office, or a page for those who teach (in either language)."""
    return _in_office(request) or TEACHING_PREFIX in request.path_info


class ContentSecurityPolicy(CSPMiddleware):
    """The policy of the settings; a wider one for the back office, and for the preview of a page, which it frames."""

    def get_policy_parts(
        self, request: HttpRequest, response: HttpResponseBase, report_only: bool = False
    ) -> PolicyParts:
        """Called by django-csp for each answer."""
        parts = super().get_policy_parts(request, response, report_only)
        # Wagtail makes the preview's request itself: no visitor can set this.
        is_preview = getattr(request, "is_preview", False)
        if (_in_office(request) or is_preview) and parts.config is None and not report_only:
            parts.config = settings.OFFICE_CONTENT_SECURITY_POLICY
        return parts


class PersonalPagesAreNotKept:
    """What a signed-in person saw is not stored by browsers or proxies; no page may use camera and the like."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.headers.setdefault("Permissions-Policy", settings.PERMISSIONS_POLICY)
        # Only a request with the cookie can be signed in; others must not touch the session.
        if settings.SESSION_COOKIE_NAME in request.COOKIES and request.user.is_authenticated:
            add_never_cache_headers(response)
        return response


def _is_staff(user: AbstractBaseUser | AnonymousUser) -> bool:
    """Whether the person may enter the back office."""
    return isinstance(user, PermissionsMixin) and user.has_perm("wagtailadmin.access_admin")


def note_sign_in(*, request: HttpRequest | None, user: AbstractBaseUser, **kwargs: object) -> None:
    """Start the clock of a session; staff sessions are shorter (security.py)."""
    session: SessionBase | None = getattr(request, "session", None)
    if session is None:
        return
    session[SIGNED_IN_AT] = int(time.time())
    if _is_staff(user):
        session[SEEN_AT] = session[SIGNED_IN_AT]


user_logged_in.connect(note_sign_in, dispatch_uid="cms.middleware.note_sign_in")


class StaffSessions:
    """Staff sign in again after 30 idle minutes or 12 hours, and with a second factor.

    Staff is who may enter the back office. A session becomes a staff session at sign-in, or when it first enters.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if settings.SESSION_COOKIE_NAME in request.COOKIES and request.user.is_authenticated:
            if self._is_over(request):
                logout(request)
                messages.info(
                    request, _("You were signed out after a while, for safety. Please sign in again.")
                )
                return self._sign_in_again(request)
            if _works_here(request) and self._lacks_second_factor(request):
                messages.info(request, _("To work here, first set up a second step for signing in."))
                return redirect("mfa_index")
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *args: object) -> HttpResponse | None:
        """Tell who is signed in but not staff that the office is not for them.

        Wagtail would send them to sign in, and the page for signing in would send them back, for ever.
        """
        if not _in_office(request) or request.path_info.startswith(OPEN_DOORS):
            return None
        if not request.user.is_authenticated or _is_staff(request.user):
            return None
        with translation.override(getattr(request.user, "language", None) or translation.get_language()):
            return render(request, "office_closed.html", status=HTTPStatus.FORBIDDEN)

    def _is_over(self, request: HttpRequest) -> bool:
        """Whether this session's time is up; notes that the person is here."""
        session, now = request.session, time.time()
        if SEEN_AT not in session and not (_in_office(request) and _is_staff(request.user)):
            return False
        signed_in_at, seen_at = session.get(SIGNED_IN_AT, 0), session.get(SEEN_AT)
        if now - signed_in_at > settings.STAFF_SESSION_SECONDS:
            return True
        if seen_at is not None and now - seen_at > settings.STAFF_IDLE_SECONDS:
            return True
        if not NO_SIGNS_OF_LIFE.search(request.path_info) and now - (seen_at or 0) > SEEN_EVERY_SECONDS:
            session[SEEN_AT] = int(now)
        return False

    def _lacks_second_factor(self, request: HttpRequest) -> bool:
        return (
            settings.STAFF_NEED_SECOND_FACTOR and _is_staff(request.user) and not is_mfa_enabled(request.user)
        )

    def _sign_in_again(self, request: HttpRequest) -> HttpResponse:
        # A page is offered again after signing in; what was posted is not done again by itself.
        query = urlencode({"next": request.get_full_path()}) if request.method == "GET" else ""
        return redirect(f"{reverse('account_login')}?{query}".rstrip("?"))

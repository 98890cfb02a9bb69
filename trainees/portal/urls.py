"""Addresses of a trainee's own pages, under /my/. The site adds those of the account to them (cms.urls)."""

from django.urls import URLPattern, URLResolver, include, path, re_path

from . import attendance, calendars, views
from .awards.urls import urlpatterns as awards_urls
from .badges.urls import own_urls as badge_urls
from .certificate_urls import urlpatterns as certificate_urls
from .learning.urls import urlpatterns as learning_urls
from .practicum_urls import urlpatterns as practicum_urlpatterns
from .renewal_urls import urlpatterns as renewal_urlpatterns
from .showing import urlpatterns as showing_urls
from .teaching.urls import urlpatterns as teaching_urls

urlpatterns: list[URLPattern | URLResolver] = [
    path("", views.home, name="home"),
    path("calendar/", calendars.calendar, name="calendar"),
    path("cohorts/<int:pk>/", views.cohort, name="cohort"),
    *learning_urls,
    *awards_urls,
    path("teaching/", include("trainees.portal.confirming.urls")),
    path("cohorts/<int:pk>/attendance/", attendance.of_cohort, name="cohort_attendance"),
    path("attendance/", attendance.mine, name="attendance"),
    path("sessions/<int:pk>/coming/", attendance.coming, name="coming"),
    path("teaching/", include(teaching_urls)),
    *practicum_urlpatterns,
    *renewal_urlpatterns,
    *certificate_urls,
    *showing_urls,
    *badge_urls,
]

# Read by calendar programs: no language prefix, the person's own language. No slug has a dot: beside the public ones.
calendar_urls = [
    re_path(r"^calendar/(?P<token>[0-9]+\.[0-9a-f]{64})\.ics$", calendars.feed, name="private_calendar"),
]

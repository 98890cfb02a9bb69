"""Addresses of a trainee's own pages, under /my/. The site adds those of the account to them (cms.urls)."""

from django.urls import path, re_path

from . import calendars, views

urlpatterns = [
    path("", views.home, name="home"),
    path("calendar/", calendars.calendar, name="calendar"),
    path("cohorts/<int:pk>/", views.cohort, name="cohort"),
]

# Read by calendar programs: no language prefix, the person's own language. No slug has a dot: beside the public ones.
calendar_urls = [
    re_path(r"^calendar/(?P<token>[0-9]+\.[0-9a-f]{64})\.ics$", calendars.feed, name="private_calendar"),
]

"""Addresses of updates that are no pages: subscriptions, the feed, calendars."""

from django.urls import path

from cms.updates import calendars, feeds, views

app_name = "updates"
urlpatterns = [
    path("updates/feed/", feeds.feed, name="feed"),
    path("calendar/<slug:programme>.ics", calendars.calendar, name="calendar"),
    path("calendar/<slug:programme>/<slug:stream>.ics", calendars.calendar, name="stream_calendar"),
    path("updates/subscribe/", views.subscribe, name="subscribe"),
    path("updates/subscribe/sent/", views.sent, name="sent"),
    path("updates/subscribe/confirm/<str:token>/", views.confirm, name="confirm"),
    path("updates/subscribe/leave/<str:token>/", views.leave, name="leave"),
]

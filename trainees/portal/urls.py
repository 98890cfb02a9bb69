"""Addresses of a trainee's own pages, under /my/. The site adds those of the account to them (cms.urls)."""

from django.urls import URLPattern, URLResolver, include, path

from . import attendance, views
from .teaching.urls import urlpatterns as teaching_urls

urlpatterns: list[URLPattern | URLResolver] = [
    path("", views.home, name="home"),
    path("cohorts/<int:pk>/", views.cohort, name="cohort"),
    path("cohorts/<int:pk>/attendance/", attendance.of_cohort, name="cohort_attendance"),
    path("attendance/", attendance.mine, name="attendance"),
    path("sessions/<int:pk>/coming/", attendance.coming, name="coming"),
    path("teaching/", include(teaching_urls)),
]

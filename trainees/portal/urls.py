"""Addresses of a trainee's own pages, under /my/. The site adds those of the account to them (cms.urls)."""

from django.urls import URLPattern, URLResolver, include, path

from . import views
from .learning.urls import urlpatterns as learning_urls

urlpatterns: list[URLPattern | URLResolver] = [
    path("", views.home, name="home"),
    path("cohorts/<int:pk>/", views.cohort, name="cohort"),
    *learning_urls,
    path("teaching/", include("trainees.portal.confirming.urls")),
]

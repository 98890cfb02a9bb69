"""Addresses of a trainee's own pages, under /my/. The site adds those of the account to them (cms.urls)."""

from django.urls import path

from . import views
from .practicum_urls import urlpatterns as practicum_urlpatterns

urlpatterns = [
    path("", views.home, name="home"),
    path("cohorts/<int:pk>/", views.cohort, name="cohort"),
    *practicum_urlpatterns,
]

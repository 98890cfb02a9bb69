"""Addresses of a trainee's own pages, under /my/. The site adds those of the account to them (cms.urls)."""

from django.urls import path

from . import views
from .learning.urls import urlpatterns as learning_urls

urlpatterns = [
    path("", views.home, name="home"),
    path("cohorts/<int:pk>/", views.cohort, name="cohort"),
    *learning_urls,
]

"""Addresses below /my/ of awards."""

from django.urls import path

from . import views

urlpatterns = [
    path("awards/", views.awards, name="awards"),
    path("cohorts/<int:cohort>/awards/", views.cohort_awards, name="cohort_awards"),
]

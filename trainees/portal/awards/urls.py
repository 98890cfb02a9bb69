"""Addresses below /my/ of awards."""

from django.urls import path

from trainees.portal.learning import files

from . import credentials, views

urlpatterns = [
    path("awards/", views.awards, name="awards"),
    path("cohorts/<int:cohort>/awards/", views.cohort_awards, name="cohort_awards"),
    path("cohorts/<int:cohort>/certificates/", credentials.credentials, name="credentials"),
    path("credential-files/<int:pk>/", files.credential_file, name="credential_file"),
]

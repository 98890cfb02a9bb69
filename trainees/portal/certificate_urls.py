"""Addresses of a holder's certificates, under /my/certificates/."""

from django.urls import path

from . import certificates

urlpatterns = [
    path("certificates/", certificates.certificates, name="certificates"),
]

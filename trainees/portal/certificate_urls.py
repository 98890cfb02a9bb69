"""Addresses of a holder's certificates, under /my/certificates/."""

from django.urls import path

from . import certificates

urlpatterns = [
    path("certificates/", certificates.certificates, name="certificates"),
    path("certificates/<int:pk>/file/", certificates.certificate_file, name="certificate_file"),
    path("cohorts/<int:pk>/my-certificate/", certificates.certificate_wish, name="certificate_wish"),
]

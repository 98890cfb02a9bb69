"""Addresses of the renewal of a certificate, under /my/certificates/."""

from django.urls import path

from . import renewal

urlpatterns = [
    path("certificates/<int:pk>/renewal/", renewal.renewal, name="renewal"),
    path("certificates/<int:pk>/renewal/hours/", renewal.log_learning, name="log_learning"),
    path(
        "certificates/<int:pk>/renewal/hours/<int:hours>/take-back/",
        renewal.take_back_learning,
        name="take_back_learning",
    ),
    path(
        "certificates/<int:pk>/renewal/agreements/<int:agreement>/",
        renewal.sign_again,
        name="renewal_agreement",
    ),
    path("learning/<int:pk>/file/", renewal.proof, name="learning_file"),
]

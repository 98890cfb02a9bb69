"""Addresses that anybody may open: /verify/ (cms.urls). No code is as short as "badge" and "register"."""

from django.urls import path

from . import views

app_name = "verify"
urlpatterns = [
    path("", views.index, name="index"),
    path("badge/", views.badge, name="badge"),
    path("register/", views.register, name="register"),
    path("<str:code>/", views.certificate, name="certificate"),
]

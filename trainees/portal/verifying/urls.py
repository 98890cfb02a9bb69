"""Addresses that anybody may open: /verify/ (cms.urls). No code has eight characters, so none is "register"."""

from django.urls import path

from . import views

app_name = "verify"
urlpatterns = [
    path("", views.index, name="index"),
    path("register/", views.register, name="register"),
    path("<str:code>/", views.certificate, name="certificate"),
]

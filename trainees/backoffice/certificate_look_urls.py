"""Addresses of how certificates look, under /office/courses/."""

from django.urls import path

from .certificate_templates import EditLook, PreviewLook

app_name = "certificate_looks"
urlpatterns = [
    path("courses/<int:pk>/certificates/look/", EditLook.as_view(), name="edit"),
    path("courses/<int:pk>/certificates/look/preview/", PreviewLook.as_view(), name="preview"),
]

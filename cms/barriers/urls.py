"""Addresses below /accessibility/report/. The page above them is an editor's."""

from django.urls import path

from cms.barriers import views

urlpatterns = [
    path("", views.report, name="report_barrier"),
    path("sent/", views.sent, name="report_barrier_sent"),
]

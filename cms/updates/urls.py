"""Addresses of subscriptions, below /updates/subscribe/."""

from django.urls import path

from cms.updates import views

app_name = "updates"
urlpatterns = [
    path("", views.subscribe, name="subscribe"),
    path("sent/", views.sent, name="sent"),
    path("confirm/<str:token>/", views.confirm, name="confirm"),
    path("leave/<str:token>/", views.leave, name="leave"),
]

"""Addresses of renewals under /office/renewals/."""

from django.urls import path

from .renewal_answers import HoursEntryPage, RequestPage
from .renewals import EndingPage, HoursPage, RequestsPage, SamplesPage

app_name = "renewals"
urlpatterns = [
    path("renewals/", RequestsPage.as_view(), name="index"),
    path("renewals/hours/", HoursPage.as_view(), name="hours"),
    path("renewals/samples/", SamplesPage.as_view(), name="samples"),
    path("renewals/ending/", EndingPage.as_view(), name="ending"),
    path("renewals/requests/<int:pk>/", RequestPage.as_view(), name="request"),
    path("renewals/hours/<int:pk>/", HoursEntryPage.as_view(), name="entry"),
]

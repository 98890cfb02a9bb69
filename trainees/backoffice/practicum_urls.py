"""Addresses of the practicum in the back office."""

from django.urls import path

from .placements import CancelPlacement, EndPlacement, PlacementPage, RevokeLinks, SendLink, SetCountsFrom
from .practicum import PracticumPage, ProposePlacement, RecordClearance

app_name = "practicum"
urlpatterns = [
    path("cohorts/<int:pk>/practicum/", PracticumPage.as_view(), name="index"),
    path("cohorts/<int:pk>/practicum/<int:enrolment>/", ProposePlacement.as_view(), name="propose"),
    path(
        "cohorts/<int:pk>/practicum/<int:enrolment>/clearance/", RecordClearance.as_view(), name="clearance"
    ),
    path("placements/<int:pk>/", PlacementPage.as_view(), name="placement"),
    path("placements/<int:pk>/end/", EndPlacement.as_view(), name="end"),
    path("placements/<int:pk>/cancel/", CancelPlacement.as_view(), name="cancel"),
    path("placements/<int:pk>/counts-from/", SetCountsFrom.as_view(), name="counts_from"),
    path("placements/<int:pk>/links/send/", SendLink.as_view(), name="send_link"),
    path("placements/<int:pk>/links/revoke/", RevokeLinks.as_view(), name="revoke"),
]

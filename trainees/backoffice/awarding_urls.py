"""Addresses of awards in a cohort's workspace, under /office/cohorts/."""

from django.urls import path

from .awarding import AwardsPage, ProposePage, WaitingPage
from .proposals import DeclineProposal, ProposalPage, WithdrawProposal

app_name = "awarding"
urlpatterns = [
    path("cohorts/<int:pk>/awards/", AwardsPage.as_view(), name="index"),
    path("cohorts/<int:pk>/awards/proposed/", WaitingPage.as_view(), name="waiting"),
    path("cohorts/<int:pk>/awards/<int:enrolment>/<int:award>/", ProposePage.as_view(), name="propose"),
    path("proposed-awards/<int:pk>/", ProposalPage.as_view(), name="proposal"),
    path("proposed-awards/<int:pk>/decline/", DeclineProposal.as_view(), name="decline"),
    path("proposed-awards/<int:pk>/take-back/", WithdrawProposal.as_view(), name="withdraw"),
]

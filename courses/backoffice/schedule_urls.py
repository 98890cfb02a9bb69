"""Addresses of a cohort's schedule, below those of the cohorts."""

from django.urls import path

from .cloning import CloneCohort
from .drafting import DraftSessions
from .session_list import SessionsPage
from .sessions import AddSession, CancelSession, ChangeSession, SplitSession

schedule_urls = [
    path("<int:pk>/clone/", CloneCohort.as_view(), name="clone"),
    path("<int:pk>/sessions/", SessionsPage.as_view(), name="sessions"),
    path("<int:pk>/sessions/new/", AddSession.as_view(), name="add_session"),
    path("<int:pk>/sessions/draft/", DraftSessions.as_view(), name="draft_sessions"),
    path("<int:pk>/sessions/<int:session>/", ChangeSession.as_view(), name="session"),
    path("<int:pk>/sessions/<int:session>/split/", SplitSession.as_view(), name="split_session"),
    path("<int:pk>/sessions/<int:session>/cancel/", CancelSession.as_view(), name="cancel_session"),
]

"""Addresses of the parts of a cohort's workspace that are about people, under /office/cohorts/."""

from django.urls import path

from .attendance import AttendancePage
from .enrolling import EnrolOne
from .grid import CompletionPage, ModulesPage
from .history import HistoryPage
from .lists import ListPage, ReadList, UndoList
from .messages import CohortMessages
from .roster import RosterPage
from .writing import WriteToCohort

app_name = "roster"
urlpatterns = [
    path("cohorts/<int:pk>/roster/", RosterPage.as_view(), name="index"),
    path("cohorts/<int:pk>/roster/enrol/", EnrolOne.as_view(), name="enrol"),
    path("cohorts/<int:pk>/roster/list/", ReadList.as_view(), name="read_list"),
    path("cohorts/<int:pk>/roster/list/<int:batch>/", ListPage.as_view(), name="list"),
    path("cohorts/<int:pk>/roster/list/<int:batch>/undo/", UndoList.as_view(), name="undo_list"),
    path("cohorts/<int:pk>/modules/", ModulesPage.as_view(), name="modules"),
    path("cohorts/<int:pk>/attendance/", AttendancePage.as_view(), name="attendance"),
    path("completions/<int:pk>/", CompletionPage.as_view(), name="completion"),
    path("cohorts/<int:pk>/messages/", CohortMessages.as_view(), name="messages"),
    path("cohorts/<int:pk>/messages/write/", WriteToCohort.as_view(), name="write"),
    path("cohorts/<int:pk>/history/", HistoryPage.as_view(), name="history"),
]

"""Addresses of the parts of a cohort's workspace that are about people, under /office/cohorts/."""

from django.urls import path

from .attendance import AttendancePage
from .enrolling import EnrolOne
from .exam_lists import ExamListPage
from .exams import (
    CorrectResult,
    ExamResultsPage,
    ExamsPage,
    ExamWindowPage,
    VoidResult,
)
from .facts import VoidObservation, VoidRecommendation, VoidSignOff
from .grid import CompletionPage, ModulesPage
from .history import HistoryPage
from .lists import ListPage, ReadList, UndoList
from .matrix import MatrixPage
from .messages import CohortMessages
from .roster import RosterPage
from .what_if import CorrectRules
from .writing import WriteToCohort

app_name = "roster"
urlpatterns = [
    path("cohorts/<int:pk>/roster/", RosterPage.as_view(), name="index"),
    path("cohorts/<int:pk>/roster/enrol/", EnrolOne.as_view(), name="enrol"),
    path("cohorts/<int:pk>/roster/list/", ReadList.as_view(), name="read_list"),
    path("cohorts/<int:pk>/roster/list/<int:batch>/", ListPage.as_view(), name="list"),
    path("cohorts/<int:pk>/roster/list/<int:batch>/undo/", UndoList.as_view(), name="undo_list"),
    path("cohorts/<int:pk>/modules/", ModulesPage.as_view(), name="modules"),
    path("cohorts/<int:pk>/matrix/", MatrixPage.as_view(), name="matrix"),
    path("cohorts/<int:pk>/exams/", ExamsPage.as_view(), name="exams"),
    path("cohorts/<int:pk>/exams/<int:exam>/", ExamResultsPage.as_view(), name="exam"),
    path("cohorts/<int:pk>/exams/<int:exam>/list/", ExamListPage.as_view(), name="exam_list"),
    path("cohorts/<int:pk>/exams/<int:exam>/times/", ExamWindowPage.as_view(), name="exam_window"),
    path("exam-results/<int:pk>/", CorrectResult.as_view(), name="correct_result"),
    path("exam-results/<int:pk>/void/", VoidResult.as_view(), name="void_result"),
    path("observations/<int:pk>/void/", VoidObservation.as_view(), name="void_observation"),
    path("sign-offs/<int:pk>/void/", VoidSignOff.as_view(), name="void_sign_off"),
    path("recommendations/<int:pk>/void/", VoidRecommendation.as_view(), name="void_recommendation"),
    path("cohorts/<int:pk>/attendance/", AttendancePage.as_view(), name="attendance"),
    path("completions/<int:pk>/", CompletionPage.as_view(), name="completion"),
    path("cohorts/<int:pk>/messages/", CohortMessages.as_view(), name="messages"),
    path("cohorts/<int:pk>/messages/write/", WriteToCohort.as_view(), name="write"),
    path("awards/<int:pk>/rules/", CorrectRules.as_view(), name="correct_rules"),
    path("cohorts/<int:pk>/history/", HistoryPage.as_view(), name="history"),
]

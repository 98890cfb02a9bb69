"""Addresses of a trainee's practicum, under /my/practicum/."""

from django.urls import path

from . import practicum

urlpatterns = [
    path("practicum/", practicum.practicum, name="practicum"),
    path("practicum/cohorts/<int:pk>/", practicum.practicum_of_cohort, name="practicum_of"),
    path("practicum/cohorts/<int:pk>/wishes/", practicum.say_wishes, name="wishes"),
    path("practicum/placements/<int:pk>/agree/", practicum.agree, name="agree"),
    path("practicum/placements/<int:pk>/log/", practicum.log_hours, name="log_hours"),
    path("practicum/placements/<int:pk>/entries/", practicum.entries, name="entries"),
    path("practicum/placements/<int:pk>/reports/<int:number>/", practicum.report, name="practicum_report"),
    path("practicum/entries/<int:pk>/correct/", practicum.correct_hours, name="correct_hours"),
]

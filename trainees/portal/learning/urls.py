"""Addresses below /my/ of what is learned."""

from django.urls import path

from . import agreements, assignments, credit, files, material, modules, quizzes

urlpatterns = [
    path("checklist/", modules.own_checklist, name="checklist"),
    path("cohorts/<int:cohort>/checklist/", modules.cohort_checklist, name="cohort_checklist"),
    path("cohorts/<int:cohort>/modules/<int:module>/", modules.module, name="module"),
    path("cohorts/<int:cohort>/modules/<int:module>/credit/", credit.credit, name="credit"),
    path("cohorts/<int:cohort>/agreements/<int:item>/", agreements.agreement, name="agreement"),
    path("cohorts/<int:cohort>/quizzes/<int:item>/", quizzes.quiz, name="quiz"),
    path("cohorts/<int:cohort>/assignments/<int:item>/", assignments.assignment, name="assignment"),
    path("material/<int:pk>/", material.material, name="material"),
    path("files/<int:pk>/", files.submission_file, name="submission_file"),
    path("credit-files/<int:pk>/", files.credit_file, name="credit_file"),
]

"""Addresses of what modules ask for, agreements, quizzes, exams and material, under /office/courses/."""

from django.urls import path

from .agreements import AgreementsPage, EditAgreement, NewAgreement, NewVersion
from .asking import AsksPage, EditItem, NewItem, RemoveItem
from .exams import EditExam, NewExam, RemoveExam
from .material import EditMaterial, MaterialsPage, NewMaterial, RemoveMaterial
from .quizzes import (
    EditQuestion,
    EditQuiz,
    NewQuestion,
    NewQuiz,
    QuizPage,
    QuizzesPage,
    RemoveQuestion,
)

urlpatterns = [
    path("module/<int:pk>/asks/", AsksPage.as_view(), name="asks"),
    path("module/<int:pk>/asks/<slug:kind>/", NewItem.as_view(), name="new_item"),
    path("item/<int:pk>/", EditItem.as_view(), name="item"),
    path("item/<int:pk>/remove/", RemoveItem.as_view(), name="remove_item"),
    path("module/<int:pk>/material/", MaterialsPage.as_view(), name="materials"),
    path("module/<int:pk>/material/new/", NewMaterial.as_view(), name="new_material"),
    path("material/<int:pk>/", EditMaterial.as_view(), name="material"),
    path("material/<int:pk>/remove/", RemoveMaterial.as_view(), name="remove_material"),
    path("edition/<int:pk>/new-exam/", NewExam.as_view(), name="new_exam"),
    path("exam/<int:pk>/", EditExam.as_view(), name="exam"),
    path("exam/<int:pk>/remove/", RemoveExam.as_view(), name="remove_exam"),
    path("<int:pk>/agreements/", AgreementsPage.as_view(), name="agreements"),
    path("<int:pk>/agreements/new/", NewAgreement.as_view(), name="new_agreement"),
    path("agreement/<int:pk>/", EditAgreement.as_view(), name="agreement"),
    path("agreement/<int:pk>/new-version/", NewVersion.as_view(), name="new_version"),
    path("<int:pk>/quizzes/", QuizzesPage.as_view(), name="quizzes"),
    path("<int:pk>/quizzes/new/", NewQuiz.as_view(), name="new_quiz"),
    path("quiz/<int:pk>/", QuizPage.as_view(), name="quiz"),
    path("quiz/<int:pk>/title/", EditQuiz.as_view(), name="edit_quiz"),
    path("quiz/<int:pk>/new-question/", NewQuestion.as_view(), name="new_question"),
    path("question/<int:pk>/", EditQuestion.as_view(), name="question"),
    path("question/<int:pk>/remove/", RemoveQuestion.as_view(), name="remove_question"),
]

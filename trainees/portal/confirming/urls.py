"""Addresses of the inbox and what it leads to, under /my/teaching/."""

from django.urls import path

from . import praise, views

urlpatterns = [
    path("inbox/", views.inbox, name="inbox"),
    path("submissions/<int:pk>/", views.AnswerSubmission.as_view(), name="answer_submission"),
    path("observe/<int:enrolment>/<int:item>/", views.Observe.as_view(), name="observe"),
    path("sign-off/<int:enrolment>/<int:item>/", views.SignOffPage.as_view(), name="sign_off"),
    path("confirm/<int:enrolment>/<int:module>/", views.ConfirmModule.as_view(), name="confirm_module"),
    path("prior-learning/<int:pk>/", views.AnswerCredit.as_view(), name="answer_credit"),
    path("certificates/<int:pk>/", praise.AnswerCredential.as_view(), name="answer_credential"),
    path("recommendations/", praise.recommendations, name="recommendations"),
    path("recommendations/<int:cohort>/", praise.of_cohort, name="cohort_recommendations"),
    path("recommend/<int:enrolment>/", praise.Recommend.as_view(), name="recommend"),
]

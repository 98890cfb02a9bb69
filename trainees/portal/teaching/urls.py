"""Addresses for those who teach, under /my/teaching/."""

from django.urls import path

from . import views
from .correction import correct_mark
from .home import teaching

urlpatterns = [
    path("", teaching, name="teaching"),
    path("sessions/<int:pk>/", views.roll_call, name="roll_call"),
    path("sessions/<int:pk>/marks/", views.roll_call_marks, name="roll_call_marks"),
    path("sessions/<int:pk>/mark/", views.mark_one, name="mark"),
    path("sessions/<int:pk>/close/", views.close, name="close_roll_call"),
    path("sessions/<int:pk>/people/<int:enrolment>/", correct_mark, name="correct_mark"),
]

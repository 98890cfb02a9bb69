"""Where a supervisor's links lead: /practicum/<token>/. No account is needed."""

from django.urls import path

from . import supervisor

app_name = "supervisor"
urlpatterns = [
    path("sent/", supervisor.sent, name="sent"),
    path("<str:token>/", supervisor.page, name="page"),
]

from django.apps import AppConfig


class TraineesConfig(AppConfig):
    """Who learns, and how far they are."""

    name = "trainees"

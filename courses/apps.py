from django.apps import AppConfig


class CoursesConfig(AppConfig):
    """What is taught, and when."""

    name = "courses"

from importlib import import_module

from django.apps import AppConfig


class CoursesConfig(AppConfig):
    """What is taught, and when."""

    name = "courses"

    def ready(self) -> None:
        """Make the actions of the audit log and the order of names known."""
        import_module("courses.models.alphabet").connect()
        import_module("courses.log_actions")

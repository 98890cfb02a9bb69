from importlib import import_module

from django.apps import AppConfig


class TraineesConfig(AppConfig):
    """Who learns, and how far they are."""

    name = "trainees"

    def ready(self) -> None:
        """Make the actions of the audit log and the kinds of messages known, and be told of cancelled cohorts."""
        import_module("trainees.log_actions")
        import_module("trainees.operations.kinds").register_kinds()
        cancellation = import_module("trainees.operations.cancellation")
        cohorts = import_module("courses.operations.cohorts")
        cohorts.when_cancelled(cancellation.tell_enrolled)
        cohorts.when_cancelled(import_module("trainees.operations.placing").release_cohort)

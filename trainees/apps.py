from importlib import import_module

from django.apps import AppConfig


class TraineesConfig(AppConfig):
    """Who learns, and how far they are."""

    name = "trainees"

    def ready(self) -> None:
        """Make the actions of the audit log and the kinds of messages known, be told of cancelled cohorts, and tell
        courses what is used."""
        import_module("trainees.log_actions")
        import_module("trainees.operations.kinds").register_kinds()
        attended = import_module("trainees.queries.attended")
        import_module("courses.operations.sessions").keeps_sessions(attended.with_closed_roll_call)
        cancellation = import_module("trainees.operations.cancellation")
        import_module("trainees.operations.used").tell_courses()
        cohorts = import_module("courses.operations.cohorts")
        cohorts.when_cancelled(cancellation.tell_enrolled)
        cohorts.when_cancelled(import_module("trainees.operations.placing").release_cohort)

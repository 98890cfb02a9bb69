from wagtail.admin.apps import WagtailAdminAppConfig
from wagtail.users.apps import WagtailUsersAppConfig


class OfficeConfig(WagtailAdminAppConfig):
    """Wagtail's back office, without its mails about workflows: cms.updates.operations.review owes them.

    Comments, whose mails cannot be taken away, are off by WAGTAILADMIN_COMMENTS_ENABLED.
    """

    def ready(self) -> None:
        """What Wagtail connects here (wagtail.admin.signal_handlers) is taken away at once."""
        super().ready()
        from wagtail.models import TaskState, WorkflowState
        from wagtail.signals import task_submitted, workflow_approved, workflow_rejected, workflow_submitted

        task_submitted.disconnect(
            sender=TaskState, dispatch_uid="group_approval_task_submitted_email_notification"
        )
        for signal, event in (
            (workflow_submitted, "submitted"),
            (workflow_rejected, "rejected"),
            (workflow_approved, "approved"),
        ):
            signal.disconnect(sender=WorkflowState, dispatch_uid=f"workflow_state_{event}_email_notification")


class OfficeUsersConfig(WagtailUsersAppConfig):
    """Wagtail's users and groups, without its screens for users (cms.backoffice.closed)."""

    user_viewset = "cms.backoffice.closed.ClosedUsers"

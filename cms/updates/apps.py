from typing import Any

from django.apps import AppConfig


class UpdatesConfig(AppConfig):
    """Training updates and the people who asked to hear about them."""

    name = "cms.updates"
    label = "updates"

    def ready(self) -> None:
        """Make the kinds of messages, the scope of pages and the moment of publication known."""
        from wagtail.models import Page
        from wagtail.permissions import register_permission_policy
        from wagtail.signals import page_published, task_submitted, workflow_approved, workflow_rejected

        from cms.updates.kinds import register_kinds
        from cms.updates.models import UpdatePage
        from cms.updates.permissions import PagePolicy

        register_kinds()
        register_permission_policy(Page, PagePolicy())
        page_published.connect(_note, sender=UpdatePage, dispatch_uid="updates.note")
        task_submitted.connect(_asked, dispatch_uid="updates.review.asked")
        workflow_approved.connect(_approved, dispatch_uid="updates.review.approved")
        workflow_rejected.connect(_changes_asked, dispatch_uid="updates.review.changes")


def _note(*, instance: Any, **kwargs: Any) -> None:
    """A page that was scheduled is "published" too, but not live yet; the schedule publishes it again, then live.

    So is an alias with the page it mirrors; it is no update of its own.
    """
    from cms.updates.operations.notices import mark

    if instance.live and instance.alias_of_id is None:
        mark(pages=[instance])


def _asked(*, instance: Any, user: Any = None, **kwargs: Any) -> None:
    """An update waits for a check: for the first time, or again after changes."""
    from cms.updates.operations import review

    review.ask(task_state=instance, by=user)


def _approved(*, instance: Any, user: Any = None, **kwargs: Any) -> None:
    from cms.updates.operations import review

    review.answer(workflow_state=instance, by=user, event=review.APPROVED)


def _changes_asked(*, instance: Any, user: Any = None, **kwargs: Any) -> None:
    from cms.updates.operations import review

    review.answer(workflow_state=instance, by=user, event=review.CHANGES)

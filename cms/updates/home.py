"""What who writes updates meets first in the office: a new one, their own, and what waits for a check."""

from typing import Any

from django.db.models import Prefetch
from wagtail.admin.ui.components import Component
from wagtail.models import WorkflowState

from cms.updates.models import UpdatePage, UpdatesIndexPage
from cms.updates.permissions import programmes_for
from cms.updates.readers import untranslated

MOST = 5


def _checks() -> Prefetch[Any]:
    """The checks that go on, where Wagtail looks for them. (Its own prefetch_workflow_states looks at plain pages.)"""
    active = WorkflowState.objects.active().select_related("current_task_state__task")
    return Prefetch("_specific_workflow_states", queryset=active, to_attr="_current_workflow_states")


class UpdatesNow(Component):
    """Write an update; those that are not published yet."""

    name = "updates_now"
    template_name = "backoffice/updates/home.html"
    order = 40

    def __init__(self, person: Any) -> None:
        self.person = person

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        """Five queries beside those of the role; nothing for who writes no updates."""
        if not (self.person.is_superuser or programmes_for(self.person).exists()):
            return {"is_shown": False}
        indexes = list(UpdatesIndexPage.objects.live().select_related("locale").order_by("path"))
        # Written in one's own language; the other page is a translation of it, so that both stay one update.
        indexes.sort(key=lambda index: index.locale.language_code != self.person.language)
        unpublished = (
            UpdatePage.objects.of_programmes(programmes_for(self.person))
            .filter(has_unpublished_changes=True)
            .defer_streamfields()
            .select_related("programme", "locale")
            .prefetch_related(_checks())
            .order_by("-latest_revision_created_at")[: MOST + 1]
        )
        return {
            "is_shown": True,
            "index": indexes[0] if indexes else None,
            "unpublished": unpublished,
            "untranslated": untranslated(programmes_for(self.person))[:MOST],
        }

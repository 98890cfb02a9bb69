"""Messages that need a person: perhaps sent, or not sent at all."""

from typing import Any

from django.urls import reverse
from wagtail.admin.ui.components import Component

from tasks.outbox.enums import NEEDS_A_REASON
from tasks.outbox.queries import channel_in_trouble

from .access import sees_messages
from .messages import scope

MOST = 5


class MessagesToDecide(Component):
    """The latest messages that wait for somebody's decision, and whether mail goes out at all."""

    name = "messages_to_decide"
    template_name = "backoffice/home_messages.html"
    order = 48

    def __init__(self, person: Any) -> None:
        self.person = person

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        """Two queries."""
        if not sees_messages(self.person):
            return {"is_shown": False}
        found = scope(self.person).filter(state__in=NEEDS_A_REASON).defer("fields").order_by("-id")
        query = "&".join(f"state={state.value}" for state in NEEDS_A_REASON)
        return {
            "is_shown": True,
            "channel": channel_in_trouble(),
            "troubled": found[: MOST + 1],
            "most": MOST,
            "all_url": f"{reverse('messages:index')}?{query}",
        }

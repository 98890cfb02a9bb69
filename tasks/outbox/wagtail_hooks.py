"""Names of what the audit log records about messages."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import hooks


@hooks.register("register_log_actions")
def register_log_actions(actions: Any) -> None:
    """What people decide about messages."""
    actions.register_action("outbox.cancel", _("Cancel a message"), _("Message cancelled"))
    actions.register_action("outbox.resend", _("Send a message again"), _("Message sent again"))
    actions.register_action(
        "outbox.lift_suppression",
        _("Allow mail to an address again"),
        _("Mail to this address allowed again"),
    )

"""What an editor sees beside an update."""

from typing import Any

from wagtail.admin.panels import Panel


class ToldPanel(Panel):
    """How many subscribers were, or are being, told of this update."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "backoffice/updates/told_panel.html"

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            from cms.updates.queries import notice_of  # it reads the pages whose class holds this panel

            context: dict[str, Any] = super().get_context_data(parent_context)
            return context | {"notice": notice_of(self.instance)}

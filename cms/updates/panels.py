"""What an editor sees beside an update."""

from typing import Any

from wagtail.admin.panels import Panel


class ToldPanel(Panel):
    """Who was told of this update, or will be; how it stands in the other language; what a reader would miss."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "backoffice/updates/told_panel.html"

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            from cms.updates.queries import notice_of  # it reads the pages whose class holds this panel
            from cms.updates.readers import readers_of

            context: dict[str, Any] = super().get_context_data(parent_context)
            offered = (
                self.form.initial.get("programme") if self.form else None
            )  # where one has only one programme
            readers = readers_of(self.instance, programme_id=self.instance.programme_id or offered)
            return context | {"notice": notice_of(self.instance), "readers": readers, "update": self.instance}

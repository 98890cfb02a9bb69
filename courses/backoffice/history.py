"""Log entries in words: what was done, to whom, what it said, who did it, when."""

from typing import Any

from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column, DateColumn
from wagtail.admin.views.generic.history import LogEntryUserColumn
from wagtail.models import ModelLogEntry

LONGEST = 160


def details(entry: ModelLogEntry) -> list[str]:
    """What the entry's data tell a reader: a reason, what changed from what to what, names. Ids say nothing."""
    data: dict[str, Any] = entry.data or {}
    named = [str(data[name]) for name in ("programme_name", "module", "held_on") if data.get(name)]
    lines = [words for words in named if not words.isdecimal()]
    if data.get("reason"):
        lines.append(gettext("Reason: %(reason)s") % {"reason": data["reason"]})
    for field, change in (data.get("changes") or {}).items():
        before, after = ([*change, "", ""])[:2]
        lines.append(f"{field}: {before or '–'} → {after or '–'}"[:LONGEST])
    if data.get("recipients"):
        lines.append(gettext("Recipients: %(count)s") % {"count": data["recipients"]})
    if data.get("enrolled"):
        lines.append(gettext("People: %(count)s") % {"count": data["enrolled"]})
    return lines


class DetailsColumn(Column):
    """What was done, and the details below it."""

    cell_template_name = "backoffice/history_cell.html"

    def get_value(self, instance: ModelLogEntry) -> dict[str, Any]:
        """Message and details."""
        return {"message": instance.message, "details": details(instance)}


HISTORY_COLUMNS = [
    DetailsColumn("message", label=_("What happened")),
    Column("label", label=pgettext_lazy("what was changed", "To")),
    LogEntryUserColumn("user", label=_("By"), width="20%"),
    DateColumn("timestamp", label=_("When"), width="15%"),
]

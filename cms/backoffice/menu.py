"""The back office's menu: what people come for first, what is set up once last, nothing that a role does not need."""

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

ORDER = {
    "cohorts": 10,
    "people": 20,
    "messages": 30,
    "courses": 40,
    "teaching": 42,
    "sites": 44,
    "supervisors": 46,
    "certificates": 47,
    "renewals": 48,
    "explorer": 50,
    "enrolments": 60,
    "images": 70,
    "documents": 80,
    "programmes": 200,
    "roles": 210,
    "regions": 220,
    "streams": 230,
}
LABELS = {"explorer": _("Pages")}
FOR_ADMINISTRATORS = {"reports", "settings", "help", "snippets", "enrolments", "localize"}


def arrange(request: HttpRequest, items: list[Any]) -> None:
    """Order by use; administrators keep everything Wagtail has."""
    if not request.user.is_superuser:
        items[:] = [item for item in items if item.name not in FOR_ADMINISTRATORS]
    for item in items:
        item.order = ORDER.get(item.name, item.order)
        item.label = LABELS.get(item.name, item.label)

"""What a programme's page shows."""

from typing import Any

from django.http import HttpRequest
from django.utils import timezone

from cms.home.intakes import intakes
from cms.home.models import ProgrammePage
from cms.home.queries import trail


def programme_context(page: ProgrammePage, request: HttpRequest) -> dict[str, Any]:
    """What templates/pages/programme_page.html shows."""
    context: dict[str, Any] = {"trail": trail(page, request)}
    if page.programme_id is None:
        return context
    return context | {"intakes": intakes(request, at=timezone.now(), programme=page.programme)}

"""What a course page shows."""

from typing import Any

from django.http import HttpRequest
from django.utils import timezone

from cms.home.intakes import intakes
from cms.home.models import CoursePage
from cms.home.queries import trail
from courses.queries import curriculum


def course_context(page: CoursePage, request: HttpRequest) -> dict[str, Any]:
    """What templates/pages/course_page.html shows. Seven queries, however many modules and cohorts there are."""
    context: dict[str, Any] = {"trail": trail(page, request)}
    if page.course_id is None:
        return context  # a draft whose course is not chosen yet
    return context | {
        "curriculum": curriculum(page.course),
        "intakes": intakes(request, at=timezone.now(), course=page.course),
    }

"""What pages of other kinds show of updates."""

from typing import Any

from django import template

from cms.updates.calendars import link
from courses.models import Programme, Stream

register = template.Library()


@register.inclusion_tag("components/calendar_link.html")
def calendar_link(programme: Programme, stream: Stream | None = None) -> dict[str, Any]:
    """`{% calendar_link programme stream %}`: the public calendar of a programme, or of one stream in it. No query."""
    return {"calendar": link(programme, stream)}

"""What pages of other kinds show of updates."""

from typing import Any

from django import template

from cms.updates.calendars import CalendarLink, link_with_dates
from courses.models import Programme, Stream

register = template.Library()


@register.inclusion_tag("components/calendar_link.html")
def calendar_link(programme: Programme, stream: Stream | None = None) -> dict[str, Any]:
    """`{% calendar_link programme stream %}`: the public calendar of a programme, or of one stream in it.

    Nothing while no cohort was announced. One query.
    """
    return {"calendar": link_with_dates(programme, stream)}


@register.simple_tag
def calendar_of(programme: Programme, stream: Stream | None = None) -> CalendarLink | None:
    """`{% calendar_of programme stream as calendar %}`: the same, as data to draw around. One query."""
    return link_with_dates(programme, stream)

"""What the back office's templates ask for."""

from django import template
from django.utils.translation import gettext as _

register = template.Library()


@register.filter
def hours_of(minutes: int) -> str:
    """`8 h`, `1 h 30 min`, `45 min`."""
    hours, rest = divmod(int(minutes or 0), 60)
    if not hours:
        return _("%(minutes)d min") % {"minutes": rest}
    if not rest:
        return _("%(hours)d h") % {"hours": hours}
    return _("%(hours)d h %(minutes)d min") % {"hours": hours, "minutes": rest}

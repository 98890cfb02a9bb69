"""What the back office's templates ask for."""

from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from courses import local

register = template.Library()


@register.filter
def hours_of(minutes: int) -> str:
    """`8 h`, `1 h 30 min`, `45 min`."""
    return local.short_length(int(minutes or 0))


@register.filter
def field_label(labels: dict[str, str], field: str) -> str:
    """The word for a field of a list; its own name where there is none."""
    return str(labels.get(field, field))


@register.simple_tag
def grid_cell(row: Any, cell: Any, ticked: set[str]) -> SafeString:
    """The tick box of one person and one module, named for screen readers; still ticked after an error.

    Written here and not in the template: a page has hundreds of them.
    """
    value = f"{row.enrolment.pk}:{cell.module.pk}"
    name = f"{row.person.chosen_name}, {cell.module.code}"
    hint: str = ""
    if cell.missing:
        needs = ", ".join(module.code for module in cell.missing)
        hint = _("needs %(modules)s first") % {"modules": needs}
        name = f"{name} ({hint})"
    checked = mark_safe(" checked") if value in ticked else ""
    return format_html(
        '<input type="checkbox" name="cell" value="{}" aria-label="{}" title="{}"{}{}>',
        value,
        name,
        hint,
        checked,
        mark_safe(" data-waiting") if cell.missing else "",
    )

"""Rows of the matrix of people by modules, written here and not in the template: a page has thousands of cells."""

from collections.abc import Iterable, Sequence
from typing import Any

from django import template
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from trainees.enums import ACTIVE
from trainees.queries.matrix import MatrixRow

register = template.Library()


@register.simple_tag
def matrix_rows(rows: Iterable[MatrixRow], signs: Sequence[tuple[Any, str, Any]]) -> SafeString:
    """One row of the table for each person. `signs` says how each state is shown: (state, sign, words)."""
    cells: dict[Any, str] = {
        state: format_html(
            '<td class="m-{}"><span aria-hidden="true">{}</span><span class="w-sr-only">{}</span></td>',
            state,
            sign,
            words,
        )
        for state, sign, words in signs
    }
    cells[None] = mark_safe("<td>–</td>")  # ours, like the class below: nothing in them was typed by anybody
    written = []
    for row in rows:
        enrolment = row.enrolment
        over = "" if enrolment.state in ACTIVE else str(enrolment.get_state_display())
        head = format_html(
            '<tr{}><th scope="row"><a href="{}">{}</a>{}</th>',
            mark_safe(' class="is-over"') if over else "",
            reverse("enrolments:read", args=[enrolment.pk]),
            enrolment.person.chosen_name,
            format_html('<div class="office-hint">{}</div>', over) if over else "",
        )
        written.append(f"{head}{''.join([cells[state] for state in row.states])}</tr>")
    return mark_safe("".join(written))  # noqa: S308 – every part was escaped above

"""The roster: who is in the cohort, how far they are, what they were sent."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from courses.backoffice.access import TEACHING
from courses.backoffice.paging import PeoplePaginator
from courses.backoffice.workspace import WorkspacePage, add_tab
from tasks.outbox import kinds
from trainees.enums import ACTIVE
from trainees.operations.kinds import WELCOME
from trainees.queries.roster import RosterRow, everybody, roster

ROWS_ON_A_PAGE = 100
NEWEST = 3


class RosterPage(WorkspacePage):
    """A page of people with everything about each in one line; the number of queries never grows."""

    template_name = "backoffice/roster.html"
    tab = "roster"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """One hundred people at a time."""
        context = super().get_context_data(**kwargs)
        page = PeoplePaginator(everybody(self.cohort), ROWS_ON_A_PAGE).get_page(self.request.GET.get("p"))
        context["page"] = page
        context["rows"] = [line(row) for row in roster(self.cohort, page.object_list)]
        return context


def line(row: RosterRow) -> dict[str, Any]:
    """What the roster shows of a row; messages newest first, the welcome always among them."""
    newest = list(row.messages[:NEWEST])
    welcome = next((message for message in row.messages if message.kind == WELCOME), None)
    if welcome is not None and welcome not in newest:
        newest.append(welcome)
    return {
        "row": row,
        "can_change": row.enrolment.state in ACTIVE,
        "messages": [{"message": message, "label": kinds.get(message.kind).label} for message in newest],
        "more": max(len(row.messages) - len(newest), 0),
    }


add_tab("roster", _("Roster"), "roster:index", order=20, kinds=TEACHING)

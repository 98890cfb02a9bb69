"""Who is where: people by modules and exams, for reading. Completions are recorded in the grid (grid.py)."""

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from courses.backoffice.access import TEACHING
from courses.backoffice.paging import PeoplePaginator
from courses.backoffice.workspace import WorkspacePage, add_tab
from trainees.enums import Standing
from trainees.queries.matrix import matrix
from trainees.queries.roster import everybody

ROWS_ON_A_PAGE = 500
SIGNS = (
    (Standing.DONE, "✓", pgettext_lazy("what a module asks for", "Done")),
    (Standing.WAITING, "●", _("Waits for you")),
    (Standing.TO_DO, "○", _("To do")),
    (Standing.LATER, "·", pgettext_lazy("what a module asks for", "Later")),
    (Standing.CLOSED, "!", _("Not possible any more: talk together")),
)
"""How each state is shown, and its word for those who teach."""


class MatrixPage(WorkspacePage):
    """Five hundred people on a page; the number of queries never grows."""

    template_name = "backoffice/matrix.html"
    tab = "matrix"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The matrix, and what its signs mean."""
        context = super().get_context_data(**kwargs)
        page = PeoplePaginator(everybody(self.cohort), ROWS_ON_A_PAGE).get_page(self.request.GET.get("p"))
        context["page"] = page
        context["matrix"] = matrix(self.cohort, page.object_list, at=timezone.now())
        context["signs"] = SIGNS
        return context


add_tab("matrix", _("Overview"), "roster:matrix", order=35, kinds=TEACHING)

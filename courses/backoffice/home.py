"""What a coordinator or facilitator meets first: their cohorts now, and the next sessions."""

from typing import Any

from django.utils import timezone
from wagtail.admin.ui.components import Component

from courses.enums import CohortState
from courses.models import Cohort, Session
from courses.queries.facilitators import lacking_facilitators

from .access import POLICIES, seen_by
from .workspace import COHORT_NAMES

MOST = 8


class CohortsNow(Component):
    """Cohorts that have not ended and sessions of the next days, in one's programmes."""

    name = "cohorts_now"
    template_name = "backoffice/home_cohorts.html"
    order = 50

    def __init__(self, person: Any) -> None:
        self.person = person

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        """Three queries, four where there are sessions."""
        if not POLICIES[Cohort].user_has_permission(self.person, "view"):
            return {"is_shown": False}
        now = timezone.now()
        cohorts = (
            seen_by(self.person, Cohort)
            .exclude(state=CohortState.CANCELLED)
            .filter(ends_on__gte=timezone.localdate())
            .select_related(*COHORT_NAMES)
            .order_by("starts_on", "id")
        )
        mine: Any = seen_by(self.person, Session)  # a SessionQuerySet
        sessions = (
            mine.upcoming(at=now)
            .exclude(cohort__state=CohortState.CANCELLED)
            .select_related(*(f"cohort__{name}" for name in COHORT_NAMES))
            .prefetch_related("modules")
        )
        lacking = lacking_facilitators(
            mine.filter(starts_at__gt=now, cohort__in=cohorts.order_by().values("pk")).standing()
        ).select_related("cohort__edition__course__programme")
        return {
            "is_shown": True,
            "lacking": lacking.order_by("starts_at", "id")[: MOST + 1],
            "cohorts": cohorts[: MOST + 1],
            "sessions": sessions[:5],
            "may_plan": POLICIES[Cohort].user_has_permission(self.person, "add"),
        }

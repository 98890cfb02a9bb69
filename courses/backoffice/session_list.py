"""The sessions of a cohort as the office lists them: what is covered, who teaches, what is still missing."""

from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from courses.enums import SessionKind
from courses.models import Module, Session
from courses.operations.sessions import kept
from courses.queries.schedule import covered, totals

from .workspace import WorkspacePage


@dataclass(frozen=True)
class Row:
    """A session, with what its cells say. `is_kept`: facts rest on it, it is neither split nor cancelled."""

    session: Session
    parts: list[tuple[Module, int]]
    facilitators: list[str]
    missing: int
    is_kept: bool


class SessionsPage(WorkspacePage):
    """Every session, in order."""

    template_name = "backoffice/cohort_sessions.html"
    tab = "sessions"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """With modules, minutes and facilitators, in five queries."""
        context = super().get_context_data(**kwargs)
        found = list(self.cohort.sessions.prefetch_related("facilitators").order_by("starts_at", "id"))
        coverage = covered(found)
        needed = self.cohort.edition.course.facilitators_needed
        now = timezone.now()
        stays = kept([session.pk for session in found])
        context["rows"] = [
            Row(
                session=session,
                parts=list(coverage[session.pk].items()),
                facilitators=[person.chosen_name for person in session.facilitators.all()],
                is_kept=session.pk in stays,
                missing=max(needed - len(session.facilitators.all()), 0) if session.starts_at > now else 0,
            )
            for session in found
        ]
        regular = {
            session.pk: coverage[session.pk]
            for session in found
            if not session.is_cancelled and session.kind == SessionKind.REGULAR
        }
        all_totals = totals(self.cohort, regular)
        context["totals"] = all_totals
        context["uneven"] = [total for total in all_totals if not total.is_even] if regular else []
        context["now"] = now
        return context

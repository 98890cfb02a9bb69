"""An award that was proposed and waits for a second person."""

from typing import Any

from courses.models import Award, Cohort
from tests import factories


def giving_things(cohort: Cohort, award: Award) -> dict[str, Any]:
    """Proposed for somebody of the cohort by nobody who is left."""
    return {"award_proposal": factories.proposal(factories.enrolment(cohort, chosen_name="Lou"), award=award)}

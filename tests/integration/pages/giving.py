"""An award that was proposed and waits for a second person."""

from typing import Any

from courses.models import Award, Cohort
from tests import factories


def giving_things(cohort: Cohort, award: Award) -> dict[str, Any]:
    """Proposed for somebody of the cohort by nobody who is left; certificates of holders who are gone, too."""
    lou, ari, max_ = (factories.enrolment(cohort, chosen_name=name) for name in ("Lou", "Ari", "Max"))
    gone = {"award": award, "person": None}
    return {
        "award_proposal": factories.proposal(lou, award=award),
        "orphan_certificate": factories.certificate(ari, **gone),
        "withheld_certificate": factories.certificate(max_, **gone, hides_name=True, is_withheld=True),
    }

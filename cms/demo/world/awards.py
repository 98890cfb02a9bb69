"""Two awards in the running cohort: one given, one that waits for a second person."""

from cms.accounts.models import Person
from courses.models import Cohort
from trainees.models import Enrolment
from trainees.operations import awarding
from trainees.operations.certificate_wishes import wish

ELSEWHERE = "The other modules and the final were done with the North Shore programme in the spring."


def build(cohort: Cohort, *, by: Person, second: Person) -> None:
    """Wei has the certificate of completion, in the name that Wei wishes; Tala's is proposed. Both began elsewhere."""
    award = cohort.edition.awards.order_by("position")[0]
    wei, tala = (
        Enrolment.objects.select_related("person").get(cohort=cohort, person__chosen_name=name)
        for name in ("Wei", "Tala")
    )
    wish(enrolment=wei, name="Wei 伟", language="both", by=wei.person)
    proposed = awarding.propose(enrolment=wei, award=award, by=by, override_reason=ELSEWHERE)
    awarding.approve(proposal=proposed, by=second)
    awarding.propose(enrolment=tala, award=award, by=by, override_reason=ELSEWHERE)

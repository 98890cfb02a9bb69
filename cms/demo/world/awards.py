"""What the demo's awards take, and two of them in the running cohort: one given, one that waits for a second person."""

from collections.abc import Iterable
from typing import Any

from cms.accounts.models import Person
from courses.models import Cohort, Edition
from trainees.models import Enrolment
from trainees.operations import awarding
from trainees.operations.certificate_wishes import wish

CLASSES = [f"M{number:02}" for number in range(1, 13)]
COMPLETION: list[dict[str, Any]] = [
    {"type": "modules", "value": {"codes": CLASSES}},
    {"type": "attendance", "value": {"most": 2, "unit": "sessions", "codes": CLASSES}},
    {"type": "result", "value": {"exam": "X1"}},
    {"type": "result", "value": {"exam": "X2"}},
]
CERTIFIED: list[dict[str, Any]] = [
    {"type": "award", "value": {"award": "certificate-of-completion"}},
    {"type": "modules", "value": {"codes": ["P1"]}},
    {"type": "hours", "value": {"hours": "36", "kinds": ["one_to_one", "group"]}},
    {"type": "hours", "value": {"hours": "6", "kinds": ["supervision"]}},
    {"type": "evaluation", "value": {"sort": "report", "by": "supervisor", "number": 5}},
    {"type": "evaluation", "value": {"sort": "recommendation", "by": "facilitator"}},
]
ELSEWHERE = "The other modules and the final were done with the North Shore programme in the spring."


def set_rules(editions: Iterable[Edition]) -> None:
    """What the two awards of each edition ask for, before a cohort uses it: there is no history to write yet."""
    for edition in editions:
        for award, asked in zip(edition.awards.order_by("position"), (COMPLETION, CERTIFIED), strict=True):
            award.requirements = asked
            award.save(update_fields=["requirements"])


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

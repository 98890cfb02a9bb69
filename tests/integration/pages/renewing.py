"""Of renewals: what the page register's rows name."""

from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from cms.accounts.models import Person
from courses.models import Programme
from tests import factories

ASKS = [
    {"type": "hours", "value": {"hours": "20", "from_event": "term"}},
    {"type": "hours", "value": {"hours": "6", "kinds": ["law_and_ethics"], "from_event": "term"}},
    {"type": "agreement", "value": {"agreement": "code-of-ethics", "from_event": "term"}},
]


def renewal_things(programme: Programme, holder: Person) -> dict[str, Any]:
    """A certificate that can be renewed, with hours that count, wait and are a sample; and one that was asked for."""
    dates = factories.in_window()
    agreement = factories.agreement(programme, code="code-of-ethics", title_en="Code of ethics")
    rules = {"requirements": ASKS, "fee_en": "40 dollars, or what you can pay.", "fee_fr": "40 dollars."}
    held = factories.held_certificate(programme=programme, held_by=holder, renewal_fields=rules, **dates)
    proof = SimpleUploadedFile("proof.pdf", b"%PDF-1.7 mine")
    asked = factories.held_certificate(programme=programme, held_by=holder, **dates)
    return {
        "held_certificate": held,
        "filed_certificate": asked,
        "renewal_agreement": agreement,
        "sample": factories.learned(held, 90, chance=lambda: 0.0),
        "learning": factories.learned(held, 120, source="course", file=proof),
        "accepted_learning": factories.learned(held, 60),
        "filing": factories.filed(asked),
    }

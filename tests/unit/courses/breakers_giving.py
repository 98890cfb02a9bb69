"""What breaks the constraints of what issuing certificates keeps (test_invariants.py runs them)."""

from tests import factories
from trainees.models import CertificateWish

from .breaking import breaks


@breaks("certificate_wish_language_known")
def _() -> None:
    CertificateWish.objects.create(enrolment=factories.enrolment(), language="de")

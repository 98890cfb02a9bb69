"""What breaks the constraints about verifying (test_invariants.py runs them)."""

from tests import factories
from trainees.models import Certificate

from .breaking import breaks


@breaks("certificate_listed_shows_name")
def _listed_without_a_name() -> object:
    return factories.certificate(is_listed=True, hides_name=True)


@breaks("certificate_withheld_hides_name")
def _() -> None:
    Certificate.objects.filter(pk=factories.certificate().pk).update(is_withheld=True)

"""What the database refuses about the keys of badges."""

from django.utils import timezone

from tests import factories
from trainees.models import SigningKey

from .breaking import breaks


@breaks("signing_key_withdrawn_after_retired")
def _() -> None:
    key = factories.signing_key()
    SigningKey.objects.filter(pk=key.pk).update(withdrawn_at=timezone.now())


@breaks("signing_key_one_signs")
def _() -> None:
    factories.signing_key()
    factories.signing_key()

"""What a holder reads of a certificate that stands, in the same words on every page."""

from django.utils.translation import gettext as _

from trainees.enums import STILL_VALID, CertificateState

ENDED = (CertificateState.REVOKED, CertificateState.REPLACED)


def standing_word(state: CertificateState, *, is_asked: bool) -> str:
    """The state, or that its renewal was asked for and waits (`is_asked`): then there is nothing to do."""
    if not is_asked or state in ENDED:
        return str(state.label)
    return _("Valid, renewal asked for") if state in STILL_VALID else _("Expired, renewal asked for")

"""What a holder reads of a certificate: the same sign and the same words on every page."""

from django.utils.translation import gettext as _

from trainees.enums import STILL_VALID, CertificateState

TAGS = {
    CertificateState.VALID: "done",
    CertificateState.DUE: "done",
    CertificateState.LATE: "care",
    CertificateState.EXPIRED: "closed",
    CertificateState.REVOKED: "closed",
    CertificateState.REPLACED: "closed",
}
RENEWABLE = frozenset({CertificateState.DUE, CertificateState.LATE, CertificateState.EXPIRED})


def standing(state: CertificateState, *, is_asked: bool) -> tuple[str, str]:
    """Sign (components/tag.html) and words of the state, or that its renewal was asked for and waits (`is_asked`): then
    there is nothing to do.
    """
    if not is_asked or state not in RENEWABLE:
        return TAGS[state], str(state.label)
    return "info", _("Valid, renewal asked for") if state in STILL_VALID else _("Expired, renewal asked for")

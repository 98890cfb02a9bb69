"""The kinds of messages that holders of certificates are sent, and what makes one not owed any more."""

from collections.abc import Sequence

from django.utils.translation import gettext_lazy as _

from tasks.outbox.kinds import Kind, register
from tasks.outbox.models import Message
from trainees.models import Certificate
from trainees.rules import keys

CERTIFICATE_ISSUED = "certificate_issued"
CERTIFICATE_REPLACED = "certificate_replaced"
CERTIFICATE_REVOKED = "certificate_revoked"


def while_it_stands(messages: Sequence[Message]) -> dict[int, str]:
    """Not owed any more: about a certificate that was revoked or replaced meanwhile; another mail says so."""
    ids = {message.pk: keys.certificate_id(message.about) for message in messages}
    standing = set(
        Certificate.objects.standing().filter(pk__in=set(ids.values())).values_list("pk", flat=True)
    )
    return {
        pk: str(_("This certificate does not hold any more."))
        for pk, one in ids.items()
        if one not in standing
    }


def register_kinds() -> None:
    """Tell the outbox of them."""
    register(Kind(name=CERTIFICATE_ISSUED, label=_("Certificate issued"), still_owed=while_it_stands))
    register(Kind(name=CERTIFICATE_REPLACED, label=_("Certificate replaced"), still_owed=while_it_stands))
    register(Kind(name=CERTIFICATE_REVOKED, label=_("Certificate revoked")))

"""The kinds of messages that holders of certificates are sent, and what makes one not owed any more."""

from collections.abc import Sequence
from functools import partial

import typst
from django.utils.translation import gettext_lazy as _

from tasks.outbox.kinds import Attachment, CannotAttachError, Kind, Write, register
from tasks.outbox.models import Message
from trainees.models import Certificate
from trainees.queries.papers import certificate_pdf, looks_of
from trainees.rules import keys
from trainees.rules.papers import Look

CERTIFICATE_ISSUED = "certificate_issued"
CERTIFICATE_REPLACED = "certificate_replaced"
CERTIFICATE_REVOKED = "certificate_revoked"
FILE, PDF = "file", "pdf"
"""The field of a message that brings the PDF, and its value."""


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


def the_pdfs(messages: Sequence[Message]) -> dict[int, Write]:
    """What writes the certificate as PDF, for mails that were written as such that bring it. Three queries, or none."""
    names = {message: its_name(message) for message in messages}
    ids = {message: keys.certificate_id(message.about) for message, files in names.items() if files}
    if not ids:
        return {}
    found = Certificate.objects.in_bulk(set(ids.values()))
    looks = looks_of({one.award_id for one in found.values()})
    return {
        message.pk: partial(_written, found[one], looks[found[one].award_id], names[message])
        for message, one in ids.items()
        if one in found
    }


def _written(certificate: Certificate, look: Look, names: Sequence[str]) -> list[Attachment]:
    try:
        data = certificate_pdf(certificate, look=look)
    except typst.TypstError as error:
        raise CannotAttachError(str(_("The certificate cannot be written as a PDF."))) from error
    return [Attachment(name=name, content_type="application/pdf", data=data) for name in names]


def its_name(message: Message) -> list[str]:
    """What the file is called that the mail brings, where it brings one. It asks nothing."""
    return [f"{message.fields['serial']}.pdf"] if message.fields.get(FILE) == PDF else []


def register_kinds() -> None:
    """Tell the outbox of them."""
    for name, label in (
        (CERTIFICATE_ISSUED, _("Certificate issued")),
        (CERTIFICATE_REPLACED, _("Certificate replaced")),
    ):
        register(Kind(name=name, label=label, still_owed=while_it_stands, attach=the_pdfs, attached=its_name))
    register(Kind(name=CERTIFICATE_REVOKED, label=_("Certificate revoked")))

"""What holders are told about their certificates. A link leads to the portal; the address is for showing to others."""

from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from courses.models.words import in_language
from tasks.outbox.content import render_mail, slot
from tasks.outbox.drafts import Draft
from tasks.outbox.operations import queue
from trainees.enums import CertificateMail
from trainees.models import Certificate, CertificateTemplate
from trainees.rules import keys
from trainees.rules.verification import address_to_read

from .certificate_kinds import CERTIFICATE_ISSUED, CERTIFICATE_REPLACED, CERTIFICATE_REVOKED, FILE, PDF


def tell_issued(certificate: Certificate) -> None:
    """Their certificate is there."""
    _tell(certificate, CERTIFICATE_ISSUED)


def tell_replaced(certificate: Certificate) -> None:
    """`certificate` took the place of an older one."""
    _tell(certificate, CERTIFICATE_REPLACED, reason=certificate.reason)


def tell_revoked(certificate: Certificate) -> None:
    """It holds no more; the reason is said."""
    _tell(certificate, CERTIFICATE_REVOKED, reason=certificate.revoke_reason)


def context_for(
    certificate: Certificate, language: str, *, says_why: bool = False, is_attached: bool = False
) -> dict[str, Any]:
    """What the three mails' templates share; `name`, `serial`, `verify_url` and `reason` are filled in when sent."""
    programme = certificate.award.edition.course.programme
    with translation.override(language):
        why = _("You get this because you hold a certificate from %(programme)s.") % {
            "programme": in_language(programme, "name", language)
        }
        url = settings.WAGTAILADMIN_BASE_URL.rstrip("/") + reverse("portal:certificates")
    return {
        **{name: slot(name) for name in ("name", "serial", "verify_url", "reason")},
        "says_why": says_why,
        "is_attached": is_attached,
        "award": in_language(certificate.award, "name", language),
        "programme": programme,
        "certificates_url": url,
        "why": why,
        "sender_name": programme.host,
        "sender_address": programme.postal_address,
    }


def brings_the_file(certificate: Certificate) -> bool:
    """Whether the mail about it has the PDF with it, as its course says."""
    return CertificateTemplate.objects.filter(
        course__editions__awards=certificate.award_id, mail=CertificateMail.ATTACHED
    ).exists()


def _tell(certificate: Certificate, kind: str, *, reason: str = "") -> None:
    """Owe the holder one mail about this certificate; nobody where the account is gone."""
    person = certificate.person
    if person is None:
        return
    language = person.language
    is_attached = kind != CERTIFICATE_REVOKED and brings_the_file(certificate)
    context = context_for(certificate, language, says_why=bool(reason), is_attached=is_attached)
    programme, enrolment = context["programme"], certificate.enrolment
    queue(
        Draft(
            kind=kind,
            dedup_key=f"{kind}:{certificate.pk}",
            address=person.email,
            language=language,
            content=render_mail(kind, language, context),
            fields={
                "name": person.chosen_name,
                "serial": certificate.serial,
                "verify_url": address_to_read(certificate, language),
                "reason": reason,
                **({FILE: PDF} if is_attached else {}),
            },
            about=keys.about_certificate(certificate),
            topic=keys.topic(enrolment.cohort) if enrolment else "",
            scope=f"programme:{programme.pk}",
        )
    )

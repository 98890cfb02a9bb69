"""Certificates as files."""

import logging
from typing import Any

from courses import pdf
from courses.models import Course
from trainees.models import Certificate, CertificateTemplate
from trainees.rules.papers import Look, certificate_data

TEMPLATE = "certificate.typ"
log = logging.getLogger(__name__)


def certificate_pdf(certificate: Certificate, *, language: str = "", paper: str = "") -> bytes:
    """The certificate as PDF/UA-1: one page, or two with modules and hours on the back. Two queries.

    `language` is of CertificateLanguage (else the certificate's own), `paper` of Paper (else the course's). The look is
    the course's of today, words and signers are those it was issued with. One that was revoked or replaced says so
    across and at its head. Raises typst.TypstError for a broken template.
    """
    course = Course.objects.select_related("programme").get(editions__awards=certificate.award_id)
    template = look_of(course)
    look = Look(
        template=template,
        language=language or certificate.language,
        paper=paper or template.paper,
        tz=course.programme.tz,
        pictures=signatures(template),
    )
    return pdf.write(TEMPLATE, certificate_data(certificate, look))


def look_of(course: Course) -> CertificateTemplate:
    """How certificates of a course look; the product's own look, not stored, where nobody chose one."""
    template = CertificateTemplate.objects.filter(course=course).first() or CertificateTemplate()
    template.course = course  # with what is known of it already
    return template


def signatures(template: CertificateTemplate) -> dict[str, bytes]:
    """The pictures of signatures as they are stored, by "first" and "second".

    One whose file is gone is left out and named in the log: there is room for a pen instead.
    """
    found: dict[str, bytes] = {}
    for which in ("first", "second"):
        file: Any = getattr(template, f"{which}_signature")
        if not file:
            continue
        try:
            with file.open("rb") as stored:
                found[which] = stored.read()
        except OSError:
            log.exception("The picture of a signature of course %s cannot be read.", template.course_id)
    return found

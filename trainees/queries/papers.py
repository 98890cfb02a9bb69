"""Certificates as files."""

import logging
from collections.abc import Collection
from dataclasses import replace
from typing import Any

from courses import pdf
from courses.models import Award, Course
from trainees.models import Certificate, CertificateTemplate
from trainees.rules.papers import Look, certificate_data

TEMPLATE = "certificate.typ"
log = logging.getLogger(__name__)


def certificate_pdf(
    certificate: Certificate, *, language: str = "", paper: str = "", look: Look | None = None
) -> bytes:
    """The certificate as PDF/UA-1: one page, or two with modules and hours on the back. Two queries.

    `language` is of CertificateLanguage (else the certificate's own), `paper` of Paper (else the course's). The look is
    the course's of today, words and signers are those it was issued with. One that was revoked or replaced says so
    across and at its head. `look` is that of its award, where it was read before (`looks_of`): then no query. Raises
    typst.TypstError for a broken template.
    """
    look = look or looks_of([certificate.award_id])[certificate.award_id]
    wished = replace(look, language=language or certificate.language, paper=paper or look.paper)
    return pdf.write(TEMPLATE, certificate_data(certificate, wished))


def looks_of(awards: Collection[int]) -> dict[int, Look]:
    """How certificates of these awards (ids) look, in no language yet. Two queries; each picture is read once."""
    found = Award.objects.filter(pk__in=awards).select_related("edition__course__programme")
    courses = {award.pk: award.edition.course for award in found}
    stored = {one.course_id: one for one in CertificateTemplate.objects.filter(course__in=courses.values())}
    looks: dict[int, Look] = {}
    for course in {course.pk: course for course in courses.values()}.values():
        template = stored.get(course.pk) or CertificateTemplate()
        template.course = course
        looks[course.pk] = Look(
            template=template,
            language="",
            paper=template.paper,
            tz=course.programme.tz,
            pictures=signatures(template),
        )
    return {award: looks[course.pk] for award, course in courses.items()}


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

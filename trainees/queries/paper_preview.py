"""A certificate that nobody holds: how those of a course would look."""

import datetime as dt
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from courses import pdf
from courses.enums import ModuleKind
from courses.models import Course, Edition
from courses.queries.outlines import edition_outline
from trainees.models import Certificate, CertificateTemplate
from trainees.rules.papers import Look, certificate_data

from .certificate_content import criteria
from .papers import TEMPLATE

PIXELS_PER_INCH = 110
NOBODYS_CODE = "a" * 26
"""No certificate has it: 128 bits of chance."""


def preview_pdf(template: CertificateTemplate, **look: Any) -> bytes:
    """The preview as PDF, see `preview_data`."""
    return pdf.write(TEMPLATE, preview_data(template, **look))


def preview_picture(template: CertificateTemplate, **look: Any) -> bytes:
    """The front of the preview as PNG, see `preview_data`."""
    return pdf.picture(TEMPLATE, preview_data(template, **look), ppi=PIXELS_PER_INCH)


def preview_data(
    template: CertificateTemplate, *, name: str, language: str, paper: str, pictures: dict[str, bytes]
) -> dict[str, Any]:
    """What would be printed with a look that need not be stored, for an invented person of this name ("" for ours).

    It says across the sheet that it is a preview. Award and modules are those of the course's latest edition.
    """
    course = template.course
    look = Look(
        template=template,
        language=language,
        paper=paper,
        tz=course.programme.tz,
        pictures=pictures,
        is_preview=True,
    )
    return certificate_data(invented(course, name=name), look)


def invented(course: Course, *, name: str) -> Certificate:
    """A certificate of today that is in no database: the highest award of the latest edition, for two years."""
    today = timezone.localtime(timezone.now(), course.programme.tz).date()
    return Certificate(
        name=name or _("Robin"),
        serial=f"AL-{today.year}-00000",
        code=NOBODYS_CODE,
        content=_content(course),
        first_awarded_on=today,
        issued_on=today,
        expires_on=today + dt.timedelta(days=730),
    )


def _content(course: Course) -> dict[str, Any]:
    programme = course.programme
    title = {"en": course.title_en, "fr": course.title_fr}
    content: dict[str, Any] = {
        "award": title,
        "programme": {"en": programme.name_en, "fr": programme.name_fr},
        "host": programme.host,
        "course": title,
    }
    edition = course.editions.order_by("-version").first()
    return content | _of_edition(edition) if edition else content


def _of_edition(edition: Edition) -> dict[str, Any]:
    modules = list(edition.modules.filter(is_optional=False).order_by("position"))
    minutes = {kind: sum(module.minutes for module in modules if module.kind == kind) for kind in ModuleKind}
    content: dict[str, Any] = {
        "modules": [
            {"code": one.code, "en": one.title_en, "fr": one.title_fr, "minutes": one.minutes}
            for one in modules
        ],
        "minutes": {"class": minutes[ModuleKind.CLASS], "practicum": minutes[ModuleKind.PRACTICUM]},
    }
    award = edition.awards.order_by("-position").first()
    if award is not None:
        content["award"] = {"en": award.name_en, "fr": award.name_fr}
        content["criteria"] = criteria(award, edition_outline(edition))
    return content

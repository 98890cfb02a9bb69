"""A certificate that nobody holds: how those of a course would look."""

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from courses import pdf
from courses.enums import ModuleKind
from courses.models import Award, Course, Edition, Renewal
from courses.queries.outlines import awards_of, edition_outline
from trainees.models import Certificate, CertificateTemplate
from trainees.rules.certificates import term_end
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
    template: CertificateTemplate,
    *,
    name: str,
    language: str,
    paper: str,
    pictures: dict[str, bytes],
    award: str = "",
) -> dict[str, Any]:
    """What would be printed with a look that need not be stored, for an invented person of this name ("" for ours).

    It says across the sheet that it is a preview. `award` is the code of one of the course's latest edition, without
    one the highest.
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
    return certificate_data(invented(course, name=name, award=award), look)


def awards_to_preview(course: Course) -> list[Award]:
    """Those of the latest edition of a course, the highest first. Two queries."""
    edition = _latest(course)
    return awards_of(edition)[::-1] if edition else []


def invented(course: Course, *, name: str, award: str = "") -> Certificate:
    """A certificate of today that is in no database. It ends where the award does."""
    today = timezone.localtime(timezone.now(), course.programme.tz).date()
    edition = _latest(course)
    awards = awards_of(edition)[::-1] if edition else []
    chosen = next((one for one in awards if one.code == award), next(iter(awards), None))
    renewal: Renewal | None = getattr(chosen, "renewal", None)
    return Certificate(
        name=name or _("Robin"),
        serial=f"AL-{today.year}-00000",
        code=NOBODYS_CODE,
        content=_content(course)
        | (_of_edition(edition) if edition else {})
        | (_of_award(chosen) if chosen else {}),
        first_awarded_on=today,
        issued_on=today,
        expires_on=term_end(renewal, begins_on=today) if renewal else None,
    )


def _latest(course: Course) -> Edition | None:
    return course.editions.select_related("course").order_by("-version").first()


def _content(course: Course) -> dict[str, Any]:
    programme = course.programme
    title = {"en": course.title_en, "fr": course.title_fr}
    return {
        "award": title,
        "programme": {"en": programme.name_en, "fr": programme.name_fr},
        "host": programme.host,
        "course": title,
    }


def _of_edition(edition: Edition) -> dict[str, Any]:
    modules = list(edition.modules.filter(is_optional=False).order_by("position"))
    minutes = {kind: sum(module.minutes for module in modules if module.kind == kind) for kind in ModuleKind}
    return {
        "modules": [
            {"code": one.code, "en": one.title_en, "fr": one.title_fr, "minutes": one.minutes}
            for one in modules
        ],
        "minutes": {"class": minutes[ModuleKind.CLASS], "practicum": minutes[ModuleKind.PRACTICUM]},
    }


def _of_award(award: Award) -> dict[str, Any]:
    return {
        "award": {"en": award.name_en, "fr": award.name_fr},
        "criteria": criteria(award, edition_outline(award.edition)),
    }

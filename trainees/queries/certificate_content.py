"""What a certificate keeps of everything around it, so that it can be read when all of that is gone or has changed."""

from collections.abc import Iterator, Sequence
from typing import Any

from django.conf import settings
from django.db.models import Sum
from django.utils.translation import gettext as _
from django.utils.translation import override

from courses.models import Award
from courses.requirements.base import Requirement
from courses.requirements.record import Outline, Record
from courses.requirements.stream import requirements_of
from trainees.models import CertificateTemplate, Enrolment, HoursEntry

PART = "– "
"""Stands before what a group combines."""


def content_of(*, award: Award, enrolment: Enrolment, record: Record, is_met: bool) -> dict[str, Any]:
    """The content of a certificate of `award`, as trainees.models.Certificate documents it, from the facts of now.

    Only modules that were completed are named. Minutes are those that count: of completed classes, and of confirmed
    practicum. `is_met`: whether the verdict was; one that is given nevertheless does not say what the award asks for.
    Two queries, where award.edition.course.programme is at hand.
    """
    course = award.edition.course
    programme = course.programme
    modules = award.edition.modules.filter(code__in=record.completed).order_by("position")
    return {
        "award": _both(award, "name"),
        "programme": _both(programme, "name"),
        "host": programme.host,
        "course": _both(course, "title"),
        "criteria": criteria(award, record.outline) if is_met else by_decision(),
        "is_exception": not is_met,
        "is_completed": set(record.outline.needed) <= set(record.completed),
        "modules": [
            {"code": module.code, "en": module.title_en, "fr": module.title_fr, "minutes": module.minutes}
            for module in modules
        ],
        "minutes": {
            "class": sum(entry.minutes for entry in record.hours if entry.kind == "class"),
            "practicum": _practised(enrolment),
        },
    }


def signers_of(award: Award) -> list[dict[str, Any]]:
    """Who signs what is issued now: names, and roles in both languages, as the look of its course names them; empty
    words where nobody signs. One query.
    """
    course = award.edition.course
    look = CertificateTemplate.objects.filter(course=course).first() or CertificateTemplate()
    return [
        {"name": getattr(look, f"{which}_signer"), **_both(look, f"{which}_role")}
        for which in ("first", "second")
    ]


def criteria(award: Award, outline: Outline) -> dict[str, str]:
    """What the award asks for, a sentence a line, in both languages: in the words of its rules, which speak of nobody.

    Its summary speaks to those who learn, and has no place before a stranger.
    """
    said = {}
    for language, _name in settings.LANGUAGES:
        with override(language):
            said[language] = "\n".join(_asked(requirements_of(award.requirements), outline))
    return said


def by_decision() -> dict[str, str]:
    """What is said in place of criteria of what was given as an exception, in both languages."""
    said = {}
    for language, _name in settings.LANGUAGES:
        with override(language):
            said[language] = _("Given by decision of the programme.")
    return said


def _asked(requirements: Sequence[Requirement], outline: Outline, *, before: str = "") -> Iterator[str]:
    """Each requirement, and below a group its parts."""
    for requirement in requirements:
        yield before + requirement.asks(outline)
        yield from _asked(requirement.parts(), outline, before=before + PART)


def _both(record: Any, name: str) -> dict[str, str]:
    return {language: getattr(record, f"{name}_{language}") for language, _label in settings.LANGUAGES}


def _practised(enrolment: Enrolment) -> int:
    counting = HoursEntry.objects.counting().filter(placement__enrolment=enrolment)
    minutes: int = counting.aggregate(minutes=Sum("minutes", default=0))["minutes"]
    return minutes

"""What a certificate keeps of everything around it, so that it can be read when all of that is gone or has changed."""

from typing import Any

from django.conf import settings
from django.db.models import Sum
from django.utils.translation import override

from courses.models import Award
from courses.requirements.record import Outline, Record
from courses.requirements.stream import requirements_of
from trainees.models import Enrolment, HoursEntry


def content_of(*, award: Award, enrolment: Enrolment, record: Record) -> dict[str, Any]:
    """The content of a certificate of `award`, as trainees.models.Certificate documents it, from the facts of now.

    Only modules that were completed are named. Minutes are those that count: of completed classes, and of confirmed
    practicum. Two queries, where award.edition.course.programme is at hand.
    """
    course = award.edition.course
    programme = course.programme
    modules = award.edition.modules.filter(code__in=record.completed).order_by("position")
    return {
        "award": _both(award, "name"),
        "programme": _both(programme, "name"),
        "host": programme.host,
        "course": _both(course, "title"),
        "criteria": criteria(award, record.outline),
        "modules": [
            {"code": module.code, "en": module.title_en, "fr": module.title_fr, "minutes": module.minutes}
            for module in modules
        ],
        "minutes": {
            "class": sum(entry.minutes for entry in record.hours if entry.kind == "class"),
            "practicum": _practised(enrolment),
        },
    }


def criteria(award: Award, outline: Outline) -> dict[str, str]:
    """What the award asks for, a sentence a line, in both languages; what it takes in the award's own words first."""
    said = {}
    for language, _name in settings.LANGUAGES:
        with override(language):
            asked = [requirement.asks(outline) for requirement in requirements_of(award.requirements)]
        summary = getattr(award, f"summary_{language}")
        said[language] = "\n".join([summary, *asked] if summary else asked)
    return said


def _both(record: Any, name: str) -> dict[str, str]:
    return {language: getattr(record, f"{name}_{language}") for language, _label in settings.LANGUAGES}


def _practised(enrolment: Enrolment) -> int:
    counting = HoursEntry.objects.counting().filter(placement__enrolment=enrolment)
    minutes: int = counting.aggregate(minutes=Sum("minutes", default=0))["minutes"]
    return minutes

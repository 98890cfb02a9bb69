"""A course and one edition of it, read as a profile."""

from collections.abc import Iterable
from dataclasses import asdict
from typing import Any

from courses.models import Agreement, Award, Course, Edition, Module, Renewal
from courses.models.alignment import standards_in
from courses.profiles.profile import Data, complete, hours_of, written_rules

COURSE_FLAGS = ("facilitators_needed", "present_by_default", "one_person_awards")
EDITION_FIELDS = ("note", "allows_make_ups", "reports_due")
RENEWAL_FIELDS = (
    "anchor",
    "every_months",
    "ends_on_month",
    "ends_on_day",
    "window_days",
    "grace_days",
    "audit_percent",
)


def profile_data(edition: Edition) -> Data:
    """The complete profile of an edition, with the newest agreements of its programme. A fixed number of queries."""
    course = Course.objects.select_related("stream").get(pk=edition.course_id)
    return complete(
        {
            "course": course_data(course),
            "edition": {name: getattr(edition, name) for name in EDITION_FIELDS},
            "modules": [_module(one) for one in _modules(edition)],
            "exams": [_exam(one) for one in edition.exams.select_related("after").order_by("position")],
            "agreements": [_agreement(one) for one in newest_agreements(course.programme_id).values()],
            "absence_limits": [
                {"unit": one.unit, "most": one.most} | ({"module": one.module.code} if one.module else {})
                for one in edition.absence_limits.select_related("module").order_by("pk")
            ],
            "hour_goals": [
                {
                    "name": _pair(one, "name"),
                    "hours": hours_of(one.minutes),
                    "categories": one.categories,
                }
                for one in edition.hour_goals.order_by("position")
            ],
            "awards": [_award(one) for one in edition.awards.select_related("renewal").order_by("position")],
        }
    )


def course_data(course: Course) -> Data:
    """What a profile says of the course itself."""
    return {
        "slug": course.slug,
        "stream": course.stream.slug,
        "title": _pair(course, "title"),
        "summary": _pair(course, "summary"),
        **{name: getattr(course, name) for name in COURSE_FLAGS},
    }


def newest_agreements(programme: int) -> dict[str, Agreement]:
    """By code, the newest version of each agreement of a programme (id). One query."""
    return {
        one.code: one for one in Agreement.objects.filter(programme=programme).order_by("code", "version")
    }


def _modules(edition: Edition) -> Iterable[Module]:
    return edition.modules.order_by("position").prefetch_related("needs")


def _module(module: Module) -> Data:
    return {
        "code": module.code,
        "title": _pair(module, "title"),
        "outcome": _pair(module, "outcome"),
        "hours": hours_of(module.minutes),
        "kind": module.kind,
        "optional": module.is_optional,
        "must_attend": module.must_attend,
        "completes_by": module.completes_by,
        "needs": [needed.code for needed in module.needs.all()],
    }


def _exam(exam: Any) -> Data:
    made = {
        "code": exam.code,
        "title": _pair(exam, "title"),
        "pass_mark": exam.pass_mark,
        "attempts": exam.attempts,
    }
    return made | ({"after": exam.after.code} if exam.after else {})


def _agreement(agreement: Agreement) -> Data:
    return {
        "code": agreement.code,
        "version": agreement.version,
        "title": _pair(agreement, "title"),
        "text": _pair(agreement, "text"),
    }


def _award(award: Award) -> Data:
    made = {
        "code": award.code,
        "name": _pair(award, "name"),
        "summary": _pair(award, "summary"),
        "alignment": [asdict(one) for one in standards_in(award.alignment)],
        "requirements": written_rules(award.requirements),
    }
    renewal = getattr(award, "renewal", None)
    return made | ({"renewal": _renewal(renewal)} if renewal else {})


def _renewal(renewal: Renewal) -> Data:
    return {
        **{name: getattr(renewal, name) for name in RENEWAL_FIELDS},
        "fee": _pair(renewal, "fee"),
        "requirements": written_rules(renewal.requirements),
        "categories": [_named(one) for one in renewal.categories],
        "sources": [_named(one) | {"is_automatic": bool(one.get("is_automatic"))} for one in renewal.sources],
    }


def _named(one: Any) -> Data:
    return {"code": one["code"], "name": {"en": one["en"], "fr": one["fr"]}}


def _pair(record: Any, name: str) -> dict[str, str]:
    return {code: getattr(record, f"{name}_{code}") for code in ("en", "fr")}

"""An edition as requirements see it: what can be named by code (courses.requirements.record)."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import cache

from django.utils.translation import override

from courses.enums import HoursCategory, ModuleKind
from courses.models import Agreement, Award, Edition, Exam, Module, Renewal
from courses.requirements.record import ExamFacts, Named, Outline, Unit

CLASS = "class"
"""The kind of hours that are minutes of completed class modules; the others are categories of the hours log."""


def edition_outline(edition: Edition) -> Outline:
    """Everything that the rules of an edition can name. Four queries; two more for an edition read without its course.

    Agreements are those of its programme, each with its newest version. Categories: hours in class, those of the
    practicum, and those of continuing education of the edition's renewals.
    """
    return outline_from(
        edition,
        modules=Module.objects.filter(edition=edition).order_by("position"),
        exams=Exam.objects.filter(edition=edition).order_by("position", "pk"),
        awards=awards_of(edition),
        agreements=Agreement.objects.filter(programme=edition.course.programme_id),
    )


def awards_of(edition: Edition) -> list[Award]:
    """The awards of an edition in rank order, each with its renewal. One query."""
    return list(Award.objects.filter(edition=edition).select_related("renewal").order_by("position"))


def outline_from(
    edition: Edition,
    *,
    modules: Iterable[Module],
    exams: Iterable[Exam],
    awards: Iterable[Award],
    agreements: Iterable[Agreement],
) -> Outline:
    """The outline of what was read already. Awards come with their renewals, or are asked for them one by one."""
    ranked = list(awards)
    newest: dict[str, Agreement] = {}
    for agreement in sorted(agreements, key=lambda one: one.version):
        newest[agreement.code] = agreement
    return Outline(
        modules={module.code: _unit(module) for module in modules},
        exams={
            exam.code: ExamFacts(
                title=Named(exam.title_en, exam.title_fr), pass_mark=exam.pass_mark, attempts=exam.attempts
            )
            for exam in exams
        },
        agreements={code: (Named(one.title_en, one.title_fr), one.version) for code, one in newest.items()},
        awards={award.code: Named(award.name_en, award.name_fr) for award in ranked},
        categories=dict(hours_categories()) | _learning(ranked, "categories"),
        sources=_learning(ranked, "sources"),
        allows_make_ups=edition.allows_make_ups,
    )


def with_learning(outline: Outline, renewal: Renewal) -> Outline:
    """With the kinds and sources of continuing education that the renewal has, or is about to have: its holders can log
    no other ones.
    """
    words: Mapping[str, Mapping[str, Named]] = {
        field: {one["code"]: Named(one["en"], one.get("fr", "")) for one in getattr(renewal, field)}
        for field in ("categories", "sources")
    }
    return replace(outline, categories=words["categories"], sources=words["sources"])


def _unit(module: Module) -> Unit:
    return Unit(
        title=Named(module.title_en, module.title_fr),
        minutes=module.minutes,
        is_optional=module.is_optional,
        is_practicum=module.kind == ModuleKind.PRACTICUM,
    )


def _learning(awards: Iterable[Award], field: str) -> dict[str, Named]:
    """The categories, or the sources, of continuing education of these awards' renewals."""
    return {
        one["code"]: Named(one["en"], one.get("fr", ""))
        for award in awards
        if hasattr(award, "renewal")
        for one in getattr(award.renewal, field)
    }


@cache
def hours_categories() -> tuple[tuple[str, Named], ...]:
    """Hours in class, and those of the practicum's log, in words of both languages."""
    labels = {CLASS: ModuleKind.CLASS.label, **{one.value: one.label for one in HoursCategory}}
    said = []
    for language in ("en", "fr"):
        with override(language):
            said.append([str(label) for label in labels.values()])
    return tuple((code, Named(en, fr)) for code, en, fr in zip(labels, *said, strict=True))

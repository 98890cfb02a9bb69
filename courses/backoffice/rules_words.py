"""Rules of awards as the office shows them: in words, and what they may name."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from courses.models import Agreement, Award, Edition, Exam, Module, Renewal
from courses.queries.outlines import awards_of, outline_from
from courses.requirements.asking import asked
from courses.requirements.mistakes import mistakes
from courses.requirements.record import Outline
from courses.requirements.stream import requirements_of
from courses.requirements.words import EVENTS
from courses.rules.renewing import renewal_words


def awards_in_words(
    edition: Edition, *, modules: Iterable[Module], exams: Iterable[Exam]
) -> list[dict[str, Any]]:
    """The awards of an edition, each with what it asks for, what is wrong with that, and its renewal. Two queries;
    `modules` and `exams` are the edition's.
    """
    ranked = awards_of(edition)
    agreements = Agreement.objects.filter(programme=edition.course.programme_id).defer("text_en", "text_fr")
    outline = outline_from(edition, modules=modules, exams=exams, awards=ranked, agreements=agreements)
    return [
        {
            "award": award,
            "asked": asked(requirements_of(award.requirements), outline),
            "mistakes": mistakes(award.requirements, outline),
            "renewal": renewal_in_words(award, outline),
        }
        for award in ranked
    ]


def renewal_in_words(award: Award, outline: Outline) -> dict[str, Any] | None:
    """What keeps an award valid; None for one that does not expire. The award was read with its renewal."""
    renewal: Renewal | None = getattr(award, "renewal", None)
    if renewal is None:
        return None
    return {
        "terms": renewal_words(renewal),
        "asked": asked(requirements_of(renewal.requirements), outline),
        "mistakes": mistakes(renewal.requirements, outline, is_renewal=True),
    }


def codes_of(outline: Outline) -> list[tuple[Any, list[tuple[str, str]]]]:
    """What rules may name: (what it is, [(code, in words)])."""

    def words(named: Mapping[str, Any]) -> list[tuple[str, str]]:
        return [(code, str(name)) for code, name in named.items()]

    kept = [
        (_("Modules"), [(code, str(unit.title)) for code, unit in outline.modules.items()]),
        (_("Exams"), [(code, str(exam.title)) for code, exam in outline.exams.items()]),
        (_("Agreements"), [(code, str(title)) for code, (title, _version) in outline.agreements.items()]),
        (_("Awards"), words(outline.awards)),
        (_("Kinds of hours"), words(outline.categories)),
        (_("Sources of continuing education"), words(outline.sources)),
        (_("Events"), [*words(EVENTS), *_events_with_codes()]),
    ]
    return [(label, codes) for label, codes in kept if codes]


def _events_with_codes() -> list[tuple[str, str]]:
    return [
        ("module:…", str(_("a module, completed"))),
        ("exam:…", str(_("an exam, passed"))),
        ("agreement:…", str(_("an agreement, signed last"))),
        ("award:…", str(_("an award, first given"))),
        ("credential:…", str(_("an external certificate, issued last"))),
    ]

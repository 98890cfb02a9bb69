"""Rules of awards as the office shows them: in words, and what they may name."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from courses.models import Agreement, Award, Edition, Exam, Module, Renewal
from courses.queries.naming import named_by
from courses.queries.outlines import awards_of, outline_from
from courses.requirements.asking import asked
from courses.requirements.mistakes import mistakes
from courses.requirements.record import Outline
from courses.requirements.stream import requirements_of
from courses.requirements.words import EVENTS, OF_A_TERM, OF_TRAINING, listed
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


def asked_for_by(edition: Edition, sort: str, code: str) -> list[str]:
    """What the question before a removal says: whose rules name it, and what to do then. Empty where none do."""
    names = named_by(edition, sort, code)
    if not names:
        return []
    words = _("Rules still ask for it: %(names)s. Change these rules as well.")
    return [str(words % {"names": listed(names)})]


OF_SOMETHING: Mapping[str, Promise] = {
    "module": _("a module, completed"),
    "exam": _("an exam, passed"),
    "agreement": _("an agreement, signed last"),
    "award": _("an award, first given"),
    "credential": _("an external certificate, issued last"),
}
"""Events that have a code after a colon."""


class Choice(NamedTuple):
    """Something that a field may name: its code, its words, and the heading it stands below where there are several."""

    code: str
    words: str
    group: str = ""


class Codes(NamedTuple):
    """What fields of one sort may name. typed: how codes begin that are made of others. typed_in: the field (its id)
    where what they may name is typed in the same form.
    """

    sort: str
    label: Any
    choices: list[Choice]
    typed: Sequence[tuple[str, Any]] = ()
    typed_in: str = ""


def codes_of(outline: Outline, *, own: str = "", is_renewal: bool = False) -> list[Codes]:
    """What rules may name, in the reader's language. own: the award (code) whose rules they are, which cannot ask for
    itself. Rules of a renewal count from other events than those of an award.
    """
    titles = _titles(outline)
    others = {code: name for code, name in outline.awards.items() if code != own}
    never = OF_TRAINING if is_renewal else OF_A_TERM
    typed = [(f"{sort}:", label) for sort, label in OF_SOMETHING.items() if sort not in never]
    return [
        Codes("module", _("Modules"), _choices(titles["module"])),
        Codes("exam", _("Exams"), _choices(titles["exam"])),
        Codes("agreement", _("Agreements"), _choices(titles["agreement"])),
        Codes("award", _("Awards"), _choices(others)),
        Codes("category", _("Kinds of hours"), _choices(outline.categories)),
        Codes("source", _("Sources of continuing education"), _choices(outline.sources)),
        Codes("event", _("Events"), _events(outline, never), typed),
    ]


def _events(outline: Outline, never: Sequence[str]) -> list[Choice]:
    """Days of a course or a term, and then what happened to something that has a code."""
    found = _choices({code: label for code, label in EVENTS.items() if code not in never})
    for sort, named in _titles(outline).items():
        if sort not in never:
            group = capfirst(str(OF_SOMETHING[sort]))
            found += [Choice(f"{sort}:{one.code}", one.words, group) for one in _choices(named)]
    # An external certificate has a short name that rules make up: it is typed on.
    group = capfirst(str(OF_SOMETHING["credential"]))
    return [*found, Choice("credential:", str(_("External certificate: type its short name")), group)]


def _titles(outline: Outline) -> dict[str, Mapping[str, Any]]:
    return {
        "module": {code: unit.title for code, unit in outline.modules.items()},
        "exam": {code: exam.title for code, exam in outline.exams.items()},
        "agreement": {code: title for code, (title, _version) in outline.agreements.items()},
        "award": outline.awards,
    }


def _choices(named: Mapping[str, Any]) -> list[Choice]:
    return [Choice(code, str(name)) for code, name in named.items()]

"""What the rules of an edition name: whose rules ask for something, and what of it is not there."""

from collections.abc import Iterator
from dataclasses import replace

from django.utils.translation import gettext as _
from wagtail import blocks

from courses.models import Award, Edition
from courses.requirements.mistakes import mistakes
from courses.requirements.record import Named
from courses.requirements.stream import requirements_of, walk

from .outlines import awards_of, edition_outline, with_learning

ANY_VERSION = 1_000_000


def named_by(edition: Edition, sort: str, code: str) -> list[str]:
    """Awards, and renewals of awards, whose rules name it or count from it. `sort`: "module", "award", …; what an award
    and its renewal say of that award is not told. One query.
    """
    found = []
    for award in awards_of(edition):
        if (sort, code) == ("award", award.code):
            continue
        found += [name for name, rules in _rules_of(award) if _names(rules, sort, code)]
    return found


def rule_mistakes(edition: Edition) -> list[str]:
    """What of the rules of its awards and renewals cannot be meant, a sentence each, beginning with the award. A fixed
    number of queries. An agreement that is not there is none: the programme can still get it.
    """
    outline, awards = edition_outline(edition), awards_of(edition)
    to_come = {
        code: (Named(code), ANY_VERSION)
        for award in awards
        for _name, rules in _rules_of(award)
        for one in walk(requirements_of(rules))
        for sort, code in [
            *(event.partition(":")[::2] for event in one.events()),
            *(n[1:] for n in one.refers()),
        ]
        if sort == "agreement"
    }
    outline = replace(outline, agreements={**to_come, **outline.agreements})
    found = []
    for award in awards:
        renewal = getattr(award, "renewal", None)
        for name, rules in _rules_of(award):
            is_renewal = renewal is not None and rules is renewal.requirements
            known = with_learning(outline, renewal) if renewal is not None and is_renewal else outline
            pattern = _("%(label)s: %(value)s")
            found += [
                pattern % {"label": name, "value": words}
                for words in mistakes(rules, known, is_renewal=is_renewal)
            ]
    return found


def _rules_of(award: Award) -> Iterator[tuple[str, blocks.StreamValue]]:
    yield str(award), award.requirements
    if (renewal := getattr(award, "renewal", None)) is not None:
        yield _("Renewal of %(award)s") % {"award": award}, renewal.requirements


def _names(rules: blocks.StreamValue, sort: str, code: str) -> bool:
    return any(
        f"{sort}:{code}" in one.events() or (sort, code) in [named[1:] for named in one.refers()]
        for one in walk(requirements_of(rules))
    )

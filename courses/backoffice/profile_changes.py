"""What a profile says otherwise than the edition before it, from what to what, in the words of an edition's history."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

from courses.enums import HoursCategory
from courses.models import AbsenceLimit, Module, Renewal
from courses.profiles.differences import Difference
from courses.profiles.profile import Data, Profile, alignment_text, named, outline_of, rules
from courses.queries.profiles import RENEWAL_FIELDS
from courses.requirements.asking import in_words
from courses.requirements.record import Outline
from courses.rules.absence import limit_words
from courses.rules.renewing import renewal_words

from .history import change_line

FIELDS = {"optional": "is_optional", "hours": "minutes", "needs": "prerequisites"}
"""What a profile calls otherwise than the model."""


def changed_lines(before: Data, profile: Profile, found: Difference) -> list[str]:
    """A line for each field of what is changed in one part: "M01 Safety – Must be attended: no → yes". Of a part that
    is compared as a whole, what differs in it. Pure.
    """
    after = profile.data
    outlines = outline_of(before), profile.outline
    if found.part == "edition":
        return list(_entry(before["edition"], after["edition"], outlines))
    if found.part in ("absence_limits", "hour_goals"):
        said = [_whole(data, found.part) for data in (before, after)]
        return [change_line("", *said, label=str(_("What changes")))]
    old = {one["code"]: one for one in before[found.part]}
    return [
        f"{one['code']} {named(one.get('title') or one['name'])} – {line}"
        for one in found.changes
        for line in _entry(old[one["code"]], one, outlines)
    ]


def _entry(old: Data, new: Data, outlines: tuple[Outline, Outline]) -> Iterator[str]:
    for name in dict.fromkeys([*old, *new]):
        before, after = old.get(name), new.get(name)
        if before == after:
            continue
        if name == "hours":
            yield change_line("", str(before), str(after), label=str(_("Hours")))
        elif name == "needs":
            yield change_line("", " ".join(before or ()), " ".join(after or ()), label=str(_("Needs first")))
        elif name == "renewal":
            said = [
                _renewal(value, outline) for value, outline in zip((before, after), outlines, strict=True)
            ]
            yield change_line("requirements", *said, label=str(_("What keeps it valid")))
        elif name == "requirements":
            said = [_rules(value, outline) for value, outline in zip((before, after), outlines, strict=True)]
            yield change_line("requirements", *said)
        elif name == "alignment":
            yield change_line(name, *(alignment_text(value or ()) for value in (before, after)))
        elif isinstance(after, dict) and isinstance(before, dict):
            yield from (
                change_line(f"{name}_{code}", before[code], after[code])
                for code in ("en", "fr")
                if before[code] != after[code]
            )
        else:
            yield change_line(
                FIELDS.get(name, name), *(str("" if value is None else value) for value in (before, after))
            )


def _rules(written: Any, outline: Outline) -> str:
    return "\n".join(in_words(rules(written or ()), outline))


def _renewal(said: Data | None, outline: Outline) -> str:
    """Terms, rules, kinds and sources, a line each; empty without one."""
    if said is None:
        return ""
    fees = {f"fee_{code}": said["fee"][code] for code in ("en", "fr")}
    terms = renewal_words(Renewal(**{name: said[name] for name in RENEWAL_FIELDS}, **fees))
    learning = [
        f"{one['code']} {named(one['name'])}" for part in ("categories", "sources") for one in said[part]
    ]
    return "\n".join([*terms, _rules(said["requirements"], outline), *learning])


def _whole(data: Data, part: str) -> str:
    """Limits or goals, a line each."""
    if part == "hour_goals":
        return "\n".join(
            f"{named(one['name'])}: {one['hours']} ({_kinds(one['categories'])})" for one in data[part]
        )
    titles = {one["code"]: one["title"] for one in data["modules"]}
    lines = []
    for one in data[part]:
        title = titles.get(one.get("module", ""))
        module = Module(title_en=title["en"], title_fr=title["fr"]) if title else None
        lines.append(limit_words(AbsenceLimit(unit=one["unit"], most=one["most"], module=module)))
    return "\n".join(lines)


def _kinds(categories: list[str]) -> str:
    return ", ".join(str(HoursCategory(one).label) for one in categories)

"""Profiles as the office shows them: what loading one would do, what stands in it, what it makes of people."""

from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Any

from django.utils.translation import gettext as _

from courses.enums import ModuleKind
from courses.models import Programme, Renewal
from courses.operations.loaded import Loaded
from courses.profiles.differences import differences
from courses.profiles.profile import Data, Profile, named, rules
from courses.profiles.trying import Tried
from courses.queries.profiles import RENEWAL_FIELDS, profile_data
from courses.requirements.asking import asked
from courses.requirements.base import minutes_of
from courses.requirements.record import Named
from courses.requirements.stream import requirements_of
from courses.requirements.words import listed
from courses.rules.asking import percent
from courses.rules.renewing import renewal_words

from .history import change_line
from .profile_changes import changed_lines


def would_do(loaded: Loaded, *, profile: Profile, programme: Programme) -> list[str]:
    """What loading it would do, a sentence each; what was foreseen says what changes."""
    course = named(profile.data["course"]["title"])
    if not loaded.changed:
        words = _("Nothing would change: edition %(version)d says the same.")
        return [words % {"version": loaded.edition.version}]
    names: dict[str, Any] = {"course": course, "programme": programme.name}
    if loaded.is_new_course:
        said = [_("A new course is made in %(programme)s: “%(course)s”.") % names]
    else:
        names["course"] = _stored_title(loaded, profile.data["course"]["title"])
        said = [_("%(programme)s has this course already: “%(course)s”.") % names, *_changes(loaded)]
    if loaded.new_agreements:
        words = _("New agreements of the programme: %(codes)s.")
        said.append(words % {"codes": listed(loaded.new_agreements)})
    if changed := [code for code in loaded.agreements if code not in loaded.new_agreements]:
        words = _("Agreements of the programme that change: %(codes)s.")
        said.append(words % {"codes": listed(changed)})
    return [*said, *_edition(loaded, profile)]


def _stored_title(loaded: Loaded, said: Data) -> Named:
    """What the course is called now: what was foreseen keeps it where it changes."""
    before = {code: loaded.course_changes.get(f"title_{code}", [said[code]])[0] for code in said}
    return named(before)


def _changes(loaded: Loaded) -> Iterator[str]:
    for field, change in sorted(loaded.course_changes.items()):
        words = _("This changes for the whole course: %(fields)s.")
        yield words % {"fields": change_line(field, *change)}


def _edition(loaded: Loaded, profile: Profile) -> Iterator[str]:
    if not loaded.is_new_edition:
        words = _("No new edition is made: edition %(version)d says the same.")
        yield words % {"version": loaded.edition.version}
        return
    words = _("Edition %(version)d is made. Modules: %(modules)d. Awards: %(awards)d.")
    numbers = {"modules": len(profile.data["modules"]), "awards": len(profile.data["awards"])}
    yield words % {"version": loaded.edition.version, **numbers}
    if loaded.before:
        number = {"version": loaded.before.version}
        yield _("Edition %(version)d stays as it is.") % number
        yield _("Cohorts stay with the edition that they began with.")
        yield (
            _(
                "What modules ask for, and what there is to read, comes along from edition %(version)d: for "
                "modules with the same code."
            )
            % number
        )
    else:
        yield _("What modules ask for, and what there is to read, is not in the file. Add it afterwards.")


def done_words(loaded: Loaded) -> str:
    """What was done."""
    names = {"course": loaded.edition.course.title, "version": loaded.edition.version}
    if loaded.is_new_edition:
        return _("Edition %(version)d of “%(course)s” is made.") % names
    if loaded.changed:
        return _("“%(course)s” is changed. Edition %(version)d stays as it is.") % names
    return _("Nothing changed: edition %(version)d says the same.") % names


def compared(loaded: Loaded, profile: Profile) -> list[dict[str, Any]]:
    """What the new edition says otherwise than the one before, by part; empty without both. A few queries."""
    if loaded.before is None or not loaded.is_new_edition:
        return []
    before = profile_data(loaded.before)
    labels = {
        "modules": _("Modules"),
        "exams": _("Exams"),
        "awards": _("Awards"),
        "edition": _("The edition as a whole"),
        "absence_limits": _("What may be missed"),
        "hour_goals": _("Goals of the practicum"),
    }
    return [
        {
            "label": labels[one.part],
            "comes": _names(one.comes),
            "goes": _names(one.goes),
            "changes": changed_lines(before, profile, one),
        }
        for one in differences(before, profile.data)
    ]


def _names(entries: Iterable[Data]) -> str:
    return listed([f"{one['code']} {named(one.get('title') or one['name'])}" for one in entries])


def contents(profile: Profile) -> dict[str, Any]:
    """What stands in a profile, for the page."""
    data = profile.data
    return {
        "course": named(data["course"]["title"]),
        "summary": named(data["course"]["summary"]),
        "note": data["edition"]["note"],
        "modules": [_module(one) for one in data["modules"]],
        "exams": [_exam(one) for one in data["exams"]],
        "awards": [_award(one, profile) for one in data["awards"]],
    }


def _exam(exam: Data) -> dict[str, Any]:
    return {
        "title": f"{exam['code']} {named(exam['title'])}",
        "pass_mark": percent(exam["pass_mark"]),
        "attempts": exam["attempts"],
    }


def _module(module: Data) -> dict[str, Any]:
    return {
        "code": module["code"],
        "title": named(module["title"]),
        "minutes": minutes_of(module["hours"]),
        "needs": module["needs"],
        "is_practicum": module["kind"] == ModuleKind.PRACTICUM,
        "must_attend": module["must_attend"],
        "is_optional": module["optional"],
    }


def _award(award: Data, profile: Profile) -> dict[str, Any]:
    return {
        "name": named(award["name"]),
        "asked": _asked(award, profile),
        "renewal": _renewal(award["renewal"], profile) if "renewal" in award else None,
    }


def _asked(holds_rules: Data, profile: Profile) -> Any:
    return asked(requirements_of(rules(holds_rules["requirements"])), profile.outline)


def _renewal(renewal: Data, profile: Profile) -> dict[str, Any]:
    fees = {f"fee_{code}": renewal["fee"][code] for code in ("en", "fr")}
    unsaved = Renewal(**{name: renewal[name] for name in RENEWAL_FIELDS}, **fees)
    return {"terms": renewal_words(unsaved), "asked": _asked(renewal, profile)}


def by_person(tried: Iterable[Tried]) -> list[dict[str, Any]]:
    """What each award says of each person, and the renewal of those who hold it."""
    return [
        {"name": name, "awards": [_tried(one) for one in theirs]}
        for name, theirs in groupby(tried, key=lambda one: one.person)
    ]


def _tried(one: Tried) -> dict[str, Any]:
    return {
        "name": _("Renewal of %(award)s") % {"award": one.name} if one.term else str(one.name),
        "verdict": one.verdict,
        "is_met": one.judged.is_met,
        "term": one.term.words(one.at) if one.term else "",
        "parts": one.judged.parts,
    }

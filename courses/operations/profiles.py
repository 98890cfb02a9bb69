"""A profile written into the database: a new course, or a new edition of one. All of it, or nothing."""

import hashlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from courses.models import Award, Course, Edition, Exam, Module, Programme, Stream
from courses.profiles.problems import Refused
from courses.profiles.profile import Data, Profile, alignment_text, rules
from courses.profiles.reading import Path
from courses.queries.profiles import (
    COURSE_FLAGS,
    EDITION_FIELDS,
    RENEWAL_FIELDS,
    course_data,
    newest_agreements,
    profile_data,
)
from courses.requirements.base import minutes_of

from .absence_limits import add_limit
from .agreements import TEXTS, add_agreement, change_agreement, follow_agreement
from .awards import add_award, change_award, set_renewal
from .checks import assign, fresh, refuse, save
from .copying import copy_evidence, copy_material
from .editions import add_module, create_edition
from .exams import add_exam
from .goals import add_goal
from .loaded import Loaded

OWN = ("course", "agreements")
"""Parts of a profile that belong to the course or the programme, so that they need no new edition."""


@transaction.atomic
def load_profile(*, profile: Profile, programme: Programme, by: Any, seen: str = "") -> Loaded:
    """Make what the profile says. A course that the programme does not have (by its short name) is new; one that it has
    gets a new edition where the newest one says something else, and what its modules asked for comes along.

    `seen`: what `foresee` said when somebody looked. Where that is not so any more, and something would still change,
    nothing is written (ValidationError). Raises Refused, with file, line and field, for what the database or the
    programme does not allow, and for what is said by administrators only.
    """
    programme = fresh(programme)
    data = profile.data
    course = Course.objects.filter(programme=programme, slug=data["course"]["slug"]).first()
    before = course.editions.order_by("-version").first() if course else None
    there = profile_data(before) if before else None
    now = _state(programme, course, before, there)
    fields = _course_fields(profile)
    _check_who_says(profile, course, by)
    loaded = Loaded(edition=before or Edition(), before=before, seen=now)
    if course is None:
        with _said(profile, ("course",)):
            course = save(Course(programme=programme, **fields))
        log(instance=course, action="courses.profile.course", user=by)
        loaded.is_new_course = True
    else:
        loaded.course_changes = _change(profile, course, fields, by)
    known = newest_agreements(programme.pk)
    loaded.agreements = _agreements(profile, programme, by)
    loaded.new_agreements = [code for code in loaded.agreements if code not in known]
    if there is None or not _says_the_same(there, data):
        loaded.edition = _edition(profile, course, by)
        loaded.is_new_edition = True
        if before is not None:
            _bring_along(before, loaded.edition)
        log(
            instance=loaded.edition,
            action="courses.profile.load",
            user=by,
            data={"file": profile.document.name},
        )
    if seen and seen != now and loaded.changed:
        words = _("The course was changed in the meantime. Please look again at what would happen.")
        raise refuse(NON_FIELD_ERRORS, words, code="changed")
    return loaded


def foresee(*, profile: Profile, programme: Programme, by: Any) -> Loaded:
    """What `load_profile` would do now. It is done and undone: nothing stays. Raises Refused, as that would."""
    with transaction.atomic():
        loaded = load_profile(profile=profile, programme=programme, by=by)
        transaction.set_rollback(True)
    return loaded


def _state(programme: Programme, course: Course | None, edition: Edition | None, there: Data | None) -> str:
    """Names all that a profile could change: the course, its newest edition, the programme's agreements."""
    agreements = [
        [one.code, one.version, *(getattr(one, name) for name in TEXTS)]
        for one in newest_agreements(programme.pk).values()
    ]
    state = [edition and edition.pk, there, course and course_data(course), agreements]
    return hashlib.sha256(repr(state).encode()).hexdigest()[:16]


def _check_who_says(profile: Profile, course: Course | None, by: Any) -> None:
    """Whether one person may give awards alone is said by administrators: whoever runs the command is one."""
    said, there = profile.data["course"]["one_person_awards"], bool(course and course.one_person_awards)
    if by is not None and not by.is_superuser and said != there:
        words = _("only an administrator changes this. It is “%(value)s” now.")
        raise profile.refused(("course", "one_person_awards"), words % {"value": str(there).lower()})


def _says_the_same(there: Data, said: Data) -> bool:
    return all(there[part] == said[part] for part in said if part not in OWN)


def _course_fields(profile: Profile) -> dict[str, Any]:
    said = profile.data["course"]
    stream = Stream.objects.filter(slug=said["stream"]).first()
    if stream is None:
        known = ", ".join(Stream.objects.order_by("slug").values_list("slug", flat=True))
        words = _("there is no stream “%(code)s” on this site. There are: %(known)s.")
        raise profile.refused(("course", "stream"), words % {"code": said["stream"], "known": known or "–"})
    return {
        "slug": said["slug"],
        "stream": stream,
        **_both(said, "title"),
        **_both(said, "summary"),
        **{name: said[name] for name in COURSE_FLAGS},
    }


def _change(profile: Profile, course: Course, fields: dict[str, Any], by: Any) -> dict[str, list[str]]:
    course = fresh(course)
    if course_data(course) == profile.data["course"]:
        return {}
    changes = assign(course, fields, allowed=fields)
    with _said(profile, ("course",)):
        save(course)
    log(instance=course, action="courses.profile.change", user=by, data={"changes": changes})
    return changes


def _agreements(profile: Profile, programme: Programme, by: Any) -> list[str]:
    """Those that the programme does not have, or has with other texts. A version that somebody signed stays."""
    there, written = newest_agreements(programme.pk), []
    for said in profile.data["agreements"]:
        code, version, texts = said["code"], said["version"], {**_both(said, "title"), **_both(said, "text")}
        newest = there.get(code)
        path = _path(profile, "agreements", code)
        with _said(profile, path):
            if newest is None:
                add_agreement(programme=programme, code=code, version=version, by=by, **texts)
            elif version < newest.version:
                words = _("the programme has version %(version)d of it already.") % {
                    "version": newest.version
                }
                raise profile.refused((*path, "version"), words)
            elif version > newest.version:
                follow_agreement(agreement=newest, version=version, by=by, **texts)
            elif all(getattr(newest, name) == value for name, value in texts.items()):
                continue
            else:
                change_agreement(agreement=newest, by=by, **texts)
        written.append(code)
    return written


def _edition(profile: Profile, course: Course, by: Any) -> Edition:
    data = profile.data
    said = data["edition"]
    edition = create_edition(course=course, note=said["note"], by=by)
    assign(edition, {name: said[name] for name in EDITION_FIELDS}, allowed=EDITION_FIELDS)
    with _said(profile, ("edition",)):
        save(edition)
    modules = _modules(profile, edition, by)
    for exam in data["exams"]:
        with _said(profile, _path(profile, "exams", exam["code"])):
            add_exam(
                edition=edition,
                by=by,
                code=exam["code"],
                after=modules.get(exam.get("after", "")),
                pass_mark=exam["pass_mark"],
                attempts=exam["attempts"],
                **_both(exam, "title"),
            )
    for place, limit in enumerate(data["absence_limits"]):
        with _said(profile, ("absence_limits", place)):
            module = modules.get(limit.get("module", ""))
            add_limit(edition=edition, by=by, unit=limit["unit"], most=limit["most"], module=module)
    for place, goal in enumerate(data["hour_goals"]):
        with _said(profile, ("hour_goals", place)):
            minutes, kinds = minutes_of(goal["hours"]), goal["categories"]
            add_goal(edition=edition, by=by, minutes=minutes, categories=kinds, **_both(goal, "name"))
    _awards(profile, edition, by)
    edition.refresh_from_db()
    return edition


def _modules(profile: Profile, edition: Edition, by: Any) -> dict[str, Module]:
    made: dict[str, Module] = {}
    for module in profile.data["modules"]:
        with _said(profile, _path(profile, "modules", module["code"])):
            made[module["code"]] = add_module(
                edition=edition,
                by=by,
                needs=[made[code] for code in module["needs"]],
                code=module["code"],
                kind=module["kind"],
                minutes=minutes_of(module["hours"]),
                is_optional=module["optional"],
                must_attend=module["must_attend"],
                completes_by=module["completes_by"],
                **_both(module, "title"),
                **_both(module, "outcome"),
            )
    return made


def _awards(profile: Profile, edition: Edition, by: Any) -> None:
    """All of them first, then their rules, which may name each other."""
    made: list[tuple[Path, Award, Data]] = []
    for said in profile.data["awards"]:
        path = _path(profile, "awards", said["code"])
        with _said(profile, path):
            award = add_award(
                edition=edition,
                by=by,
                code=said["code"],
                alignment=alignment_text(said["alignment"]),
                **_both(said, "name"),
                **_both(said, "summary"),
            )
        made.append((path, award, said))
    for path, award, said in made:
        if (renewal := said.get("renewal")) is not None:
            with _said(profile, (*path, "renewal")):
                _renewal(award, renewal, by)
    for path, award, said in made:
        with _said(profile, path):
            change_award(award=award, by=by, requirements=rules(said["requirements"]))


def _renewal(award: Award, said: Data, by: Any) -> None:
    set_renewal(
        award=award,
        by=by,
        **{name: said[name] for name in RENEWAL_FIELDS},
        **_both(said, "fee"),
        requirements=rules(said["requirements"]),
        categories=[_flat(one) for one in said["categories"]],
        sources=[_flat(one) | {"is_automatic": one["is_automatic"]} for one in said["sources"]],
    )


def _bring_along(before: Edition, edition: Edition) -> None:
    """What modules of the same code asked for, and their material: a profile does not hold them."""
    kept = {module.code: module for module in edition.modules.all()}
    twin = {
        old.pk: kept[old.code]
        for old in before.modules.all()
        if old.code in kept and old.kind == kept[old.code].kind
    }
    exams: dict[str, Exam] = {exam.code: exam for exam in edition.exams.all()}
    copy_material(twin)
    copy_evidence(twin, {old.pk: exams[old.code] for old in before.exams.all() if old.code in exams})


@contextmanager
def _said(profile: Profile, path: Path) -> Iterator[None]:
    """What an operation refuses, said of the file."""
    try:
        yield
    except ValidationError as error:
        found = error.message_dict if hasattr(error, "error_dict") else {"": error.messages}
        raise Refused(
            profile.document.problem(_at(profile, path, name), words)
            for name, all_words in found.items()
            for words in all_words
        ) from None


def _at(profile: Profile, path: Path, name: str) -> Path:
    """Where the field of a model stands in the file."""
    stem, _underscore, language = name.rpartition("_")
    here = (*path, stem, language) if language in ("en", "fr") else (*path, name)
    return here if here in profile.document.lines else path


def _path(profile: Profile, part: str, code: str) -> Path:
    """Where the entry with a code stands in the file, which need not be sorted as the data are."""
    written = profile.document.data.get(part, [])
    return (part, next(place for place, one in enumerate(written) if one["code"] == code))


def _both(said: Mapping[str, Any], name: str) -> dict[str, str]:
    return {f"{name}_{code}": said[name][code] for code in ("en", "fr")}


def _flat(one: Data) -> dict[str, Any]:
    return {"code": one["code"], **one["name"]}

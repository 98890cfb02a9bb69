"""What a course page shows."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cms.home.intakes import intakes
from cms.home.models import CoursePage
from cms.home.queries import section, trail
from cms.updates.facts import Fact
from courses import local
from courses.enums import ModuleKind
from courses.models import Course, Module
from courses.queries import Curriculum, curricula


@dataclass(frozen=True)
class Row:
    """A module in the list of a course; `needs` in words, empty where nothing comes first."""

    module: Module
    anchor: str
    length: str
    needs: str


def course_context(page: CoursePage, request: HttpRequest) -> dict[str, Any]:
    """What templates/pages/course_page.html shows.

    Eight queries, however many modules, awards and cohorts there are; one more for a course without an edition.
    """
    context: dict[str, Any] = {"trail": trail(page, request), "section": section(page, request)}
    if page.course_id is None:
        return context  # a draft whose course is not chosen yet
    known = curricula([page.course_id]).get(page.course_id)
    course = known.edition.course if known else page.course
    found = intakes(request, at=timezone.now(), course=course, subscribe_url=subscribe_url(course))
    programme_url = found.places.programmes.get(course.programme_id, "")
    return context | {
        "course": course,
        "curriculum": known,
        "programme_url": programme_url,
        "facts": facts(course, known, programme_url=programme_url),
        "rows": rows(known) if known else [],
        "awards": known.awards if known else (),
        "intakes": found,
    }


def subscribe_url(course: Course) -> str:
    """The form to hear about updates, with the region and stream of this course chosen."""
    chosen = {"region": course.programme.region.slug, "stream": course.stream.slug}
    return f"{reverse('updates:subscribe')}?{urlencode(chosen)}"


def facts(course: Course, known: Curriculum | None, *, programme_url: str) -> list[Fact]:
    """Time in class and in the practicum, for whom, and who runs it; what is not there is left out."""
    found: list[Fact] = []
    if known is not None and known.class_minutes:
        found.append(Fact(label=_("In class"), value=local.length(known.class_minutes), more=_modules(known)))
    if known is not None and known.practicum_minutes:
        practicum = local.length(known.practicum_minutes)
        found.append(Fact(label=_("Practicum"), value=practicum, more=_("with a supervisor beside you")))
    found.append(Fact(label=_("Stream"), value=course.stream.name))
    found.append(
        Fact(
            label=_("Run by"),
            value=course.programme.name,
            more=course.programme.region.name,
            url=programme_url,
        )
    )
    return found


def _modules(known: Curriculum) -> str:
    classes = [lesson.module for lesson in known.lessons if lesson.module.kind == ModuleKind.CLASS]
    number = sum(not module.is_optional for module in classes)
    return ngettext("%(count)d module", "%(count)d modules", number) % {"count": number}


def rows(known: Curriculum) -> list[Row]:
    """The modules in their order."""
    order = {lesson.module.pk: place for place, lesson in enumerate(known.lessons)}
    return [
        Row(
            module=lesson.module,
            anchor=f"module-{slugify(lesson.module.code)}",  # search leads there
            length=local.length(lesson.module.minutes),
            needs=needs_in_words(lesson.needs, order),
        )
        for lesson in known.lessons
    ]


def needs_in_words(needs: tuple[Module, ...], order: dict[int, int]) -> str:
    """`M04, M07`, and `M01 to M12` for three or more that follow one another. `order`: each module's place, by id."""
    runs: list[list[Module]] = []
    for module in needs:
        if runs and order[module.pk] == order[runs[-1][-1].pk] + 1:
            runs[-1].append(module)
        else:
            runs.append([module])
    words: list[str] = []
    for run in runs:
        if len(run) > 2:
            words.append(_("%(first)s to %(last)s") % {"first": run[0].code, "last": run[-1].code})
        else:
            words.extend(module.code for module in run)
    return ", ".join(words)

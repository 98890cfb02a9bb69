"""What a visitor is shown of a course: one edition with its modules and awards."""

from collections.abc import Iterable
from dataclasses import dataclass

from courses.enums import ModuleKind
from courses.models import Award, Cohort, Course, Edition, Module, Prerequisite


@dataclass(frozen=True)
class Lesson:
    """A module, and the modules of its edition that come first, in their order."""

    module: Module
    needs: tuple[Module, ...]


@dataclass(frozen=True)
class Curriculum:
    """An edition in full. `edition.course` brings its programme, region and stream; awards rank from the soonest."""

    edition: Edition
    lessons: tuple[Lesson, ...]
    awards: tuple[Award, ...]

    @property
    def class_minutes(self) -> int:
        """What everybody spends in class: optional modules are not counted."""
        return sum(
            lesson.module.minutes
            for lesson in self.lessons
            if lesson.module.kind == ModuleKind.CLASS and not lesson.module.is_optional
        )

    @property
    def practicum_minutes(self) -> int:
        """What everybody spends in the practicum."""
        return sum(
            lesson.module.minutes
            for lesson in self.lessons
            if lesson.module.kind == ModuleKind.PRACTICUM and not lesson.module.is_optional
        )


def curriculum(course: Course) -> Curriculum | None:
    """What is shown of one course; None when it has no edition yet. Five queries."""
    return curricula([course.pk]).get(course.pk)


def curricula(courses: Iterable[int]) -> dict[int, Curriculum]:
    """What is shown of these courses (ids): {course id: curriculum}, without those that have no edition. Five queries.

    Of a course's editions the newest of an announced cohort is shown; while there is none, the newest. A cohort that
    is still a draft changes nothing: nobody knows of it.
    """
    shown = _shown(courses)
    editions = [edition.pk for edition in shown.values()]
    modules: dict[int, list[Module]] = {pk: [] for pk in editions}
    by_id: dict[int, Module] = {}
    for module in Module.objects.filter(edition__in=editions).order_by("edition", "position"):
        modules[module.edition_id].append(module)
        by_id[module.pk] = module
    needs: dict[int, list[Module]] = {}
    rows = Prerequisite.objects.filter(module__edition__in=editions).order_by("needs__position")
    for row in rows:
        needs.setdefault(row.module_id, []).append(by_id[row.needs_id])
    awards: dict[int, list[Award]] = {}
    for award in Award.objects.filter(edition__in=editions).order_by("edition", "position"):
        awards.setdefault(award.edition_id, []).append(award)
    return {
        course: Curriculum(
            edition=edition,
            lessons=tuple(Lesson(m, tuple(needs.get(m.pk, ()))) for m in modules[edition.pk]),
            awards=tuple(awards.get(edition.pk, ())),
        )
        for course, edition in shown.items()
    }


def _shown(courses: Iterable[int]) -> dict[int, Edition]:
    """The edition to show of each course that has one."""
    shown: dict[int, Edition] = {}
    editions = list(
        Edition.objects.filter(course__in=courses)
        .select_related("course__programme__region", "course__stream")
        .order_by("course", "-version")
    )
    # By the editions' own ids: so the page cache knows which cohorts matter to which page.
    cohorts = Cohort.objects.announced().filter(edition__in=[edition.pk for edition in editions])
    told_of = set(cohorts.order_by().values_list("edition", flat=True).distinct())
    for edition in editions:
        kept = shown.setdefault(edition.course_id, edition)
        if edition.pk in told_of and kept.pk not in told_of:
            shown[edition.course_id] = edition
    return shown

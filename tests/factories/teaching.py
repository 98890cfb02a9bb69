"""What is taught, and when."""

import datetime as dt
from itertools import count
from typing import Any
from zoneinfo import ZoneInfo

from django.utils import timezone

from courses.models import Award, Cohort, Course, Edition, Module, Programme, Region, Session, Stream
from courses.operations.awards import add_award
from courses.operations.cohorts import announce_cohort, create_cohort
from courses.operations.editions import add_module, create_edition, set_needs
from courses.operations.sessions import add_session

LOCAL = ZoneInfo("America/Vancouver")
_numbers = count(1)


def instant(day: dt.date, hour: int = 18, minute: int = 0, tz: ZoneInfo = LOCAL) -> dt.datetime:
    """The instant of a local time."""
    return dt.datetime.combine(day, dt.time(hour, minute), tz)


def today(tz: ZoneInfo = LOCAL) -> dt.date:
    """The date on a programme's calendar now."""
    return timezone.now().astimezone(tz).date()


def region(**fields: Any) -> Region:
    """A region."""
    number = next(_numbers)
    defaults = {"slug": f"region-{number}", "name_en": f"Region {number}", "name_fr": f"Région {number}"}
    return Region.objects.create(**(defaults | fields))


def stream(**fields: Any) -> Stream:
    """A stream."""
    number = next(_numbers)
    defaults = {"slug": f"stream-{number}", "name_en": f"Stream {number}", "name_fr": f"Volet {number}"}
    return Stream.objects.create(**(defaults | fields))


def programme(**fields: Any) -> Programme:
    """A programme on Vancouver's clock, in a region of its own."""
    number = next(_numbers)
    defaults = {
        "slug": f"programme-{number}",
        "name_en": f"Programme {number}",
        "name_fr": f"Programme {number} en français",
        "host": f"Host {number}",
        "email": f"programme{number}@example.org",
        "postal_address": f"{number} Example Street, Vancouver BC",
        "languages": ["en", "fr"],
    }
    fields.setdefault("region", None)
    fields["region"] = fields["region"] or region()
    return Programme.objects.create(**(defaults | fields))


def course(**fields: Any) -> Course:
    """A course, in a programme and a stream of its own unless they are given."""
    number = next(_numbers)
    defaults = {"slug": f"course-{number}", "title_en": f"Course {number}", "title_fr": f"Formation {number}"}
    made = {"programme": fields.pop("programme", None) or programme()}
    made["stream"] = fields.pop("stream", None) or stream()
    return Course.objects.create(**(defaults | fields), **made)


def course_edition(
    modules: int = 3, *, chain: bool = True, of: Course | None = None, **course_fields: Any
) -> Edition:
    """An edition with modules M01, M02 … of two hours; in a chain each needs the one before it."""
    edition = create_edition(course=of or course(**course_fields), by=None)
    before: Module | None = None
    for number in range(1, modules + 1):
        module = add_module(
            edition=edition,
            by=None,
            code=f"M{number:02}",
            title_en=f"Module {number}",
            title_fr=f"Module {number} en français",
            minutes=120,
        )
        if chain and before is not None:
            set_needs(module=module, needs=[before], by=None)
        before = module
    return edition


def award(edition: Edition, **fields: Any) -> Award:
    """An award of an edition that is free to change, above its others."""
    number = next(_numbers)
    defaults = {
        "name_en": f"Level {number}",
        "name_fr": f"Niveau {number}",
        "summary_en": f"All modules and {number} hours of practicum.",
        "summary_fr": f"Tous les modules et {number} heures de stage.",
    }
    return add_award(edition=edition, by=None, **(defaults | fields))


def cohort(
    edition: Edition | None = None,
    *,
    seats: int = 15,
    starts_on: dt.date | None = None,
    ends_on: dt.date | None = None,
    announced: bool = True,
    programme: Programme | None = None,
    modules: int = 3,
    **fields: Any,
) -> Cohort:
    """A cohort that began 30 days ago and ends in 60, announced, with 15 seats."""
    if edition is None:
        edition = course_edition(modules, programme=programme)
    number = next(_numbers)
    made = create_cohort(
        edition=edition,
        by=None,
        **(
            {
                "name_en": f"Cohort {number}",
                "name_fr": f"Cohorte {number}",
                "capacity": seats,
                "starts_on": starts_on or today() - dt.timedelta(days=30),
                "ends_on": ends_on or today() + dt.timedelta(days=60),
            }
            | fields
        ),
    )
    return announce_cohort(cohort=made, by=None) if announced else made


def session(
    cohort: Cohort, starts_at: dt.datetime | None = None, *, hours: float = 3, **fields: Any
) -> Session:
    """A session of three hours; without `starts_at` it is tomorrow at six in the evening."""
    start = starts_at or instant(today(cohort.programme.tz) + dt.timedelta(days=1), tz=cohort.programme.tz)
    return add_session(
        cohort=cohort, by=None, starts_at=start, ends_at=start + dt.timedelta(hours=hours), **fields
    )

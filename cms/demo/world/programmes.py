"""Where training is offered, by whom, and who acts for it."""

from dataclasses import dataclass
from typing import TypeVar

from cms.accounts.models import Person
from courses.enums import HoursCategory, ModuleKind, RoleKind
from courses.models import Course, Edition, Module, Programme, Region, Stream
from courses.operations.awards import add_award
from courses.operations.editions import add_module, create_edition
from courses.operations.goals import add_goal
from courses.operations.roles import give_role

from .curriculum import CORE, FAMILY, Curriculum

N = TypeVar("N", Region, Stream)

REGIONS = {
    "vancouver": ("Vancouver", "Vancouver"),
    "north-shore": ("North Shore", "Rive-Nord"),
    "richmond": ("Richmond", "Richmond"),
    "sea-to-sky": ("Sea-to-Sky", "Sea-to-Sky"),
}
STREAMS = {
    "peer": ("My own lived experience", "Mon propre vécu"),
    "family": ("As a family member", "Comme proche"),
}


@dataclass(frozen=True)
class Host:
    """A programme in a region."""

    region: str
    name: tuple[str, str]
    host: str
    email: str
    address: str
    phone: str
    courses: tuple[Curriculum, ...] = (CORE,)


HOSTS = (
    Host(
        "vancouver",
        ("Vancouver peer support", "Soutien par les pairs de Vancouver"),
        "Vancouver Peer Support Programme",
        "vancouver@example.org",
        "100 Example Street, Vancouver BC  V5K 0A1",
        "604-555-0110",
        (CORE, FAMILY),
    ),
    Host(
        "north-shore",
        ("North Shore peer support", "Soutien par les pairs de la Rive-Nord"),
        "North Shore Peer Support Programme",
        "northshore@example.org",
        "20 Example Avenue, North Vancouver BC  V7L 0A1",
        "604-555-0120",
    ),
    Host(
        "richmond",
        ("Richmond peer support", "Soutien par les pairs de Richmond"),
        "Richmond Peer Support Programme",
        "richmond@example.org",
        "8 Example Road, Richmond BC  V6X 0A1",
        "604-555-0130",
    ),
    Host(
        "sea-to-sky",
        ("Sea-to-Sky peer support", "Soutien par les pairs de Sea-to-Sky"),
        "Sea-to-Sky Peer Support Programme",
        "seatosky@example.org",
        "3 Example Way, Squamish BC  V8B 0A1",
        "604-555-0140",
        (),
    ),
)


GOALS = (
    (
        ("Support of people", "Soutien direct"),
        36,
        (HoursCategory.ONE_TO_ONE.value, HoursCategory.GROUP.value),
    ),
    (("Supervision", "Supervision"), 6, (HoursCategory.SUPERVISION.value,)),
)
"""Hours of the practicum to reach: what counts for each."""


def build(*, by: Person) -> dict[str, Edition]:
    """Regions, streams, programmes, and the courses of each; the core course's first edition by the programme's slug."""
    regions = {slug: _named(Region, slug, names) for slug, names in REGIONS.items()}
    streams = {slug: _named(Stream, slug, names) for slug, names in STREAMS.items()}
    editions: dict[str, Edition] = {}
    for host in HOSTS:
        programme = _programme(host, regions)
        for curriculum in host.courses:
            edition = _edition(programme, streams[curriculum.stream], curriculum, by=by)
            editions.setdefault(host.region, edition)
    return editions


def give_roles(people: dict[str, Person], *, by: Person) -> None:
    """Who acts where: a coordinator, a facilitator and an editor in Vancouver, another coordinator in Richmond."""
    roles = (
        ("rosa", "vancouver", RoleKind.COORDINATOR),
        ("rosa", "north-shore", RoleKind.COORDINATOR),
        ("rosa", "sea-to-sky", RoleKind.COORDINATOR),
        ("ken", "vancouver", RoleKind.FACILITATOR),
        ("mina", "vancouver", RoleKind.EDITOR),
        ("jo", "richmond", RoleKind.COORDINATOR),
    )
    for name, slug, kind in roles:
        give_role(person=people[name], programme=Programme.objects.get(slug=slug), kind=kind, by=by)


def _named(model: type[N], slug: str, names: tuple[str, str]) -> N:
    return model.objects.get_or_create(slug=slug, defaults={"name_en": names[0], "name_fr": names[1]})[0]


def _programme(host: Host, regions: dict[str, Region]) -> Programme:
    return Programme.objects.create(
        slug=host.region,
        name_en=host.name[0],
        name_fr=host.name[1],
        host=host.host,
        region=regions[host.region],
        email=host.email,
        postal_address=host.address,
        phone=host.phone,
        languages=["en", "fr"],
    )


def _edition(programme: Programme, stream: Stream, curriculum: Curriculum, *, by: Person) -> Edition:
    course = Course.objects.create(
        programme=programme,
        stream=stream,
        slug=curriculum.slug,
        title_en=curriculum.title[0],
        title_fr=curriculum.title[1],
        summary_en=curriculum.summary[0],
        summary_fr=curriculum.summary[1],
    )
    edition = create_edition(course=course, by=by)
    made: dict[str, Module] = {}
    for lesson in curriculum.lessons:
        made[lesson.code] = add_module(
            edition=edition,
            by=by,
            needs=[made[code] for code in lesson.needs.split()],
            code=lesson.code,
            title_en=lesson.title[0],
            title_fr=lesson.title[1],
            outcome_en=lesson.outcome[0],
            outcome_fr=lesson.outcome[1],
            minutes=lesson.hours * 60,
            kind=ModuleKind.PRACTICUM if lesson.is_practicum else ModuleKind.CLASS,
            must_attend=lesson.must_attend,
            is_optional=lesson.is_optional,
        )
    for name, summary in curriculum.awards:
        add_award(
            edition=edition,
            by=by,
            name_en=name[0],
            name_fr=name[1],
            summary_en=summary[0],
            summary_fr=summary[1],
        )
    _ask_of_practicum(edition, by=by)
    edition.refresh_from_db()
    return edition


def _ask_of_practicum(edition: Edition, *, by: Person) -> None:
    """Hours with people, and hours of supervision; five reports, as every edition has at first."""
    for names, hours, categories in GOALS:
        add_goal(
            edition=edition,
            by=by,
            name_en=names[0],
            name_fr=names[1],
            minutes=hours * 60,
            categories=list(categories),
        )

"""Where training is offered, by whom, and who acts for it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from cms.accounts.models import Person
from courses.enums import RoleKind
from courses.models import Edition, Programme, Region, Stream
from courses.operations.profiles import load_profile
from courses.operations.roles import give_role
from courses.profiles.profile import Profile

from .curriculum import core, family

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
    courses: tuple[Callable[[], Profile], ...] = (core,)


HOSTS = (
    Host(
        "vancouver",
        ("Vancouver peer support", "Soutien par les pairs de Vancouver"),
        "Vancouver Peer Support Programme",
        "vancouver@example.org",
        "100 Example Street, Vancouver BC  V5K 0A1",
        "604-555-0110",
        (core, family),
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


def build(*, by: Person) -> dict[str, Edition]:
    """Regions, streams, programmes, and the courses of each; the core course's first edition by the programme's slug."""
    regions = {slug: _named(Region, slug, names) for slug, names in REGIONS.items()}
    for slug, names in STREAMS.items():
        _named(Stream, slug, names)
    editions: dict[str, Edition] = {}
    for host in HOSTS:
        programme = _programme(host, regions)
        for curriculum in host.courses:
            edition = load_profile(profile=curriculum(), programme=programme, by=by).edition
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

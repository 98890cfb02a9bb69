"""What a reader wants to see of the updates, as the address says it: ?region=vancouver&stream=family&state=open.

Of these names and `page` the order is always this, and none is empty, so that each choice has one address.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar

from django.db.models import Q
from django.http import QueryDict
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from courses.enums import Intake
from courses.models import Programme, Region, Stream
from courses.models.alphabet import alphabetical
from courses.queries.calendars import with_calendar

REGION, STREAM, STATE, PAGE = NAMES = ("region", "stream", "state", "page")
# What people ask for is always offered; the rest only where the list shows such updates.
ALWAYS = (Intake.OPEN, Intake.COMING, Intake.FULL, Intake.NOTHING)
SOMETIMES = (Intake.CLOSED, Intake.RUNNING, Intake.ENDED, Intake.CANCELLED)
STATES = (*ALWAYS, *SOMETIMES)
S = TypeVar("S", Region, Stream)


def canonical(query: QueryDict) -> str:
    """The one way to write this query, without "?": our names in their order, nothing empty; then what others added.

    Of a name that is said twice the last counts. No database.
    """
    return urlencode([*_written(query), *(pair for pair in _pairs(query) if pair[0] not in NAMES)])


def is_canonical(query: QueryDict) -> bool:
    """Whether our names are written so already; what others added (a campaign's names) may stand anywhere."""
    return [pair for pair in _pairs(query) if pair[0] in NAMES] == _written(query)


def _written(query: QueryDict) -> list[tuple[str, str]]:
    found = [(name, query.get(name, "").strip()) for name in NAMES]
    return [(name, value) for name, value in found if value and (name, value) != (PAGE, "1")]


def _pairs(query: QueryDict) -> list[tuple[str, str]]:
    return [(name, value) for name, values in query.lists() for value in values]


@dataclass(frozen=True)
class Option:
    """One line of a choice."""

    value: str
    label: str
    is_chosen: bool = False


@dataclass(frozen=True)
class Choice:
    """One filter of the form: its name in the address, its label, its options, the empty one first."""

    name: str
    label: str
    options: list[Option]


@dataclass(frozen=True)
class Wanted:
    """The choice of a reader. `is_unknown`: the address named something that is not there; it is left out."""

    region: Region | None = None
    stream: Stream | None = None
    state: Intake | None = None
    is_unknown: bool = False
    programmes: Sequence[Programme] = field(default=(), repr=False)
    streams: Sequence[Stream] = field(default=(), repr=False)

    def __bool__(self) -> bool:
        """Whether anything is chosen."""
        return bool(self.region or self.stream or self.state)

    @property
    def query(self) -> str:
        """For the end of an address, as `?region=vancouver`; empty without a choice."""
        return _query(self.region, self.stream, self.state)

    @property
    def place_query(self) -> str:
        """The region and the stream alone, which is what one can subscribe to."""
        return _query(self.region, self.stream, None)

    @property
    def regions(self) -> list[Region]:
        """The regions that have a programme, in the order of their names."""
        return _regions(self.programmes)

    @property
    def words(self) -> list[str]:
        """What is chosen, in words."""
        chosen = [self.region and self.region.name, self.stream and self.stream.name]
        return [word for word in (*chosen, self.state and str(self.state.label)) if word]

    def choices(self, *, shown: Collection[str]) -> list[Choice]:
        """What the form offers; `shown` are the words of the states that the list shows now."""
        offered = (state for state in STATES if state in (*ALWAYS, self.state) or str(state.label) in shown)
        states = [(state.value, str(state.label)) for state in offered]
        return [
            _choice(
                REGION,
                _("Where"),
                _("Anywhere"),
                _named(self.regions),
                self.region.slug if self.region else "",
            ),
            _choice(
                STREAM,
                _("Stream"),
                _("Any stream"),
                _named(self.streams),
                self.stream.slug if self.stream else "",
            ),
            _choice(STATE, _("State"), _("Any state"), states, self.state.value if self.state else ""),
        ]

    def of_updates(self) -> Q:
        """Which updates are about the region and stream; one without a stream is for everybody."""
        wanted = Q()
        if self.region:
            wanted &= Q(programme__region=self.region)
        if self.stream:
            wanted &= Q(stream=None) | Q(stream=self.stream)
        return wanted

    def of_cohorts(self) -> Q:
        """Which cohorts belong to the region and stream."""
        wanted = Q()
        if self.region:
            wanted &= Q(edition__course__programme__region=self.region)
        if self.stream:
            wanted &= Q(edition__course__stream=self.stream)
        return wanted


def read(query: QueryDict) -> Wanted:
    """The choice that `query` makes. Two queries: what there is to choose from."""
    asked: dict[str, Any] = {name: query.get(name, "").strip() for name in (REGION, STREAM, STATE)}
    streams = list(Stream.objects.all())
    stream = _with_slug(streams, asked[STREAM])
    known = with_calendar(Programme.objects.select_related("region"), stream=stream.slug if stream else "")
    programmes = list(known)
    found: dict[str, Any] = {
        REGION: _with_slug(_regions(programmes), asked[REGION]),
        STREAM: stream,
        STATE: Intake(asked[STATE]) if asked[STATE] in STATES else None,
    }
    is_unknown = any(asked[name] and found[name] is None for name in asked)
    return Wanted(**found, is_unknown=is_unknown, programmes=programmes, streams=streams)


def _regions(programmes: Sequence[Programme]) -> list[Region]:
    found = {programme.region_id: programme.region for programme in programmes}
    return sorted(found.values(), key=lambda region: alphabetical(region.name))


def _with_slug(rows: Sequence[S], slug: str) -> S | None:
    return next((row for row in rows if row.slug == slug), None)


def _named(rows: Sequence[Region] | Sequence[Stream]) -> list[tuple[str, str]]:
    return [(row.slug, row.name) for row in rows]


def _choice(name: str, label: str, empty: str, options: list[tuple[str, str]], chosen: str) -> Choice:
    lines = [("", empty), *options]
    return Choice(name, label, [Option(value, word, value == chosen) for value, word in lines])


def _query(region: Region | None, stream: Stream | None, state: Intake | None) -> str:
    values = {
        REGION: region.slug if region else "",
        STREAM: stream.slug if stream else "",
        STATE: state.value if state else "",
    }
    written = urlencode({name: value for name, value in values.items() if value})
    return f"?{written}" if written else ""

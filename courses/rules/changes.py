"""What people know of a session, and what is new to them. Pure: two states in, the difference out.

A session that was moved twice before anybody was told is told once, from where it was to where it is; one that was
moved back is not told at all.
"""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, cast

from courses.enums import ChangeKind
from courses.models import Cohort, Session

Facts = Mapping[str, Any]


@dataclass(frozen=True)
class Known:
    """What somebody who is expected at a session knows of it: instants, the place in both languages, the link."""

    starts_at: dt.datetime
    ends_at: dt.datetime
    place_en: str
    place_fr: str
    join_url: str

    def place(self, language: str) -> str:
        """The place in `language`, else in the other one."""
        own, other = self.place_en, self.place_fr
        return (other or own) if language == "fr" else (own or other)


@dataclass(frozen=True)
class Entry:
    """One session of which somebody is told. Without `now` they need not come; without `before` they never knew of it.

    `kind` is FACILITATORS where the session stands, but this person does not facilitate it any more.
    """

    session: int
    kind: ChangeKind
    before: Known | None
    now: Known | None

    @property
    def shown(self) -> Known:
        """What is left of the two: at least one is there."""
        return self.now or cast(Known, self.before)

    @property
    def last_of_use(self) -> dt.datetime:
        """After this instant it helps nobody to hear of it."""
        return max(known.starts_at for known in (self.before, self.now) if known)

    @property
    def has_new_time(self) -> bool:
        """Whether it begins or ends at another time than they knew."""
        return bool(
            self.before
            and self.now
            and (self.before.starts_at, self.before.ends_at) != (self.now.starts_at, self.now.ends_at)
        )


def facts(session: Session, cohort: Cohort, facilitators: Iterable[int]) -> dict[str, Any]:
    """What is known of a session now, as JSON keeps it. Without a place of its own it has the cohort's."""
    own = session.place
    return {
        "starts_at": session.starts_at.astimezone(dt.UTC).isoformat(),
        "ends_at": session.ends_at.astimezone(dt.UTC).isoformat(),
        "place_en": own or ("" if session.join_url else cohort.place_en),
        "place_fr": own or ("" if session.join_url else cohort.place_fr),
        "join_url": session.join_url,
        "is_cancelled": session.is_cancelled,
        "facilitators": sorted(facilitators),
    }


def known_to(kept: Facts | None, facilitator: int | None = None) -> Known | None:
    """What was known to a trainee, or to this facilitator; None when they were not expected."""
    if kept is None or kept["is_cancelled"]:
        return None
    if facilitator is not None and facilitator not in kept["facilitators"]:
        return None
    return Known(
        starts_at=dt.datetime.fromisoformat(kept["starts_at"]),
        ends_at=dt.datetime.fromisoformat(kept["ends_at"]),
        place_en=kept["place_en"],
        place_fr=kept["place_fr"],
        join_url=kept["join_url"],
    )


def difference(
    session: int, *, before: Facts | None, now: Facts, facilitator: int | None = None
) -> Entry | None:
    """What a trainee, or this facilitator, is to be told of the session; None when nothing is new to them."""
    was, is_ = known_to(before, facilitator), known_to(now, facilitator)
    if was == is_:
        return None
    if was is None:
        kind = ChangeKind.ADDED
    elif is_ is None:
        kind = ChangeKind.CANCELLED if now["is_cancelled"] else ChangeKind.FACILITATORS
    elif (was.starts_at, was.ends_at) != (is_.starts_at, is_.ends_at):
        kind = ChangeKind.MOVED
    else:
        kind = ChangeKind.PLACE
    return Entry(session, kind, was, is_)

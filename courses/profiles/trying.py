"""A policy tried out on sample records: what each award says of each person, and its renewal of those who hold it."""

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

from django.utils.translation import gettext as _

from courses import local
from courses.requirements.judgement import Judgement, as_data
from courses.requirements.record import Named, Record
from courses.requirements.stream import judge

from .profile import Data, Profile, named, rules


@dataclass(frozen=True, kw_only=True)
class Tried:
    """What an award says of a person; with `term`, what the rules of its renewal say of that term."""

    person: str
    award: str
    name: Named
    judged: Judgement
    at: dt.date
    term: "Term | None" = None

    @property
    def verdict(self) -> str:
        """In a word or two."""
        if self.term:
            return self._of_renewal(self.term)
        if self.judged.is_met:
            return _("met")
        if self.judged.is_over:
            return _("the time is over, unless something is not entered yet")
        return _("not met yet") if self.judged.can_be_met else _("cannot be met any more")

    def _of_renewal(self, term: "Term") -> str:
        """What is there, and whether it is the time for it."""
        state = term.state(self.at)
        if state == "expired":
            return _("can be reinstated") if self.judged.is_met else _("cannot be reinstated yet")
        is_time = state != "valid"
        return _("can be renewed") if self.judged.is_met and is_time else _("cannot be renewed yet")


class Term(NamedTuple):
    """The days of a certificate: from `begins_on` to `expires_on`; its renewal can be filed from `opens_on` on. After
    `late_until` it is reinstated.
    """

    begins_on: dt.date
    expires_on: dt.date
    opens_on: dt.date
    late_until: dt.date

    def words(self, at: dt.date) -> str:
        """Where it stands on the day `at`, as its holder reads it in the portal."""
        if at < self.opens_on:
            pattern = _("Valid until %(last)s. It can be filed from %(first)s on.")
        elif at <= self.expires_on:
            pattern = _("Valid until %(last)s. It can be renewed now.")
        elif at <= self.late_until:
            pattern = _(
                "It was valid until %(last)s. It has expired, and can still be renewed, late, until %(late)s."
            )
        else:
            pattern = _("It was valid until %(last)s. It has expired, and can be reinstated.")
        days = {"last": self.expires_on, "first": self.opens_on, "late": self.late_until}
        return pattern % {name: local.short_day(day) for name, day in days.items()}

    def state(self, at: dt.date) -> str:
        """A word for programs: valid, due, late or expired."""
        if at < self.opens_on:
            return "valid"
        if at <= self.expires_on:
            return "due"
        return "late" if at <= self.late_until else "expired"


def try_out(profile: Profile, people: Sequence[tuple[str, Record]], *, at: dt.date) -> Iterator[Tried]:
    """Every person with every award, in the profile's order; renewals after the awards. Pure."""
    awards = [(award, rules(award["requirements"])) for award in profile.data["awards"]]
    for person, record in people:
        for award, stream in awards:
            judged = judge(stream, record, at=at)
            yield Tried(person=person, award=award["code"], name=named(award["name"]), judged=judged, at=at)
        for award, _stream in awards:
            if tried := _renewal(person, record, award, at):
                yield tried


def _renewal(person: str, record: Record, award: Data, at: dt.date) -> Tried | None:
    """By the newest certificate that is neither revoked nor replaced; None without one that expires."""
    if (renewal := award.get("renewal")) is None:
        return None
    terms = [
        Term(
            one.on,
            one.expires_on,
            _days_later(one.expires_on, -renewal["window_days"]),
            _days_later(one.expires_on, renewal["grace_days"]),
        )
        for one in record.held
        if one.award == award["code"] and one.is_valid and one.expires_on
    ]
    if not terms:
        return None
    term = max(terms)
    judged = judge(rules(renewal["requirements"]), _in_term(record, term), at=at)
    return Tried(
        person=person,
        award=award["code"],
        name=named(award["name"]),
        judged=judged,
        at=at,
        term=term,
    )


def _days_later(day: dt.date, days: int) -> dt.date:
    """So many days later (or earlier), at most at an end of the calendar: people may write any date."""
    first, last = dt.date.min.toordinal(), dt.date.max.toordinal()
    return dt.date.fromordinal(min(max(day.toordinal() + days, first), last))


def _in_term(record: Record, term: Term) -> Record:
    """The facts of the term alone, as the site keeps them: what came before it counts no more."""
    return replace(
        record,
        hours=[one for one in record.hours if one.on >= term.begins_on],
        signed=[one for one in record.signed if one.on >= term.begins_on],
        events={
            "term": term.begins_on,
            "issued": term.begins_on,
            "expires": term.expires_on,
            **record.events,
        },
    )


def as_text(found: Sequence[Tried]) -> Iterator[str]:
    """Lines for a terminal, in the reader's language."""
    person = None
    for tried in found:
        if tried.person != person:
            person = tried.person
            yield person
        what = _("Renewal of %(award)s") % {"award": tried.name} if tried.term else str(tried.name)
        yield "  " + _("%(label)s: %(value)s") % {"label": what, "value": tried.verdict}
        if tried.term:
            yield "    " + tried.term.words(tried.at)
        for part in tried.judged.parts:
            yield from _lines(part, 4)


def _lines(judged: Judgement, indent: int) -> Iterator[str]:
    sign = "+" if judged.is_met else "-" if judged.is_open else "?" if judged.is_over else "x"
    words = [judged.text, "" if judged.parts else judged.next_step]
    if judged.parts:
        words.insert(0, judged.of.asks(judged.outline))
    yield f"{' ' * indent}{sign} {' '.join(filter(None, words))}"
    for part in judged.parts:
        yield from _lines(part, indent + 2)


def as_lists(found: Sequence[Tried], *, at: dt.date) -> dict[str, Any]:
    """As JSON can hold it, words in both languages."""
    people: dict[str, dict[str, Any]] = {}
    for tried in found:
        person = people.setdefault(tried.person, {"name": tried.person, "awards": [], "renewals": []})
        made = {
            "award": tried.award,
            "name": {"en": tried.name.en, "fr": tried.name.fr},
            **as_data(tried.judged),
        }
        if tried.term:
            made |= {
                "expires_on": tried.term.expires_on.isoformat(),
                "opens_on": tried.term.opens_on.isoformat(),
                "late_until": tried.term.late_until.isoformat(),
                "state": tried.term.state(at),
            }
        person["renewals" if tried.term else "awards"].append(made)
    return {"on": at.isoformat(), "people": list(people.values())}

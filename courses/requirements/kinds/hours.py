"""Hours of some kinds: in a period, from an event on, over so many months, with so much of one source at most."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Sequence

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from wagtail import blocks

from courses import local
from courses.requirements.base import (
    Requirement,
    RequirementBlock,
    hours_field,
    minutes_of,
    month_later,
    months_between,
    months_field,
    named_field,
)
from courses.requirements.codes import CodesBlock
from courses.requirements.judgement import In, Judgement
from courses.requirements.record import MOVES_ON, Hours, Outline, Record
from courses.requirements.words import counted_from, either, not_counted_yet, within_months

LONG_AGO, FAR_OFF = dt.date.min, dt.date.max
A_DAY = 24 * 60
"""Minutes: nobody adds more of them to a record in a day."""


class HoursNeeded(Requirement):
    """`kinds`: which hours count, any without them. `hours`: how many.

    from_event: only from that event's day on; before it happened none count. for_months: only so many months from
    then on, or from the enrolment on without an event. last_months: only the months before the day of judging.
    over_months: the first and the last of those that count lie at least so many months apart. sources: of one source at
    most so many hours count; any of them, so the widest spread is taken: the first ones alone would make one more
    webinar do harm.
    """

    @property
    def first(self) -> str:
        """The event it counts from; empty where every day counts."""
        return self["from_event"] or ("enrolment" if self["for_months"] else "")

    def judge(self, record: Record, *, at: dt.date) -> Judgement:
        """Minutes that count on the day `at`; each source is cut to what is allowed of it.

        Hours of days gone by may be logged, confirmed or completed late, so a period that is over is no last word.
        """
        first, last = self.period(record, at)
        entries = [entry for entry in record.hours if self.counts(entry) and first <= entry.on <= last]
        counted, need, over = self.minutes(entries), minutes_of(self["hours"]), self["over_months"] or 0
        days = self.days(entries)
        spread = months_between(min(days), max(days)) if days else 0
        is_met = counted >= need and spread >= over
        can_be_met = is_met or self._is_possible()
        return Judgement(
            of=self,
            outline=record.outline,
            is_met=is_met,
            counts=In.MINUTES,
            have=min(counted, need),
            need=need,
            can_be_met=can_be_met,
            is_over=can_be_met and not is_met and not self._fits(record, at, days, need - counted),
            more=(
                ("spread", min(spread, over)),
                ("over", over),
                ("above", sum(entry.minutes for entry in entries) - counted),
                ("waits", first > at),
                ("until", ends.isoformat() if (ends := self.last_day(record, at)) and ends >= at else ""),
            ),
        )

    def counts(self, entry: Hours) -> bool:
        """Whether time of this kind counts."""
        return not self["kinds"] or entry.kind in self["kinds"]

    def period(self, record: Record, at: dt.date) -> tuple[dt.date, dt.date]:
        """The first and the last day that count; an empty period before the event it counts from."""
        first, last = LONG_AGO, min(at, self.ends(record, at) or at)
        if self.first:
            first = record.event(self.first, at=at) or FAR_OFF
        if self["last_months"]:
            first = max(first, month_later(at, -self["last_months"]))
        return first, last

    def ends(self, record: Record, at: dt.date) -> dt.date | None:
        """The last day on which hours can count; None where there is none."""
        begun = record.event(self.first, at=at) if self.first else None
        return month_later(begun, self["for_months"]) if begun and self["for_months"] else None

    def last_day(self, record: Record, at: dt.date) -> dt.date | None:
        """As `ends`, where that day does not move with what is still to come."""
        return None if self.first.startswith(MOVES_ON) else self.ends(record, at)

    def minutes(self, entries: Iterable[Hours]) -> int:
        """What they add up to, with at most what is allowed of each source."""
        most = self._most()
        found: dict[str, int] = defaultdict(int)
        for entry in entries:
            found[entry.source] += entry.minutes
        return sum(min(minutes, most.get(source, minutes)) for source, minutes in found.items())

    def days(self, entries: Iterable[Hours]) -> list[dt.date]:
        """The days whose hours can be among those that count: not those of a source of which nothing is allowed."""
        most = self._most()
        return [entry.on for entry in entries if most.get(entry.source, A_DAY)]

    def _most(self) -> dict[str, int]:
        """Minutes that count at most, by source."""
        return {one["source"]: minutes_of(one["at_most"]) for one in self["sources"]}

    def _is_possible(self) -> bool:
        """Whether its period can hold the months over which hours are to be spread."""
        periods = [self["last_months"], self["for_months"]]
        return all(not months or months >= (self["over_months"] or 0) for months in periods)

    def _fits(self, record: Record, at: dt.date, days: Sequence[dt.date], missing: int) -> bool:
        """Whether the days that are left can hold what is missing, and the months that are asked for."""
        ends = self.last_day(record, at)
        if ends is None:
            return True
        earliest = min(days, default=max(at, self.period(record, at)[0]))
        left = (ends - at).days + 1
        return (
            left > 0 and missing <= left * A_DAY and month_later(earliest, self["over_months"] or 0) <= ends
        )

    def kind_words(self, outline: Outline) -> str:
        """ "supervision or group support"; empty where all kinds count."""
        return either([str(outline.categories.get(kind, kind)) for kind in self["kinds"]])

    def asks(self, outline: Outline) -> str:
        """ "36 hours: one-to-one support or group support. Counted from: the last module." """
        length, kinds = local.length(minutes_of(self["hours"])), self.kind_words(outline)
        said = [_("%(length)s: %(kinds)s.") % {"length": length, "kinds": kinds} if kinds else f"{length}."]
        if self.first:
            said.append(counted_from(self.first, outline))
            if self["for_months"]:
                said.append(within_months(self["for_months"]))
        said += self._asks_months()
        said += [
            _("At most %(length)s from this source: %(source)s.")
            % {
                "length": local.length(minutes_of(one["at_most"])),
                "source": outline.sources.get(one["source"], one["source"]),
            }
            for one in self["sources"]
        ]
        return " ".join(said)

    def _asks_months(self) -> list[str]:
        said = []
        if months := self["last_months"]:
            pattern = ngettext(
                "Within the last %(months)d month.", "Within the last %(months)d months.", months
            )
            said.append(pattern % {"months": months})
        if months := self["over_months"]:
            pattern = ngettext(
                "Spread over %(months)d month or more.", "Spread over %(months)d months or more.", months
            )
            said.append(pattern % {"months": months})
        return said

    def text(self, judged: Judgement) -> str:
        """ "5 h of 36 h." """
        words = {"have": local.short_length(judged.have), "need": local.short_length(judged.need)}
        pattern = _("%(have)s of %(need)s.") if judged.have else _("None yet of %(need)s.")
        said = [pattern % words]
        if over := judged.number("over"):
            pattern = ngettext(
                "Spread over %(spread)d of %(over)d month.",
                "Spread over %(spread)d of %(over)d months.",
                over,
            )
            said.append(pattern % {"spread": judged.number("spread"), "over": over})
        if above := judged.number("above"):
            pattern = _("%(length)s more do not count: there is a limit for their source.")
            said.append(pattern % {"length": local.short_length(above)})
        return " ".join(said)

    def next_step(self, judged: Judgement) -> str:
        """ "1 more hour of law and ethics." """
        if not judged.can_be_met:
            return _("There is not enough time left for it. Ask your coordinator what is possible.")
        if judged.is_over:
            return _(
                "There is not enough time left for it. Hours from before can still be entered. "
                "If there are none, ask your coordinator what is possible."
            )
        if judged.number("waits"):
            return not_counted_yet(self.first, judged.outline)
        left = judged.need - judged.have
        if not left:
            return _("The hours are there. They need to be spread over more months.")
        said = _more(left, self.kind_words(judged.outline))
        if until := judged.number("until"):
            day = local.short_day(dt.date.fromisoformat(until))
            return " ".join([said, _("The last day that counts: %(day)s.") % {"day": day}])
        return said

    def events(self) -> list[str]:
        """The event that it counts from."""
        return [self.first] if self.first else []


def _more(minutes: int, kinds: str) -> str:
    hours, rest = divmod(minutes, 60)
    words = {"hours": hours, "kinds": kinds, "length": local.short_length(minutes)}
    if rest:
        return (_("%(length)s more of %(kinds)s.") if kinds else _("%(length)s more.")) % words
    if kinds:
        pattern = ngettext("%(hours)d more hour of %(kinds)s.", "%(hours)d more hours of %(kinds)s.", hours)
    else:
        pattern = ngettext("%(hours)d more hour.", "%(hours)d more hours.", hours)
    return pattern % words


class HoursBlock(RequirementBlock):
    """Hours of some kinds."""

    kinds = CodesBlock(
        named_field("category", gettext_lazy("Kind")),
        label=gettext_lazy("Kinds of hours"),
        required=False,
        default=[],
        help_text=gettext_lazy("Without any: every kind counts."),
    )
    hours = hours_field(gettext_lazy("Hours"))
    from_event = named_field(
        "event",
        gettext_lazy("Counted from"),
        required=False,
        is_help_for_typing=True,
        help_text=gettext_lazy("An event, such as “finish” or “module:M12”."),
    )
    for_months = months_field(gettext_lazy("For so many months from then on"), required=False)
    last_months = months_field(gettext_lazy("Within the last so many months"), required=False)
    over_months = months_field(gettext_lazy("Spread over at least so many months"), required=False)
    sources = blocks.ListBlock(
        blocks.StructBlock(
            [
                ("source", named_field("source", gettext_lazy("Source"))),
                ("at_most", hours_field(gettext_lazy("Hours at most"))),
            ]
        ),
        label=gettext_lazy("Limits for sources"),
        required=False,
        default=[],
    )

    class Meta:
        value_class = HoursNeeded
        label = gettext_lazy("Hours")
        icon = "time"

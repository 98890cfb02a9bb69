"""Hours of some kinds: in a period, from an event on, over so many months, with so much of one source at most."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import blocks

from courses import local
from courses.requirements.base import (
    Reference,
    Requirement,
    RequirementBlock,
    code_field,
    hours_field,
    minutes_of,
    month_later,
    number_field,
)
from courses.requirements.judgement import In, Judgement
from courses.requirements.record import Hours, Outline, Record
from courses.requirements.words import either

LONG_AGO, FAR_OFF = dt.date.min, dt.date.max


class HoursNeeded(Requirement):
    """`kinds`: which hours count, any without them. `hours`: how many.

    from_event: only from that event's day on; before it happened none count. for_months: only so many months from
    then (from the event on), last_months: only the months before the day of judging. over_months: the first and the
    last entry lie at least so many months apart. sources: of one source at most so many hours count.
    """

    def judge(self, record: Record, *, at: dt.date) -> Judgement:
        """Minutes that count on the day `at`; each source is cut to what is allowed of it."""
        first, last = self.period(record, at)
        entries = [entry for entry in record.hours if self.counts(entry) and first <= entry.on <= last]
        have, need = self.minutes(entries), minutes_of(self["hours"])
        months = self["over_months"]
        is_long = not months or _months_apart(entries) >= months
        ends = self.ends(record)
        return Judgement(
            of=self,
            outline=record.outline,
            is_met=have >= need and is_long,
            counts=In.MINUTES,
            have=min(have, need),
            need=need,
            can_be_met=(have >= need and is_long) or ends is None or at <= ends,
            more=(("over", _months_apart(entries)), ("is_long", is_long)),
        )

    def counts(self, entry: Hours) -> bool:
        """Whether time of this kind counts."""
        return not self["kinds"] or entry.kind in list(self["kinds"])

    def period(self, record: Record, at: dt.date) -> tuple[dt.date, dt.date]:
        """The first and the last day that count; an empty period before the event it counts from."""
        first, last = LONG_AGO, min(at, self.ends(record) or at)
        if self["from_event"]:
            first = record.event(self["from_event"]) or FAR_OFF
        if self["last_months"]:
            first = max(first, month_later(at, -self["last_months"]))
        return first, last

    def ends(self, record: Record) -> dt.date | None:
        """The last day on which hours can count; None where there is none."""
        begun = record.event(self["from_event"]) if self["from_event"] else None
        return month_later(begun, self["for_months"]) if begun and self["for_months"] else None

    def minutes(self, entries: Iterable[Hours]) -> int:
        """What they add up to, with at most what is allowed of each source."""
        most = {one["source"]: minutes_of(one["at_most"]) for one in self["sources"]}
        found: dict[str, int] = defaultdict(int)
        for entry in entries:
            found[entry.source] += entry.minutes
        return sum(min(minutes, most.get(source, minutes)) for source, minutes in found.items())

    def kind_words(self, outline: Outline) -> str:
        """ "supervision or group support"; empty where all kinds count."""
        return either([str(outline.categories.get(kind, kind)) for kind in self["kinds"]])

    def asks(self, outline: Outline) -> str:
        """ "36 hours: one-to-one support or group support." """
        length, kinds = local.length(minutes_of(self["hours"])), self.kind_words(outline)
        return _("%(length)s: %(kinds)s.") % {"length": length, "kinds": kinds} if kinds else length + "."

    def text(self, judged: Judgement) -> str:
        """ "5 h of 36 h." """
        return _("%(have)s of %(need)s.") % {
            "have": local.short_length(judged.have),
            "need": local.short_length(judged.need),
        }

    def next_step(self, judged: Judgement) -> str:
        """ "1 more hour: law and ethics." """
        if not judged.can_be_met:
            return _("The time for these hours is over. Ask your coordinator about it.")
        if judged.have >= judged.need:
            return _("The hours are there. They need to be spread over more months.")
        length, kinds = local.length(judged.need - judged.have), self.kind_words(judged.outline)
        if kinds:
            return _("Still needed: %(length)s of %(kinds)s.") % {"length": length, "kinds": kinds}
        return _("Still needed: %(length)s.") % {"length": length}

    def refers(self) -> Iterable[Reference]:
        """Its kinds of hours."""
        return [("kinds", "category", kind) for kind in self["kinds"]]


def _months_apart(entries: Iterable[Hours]) -> int:
    """Full months between the first and the last of them."""
    days = sorted(entry.on for entry in entries)
    if not days:
        return 0
    first, last = days[0], days[-1]
    return (last.year - first.year) * 12 + last.month - first.month - (last.day < first.day)


class HoursBlock(RequirementBlock):
    """Hours of some kinds."""

    kinds = blocks.ListBlock(
        code_field(gettext_lazy("Kind")),
        label=gettext_lazy("Kinds of hours"),
        required=False,
        default=[],
        help_text=gettext_lazy("Without any: every kind counts."),
    )
    hours = hours_field(gettext_lazy("Hours"))
    from_event = code_field(
        gettext_lazy("Counted from"),
        required=False,
        help_text=gettext_lazy("An event, such as “finish” or “module:M12”."),
    )
    for_months = number_field(gettext_lazy("For so many months from then on"), required=False)
    last_months = number_field(gettext_lazy("Within the last so many months"), required=False)
    over_months = number_field(gettext_lazy("Spread over at least so many months"), required=False)
    sources = blocks.ListBlock(
        blocks.StructBlock(
            [
                ("source", code_field(gettext_lazy("Source"))),
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

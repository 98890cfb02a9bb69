"""The age of the record: finished within so many months, or something not longer ago than that."""

import datetime as dt

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from wagtail import blocks

from courses.requirements.base import (
    Requirement,
    RequirementBlock,
    month_later,
    months_between,
    months_field,
    named_field,
)
from courses.requirements.judgement import In, Judgement
from courses.requirements.record import GOES_BACK, MOVES_ON, Outline, Record
from courses.requirements.words import counted_from, event_words

FINISHED, RECENT = "finished", "recent"


class Age(Requirement):
    """sort "finished": `to_event` came at most `months` after `from_event`. sort "recent": `from_event` was at most
    `months` before the day of judging. Without `from_event` it is the enrolment, without `to_event` the last module.
    """

    @property
    def first(self) -> str:
        """The event it counts from."""
        return str(self["from_event"] or "enrolment")

    @property
    def last(self) -> str:
        """The event that ends it."""
        return str(self["to_event"] or "finish")

    def judge(self, record: Record, *, at: dt.date) -> Judgement:
        """`have` says in which month it ended, or which one it is: 1 on the first day, 13 a day after 12 months."""
        begun, is_recent = record.happened(self.first, at=at), self["sort"] == RECENT
        ended = at if is_recent else record.happened(self.last, at=at)
        over = month_later(begun, self["months"]) if begun else None
        is_met = begun is not None and ended is not None and over is not None and begun <= ended <= over
        can, is_open = self._outlook(begun, None if is_recent else ended, over, at)
        return Judgement(
            of=self,
            outline=record.outline,
            is_met=is_met,
            counts=In.MONTHS,
            have=_month(begun, ended or at) if begun else 0,
            need=self["months"],
            can_be_met=is_met or can,
            is_over=can and not is_met and not is_open,
            more=(("has_begun", begun is not None), ("has_ended", ended is not None and not is_recent)),
        )

    def _outlook(
        self, begun: dt.date | None, ended: dt.date | None, over: dt.date | None, at: dt.date
    ) -> tuple[bool, bool]:
        """Whether it can be met at all, and by what happens from now on. What was done before may be entered late: only
        two days that both stay as they are have the last word.
        """
        begins_anew = begun is None or self.first.startswith(MOVES_ON)
        is_time = begins_anew or (over is not None and at <= over)
        if self["sort"] == RECENT:
            return is_time, is_time
        is_open = is_time and (ended is None or ended >= at or self.last.startswith(MOVES_ON))
        moves = MOVES_ON + GOES_BACK
        can = begins_anew or ended is None or self.first.startswith(moves) or self.last.startswith(moves)
        return can or is_open, is_open

    def asks(self, outline: Outline) -> str:
        """ "Finished within 12 months. Counted from: the enrolment." """
        if self["sort"] == RECENT:
            pattern = ngettext(
                "At most %(months)d month ago: %(event)s.",
                "At most %(months)d months ago: %(event)s.",
                self["months"],
            )
            return pattern % {"months": self["months"], "event": event_words(self.first, outline)}
        if self["to_event"]:
            pattern = ngettext(
                "Within %(months)d month: %(event)s.", "Within %(months)d months: %(event)s.", self["months"]
            )
        else:
            pattern = ngettext(
                "Finished within %(months)d month.", "Finished within %(months)d months.", self["months"]
            )
        said = pattern % {"months": self["months"], "event": event_words(self.last, outline)}
        return f"{said} {counted_from(self.first, outline)}"

    def text(self, judged: Judgement) -> str:
        """ "Month 5 of 12." """
        words = {"have": judged.have, "need": judged.need}
        if not judged.number("has_begun"):
            pattern = ngettext(
                "Not begun yet. %(need)d month is allowed.",
                "Not begun yet. %(need)d months are allowed.",
                judged.need,
            )
        elif judged.number("has_ended"):
            pattern = ngettext(
                "Done in month %(have)d. %(need)d month is allowed.",
                "Done in month %(have)d. %(need)d months are allowed.",
                judged.need,
            )
        elif judged.have <= judged.need:
            pattern = _("Month %(have)d of %(need)d.")
        else:
            pattern = ngettext(
                "Month %(have)d. %(need)d month is allowed.",
                "Month %(have)d. %(need)d months are allowed.",
                judged.need,
            )
        return pattern % words

    def next_step(self, judged: Judgement) -> str:
        """Finish in time, or whom to ask."""
        if not judged.can_be_met:
            return _("The time for it is over. Ask your coordinator what is possible.")
        if judged.is_over:
            return _(
                "The time for it is over. What was done before can still be entered. "
                "If there is nothing, ask your coordinator what is possible."
            )
        if not judged.number("has_begun") or self["sort"] == RECENT:
            return _("Next: %(event)s.") % {"event": event_words(self.first, judged.outline)}
        return _("There is still time for it: %(event)s.") % {"event": event_words(self.last, judged.outline)}

    def events(self) -> list[str]:
        """Its two events; the day of judging is none."""
        return [self.first] if self["sort"] == RECENT else [self.first, self.last]


def _month(first: dt.date, last: dt.date) -> int:
    """Which month, from 1, the day `last` is in when months are counted from `first`; the last day belongs to it."""
    if last < first:
        return 0
    months = months_between(first, last)
    return max(months + (month_later(first, months) < last), 1)


class AgeBlock(RequirementBlock):
    """The age of the record."""

    sort = blocks.ChoiceBlock(
        [
            (FINISHED, gettext_lazy("finished in time")),
            (RECENT, gettext_lazy("not too long ago")),
        ],
        label=gettext_lazy("What"),
        default=FINISHED,
    )
    months = months_field(gettext_lazy("Months"))
    from_event = named_field(
        "event",
        gettext_lazy("From"),
        required=False,
        help_text=gettext_lazy("An event; empty: the enrolment."),
    )
    to_event = named_field(
        "event",
        gettext_lazy("To"),
        required=False,
        help_text=gettext_lazy("An event; empty: the last module."),
    )

    class Meta:
        value_class = Age
        label = gettext_lazy("Age of the record")
        icon = "history"

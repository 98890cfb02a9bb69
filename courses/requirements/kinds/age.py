"""The age of the record: finished within so many months, or something not longer ago than that."""

import datetime as dt

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from wagtail import blocks

from courses.requirements.base import Requirement, RequirementBlock, code_field, month_later, number_field
from courses.requirements.judgement import In, Judgement
from courses.requirements.record import Outline, Record

FINISHED, RECENT = "finished", "recent"


class Age(Requirement):
    """sort "finished": `to_event` came at most `months` after `from_event`. sort "recent": `from_event` was at most
    `months` before the day of judging. Without `from_event` it is the enrolment, without `to_event` the last module.
    """

    def judge(self, record: Record, *, at: dt.date) -> Judgement:
        """Full months between the two days."""
        begun = record.event(self["from_event"] or "enrolment")
        if self["sort"] == RECENT:
            ended: dt.date | None = at
        else:
            ended = record.event(self["to_event"] or "finish")
        last = month_later(begun, self["months"]) if begun else None
        is_met = begun is not None and ended is not None and last is not None and begun <= ended <= last
        if self["sort"] == RECENT:
            can = is_met or begun is None
        else:
            can = is_met or (ended is None and (last is None or at <= last))
        return Judgement(
            of=self,
            outline=record.outline,
            is_met=is_met,
            counts=In.MONTHS,
            have=_months(begun, ended or at) if begun else 0,
            need=self["months"],
            can_be_met=can,
            more=(("begun", begun is not None), ("ended", ended is not None), ("last", last)),
        )

    def asks(self, outline: Outline) -> str:
        """ "Finished within 12 months." """
        if self["sort"] == RECENT:
            pattern = ngettext(
                "Not longer ago than %(months)d month.",
                "Not longer ago than %(months)d months.",
                self["months"],
            )
        else:
            pattern = ngettext(
                "Finished within %(months)d month.", "Finished within %(months)d months.", self["months"]
            )
        return pattern % {"months": self["months"]}

    def text(self, judged: Judgement) -> str:
        """ "Month 5 of 12." """
        words = {"have": judged.have, "need": judged.need}
        if not judged.number("begun"):
            return _("Not begun yet; %(need)d months are allowed.") % words
        return (
            ngettext("%(have)d of %(need)d month gone.", "%(have)d of %(need)d months gone.", judged.need)
            % words
        )

    def next_step(self, judged: Judgement) -> str:
        """Finish in time, or whom to ask."""
        if not judged.can_be_met:
            return _("The time for it is over. Ask your coordinator what is possible.")
        if self["sort"] == RECENT or not judged.number("begun"):
            return _("It begins with the first step.")
        return _("There is time to finish.")


def _months(first: dt.date, last: dt.date) -> int:
    months = (last.year - first.year) * 12 + last.month - first.month
    return max(months - (last.day < first.day), 0)


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
    months = number_field(gettext_lazy("Months"))
    from_event = code_field(
        gettext_lazy("From"), required=False, help_text=gettext_lazy("An event; empty: the enrolment.")
    )
    to_event = code_field(
        gettext_lazy("To"), required=False, help_text=gettext_lazy("An event; empty: the last module.")
    )

    class Meta:
        value_class = Age
        label = gettext_lazy("Age of the record")
        icon = "history"

"""What others say: recommendations and reports, from whom, with which rating, how many."""

import datetime as dt

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from wagtail import blocks

from courses.requirements.base import Requirement, RequirementBlock, number_field
from courses.requirements.judgement import In, Judgement
from courses.requirements.record import Evaluation, Outline, Record

RECOMMENDATION, REPORT = "recommendation", "report"
BY = [
    ("facilitator", gettext_lazy("a facilitator")),
    ("supervisor", gettext_lazy("a practicum supervisor")),
    ("coordinator", gettext_lazy("a coordinator")),
    ("trainee", gettext_lazy("the trainee")),
]


class EvaluationNeeded(Requirement):
    """`number` recommendations, or reports on a practicum, written `by` somebody, rated `rating` or better."""

    def judge(self, record: Record, *, at: dt.date) -> Judgement:
        """How many there are that count."""
        have, need = sum(self._counts(one) and one.on <= at for one in record.evaluations), self["number"]
        return Judgement(
            of=self,
            outline=record.outline,
            is_met=have >= need,
            counts=In.TIMES,
            have=min(have, need),
            need=need,
        )

    def _counts(self, one: Evaluation) -> bool:
        if one.kind != self["sort"] or (self["by"] and one.by != self["by"]):
            return False
        if self["sort"] == RECOMMENDATION and not one.recommends:
            return False
        return not self["rating"] or (one.rating is not None and one.rating >= self["rating"])

    def _who(self) -> str:
        return str(dict(BY).get(self["by"], ""))

    def asks(self, outline: Outline) -> str:
        """ "Recommended by a facilitator." """
        who, count = self._who(), self["number"]
        if self["sort"] == RECOMMENDATION:
            return _("Recommended by %(who)s.") % {"who": who} if who else _("Recommended.")
        words = {"count": count, "who": who}
        if who:
            return ngettext("%(count)d report by %(who)s.", "%(count)d reports by %(who)s.", count) % words
        return ngettext("%(count)d report.", "%(count)d reports.", count) % words

    def text(self, judged: Judgement) -> str:
        """ "3 of 5 reports." """
        words = {"have": judged.have, "need": judged.need}
        if self["sort"] == RECOMMENDATION:
            return (
                ngettext(
                    "%(have)d of %(need)d recommendation.",
                    "%(have)d of %(need)d recommendations.",
                    judged.need,
                )
                % words
            )
        return ngettext("%(have)d of %(need)d report.", "%(have)d of %(need)d reports.", judged.need) % words

    def next_step(self, judged: Judgement) -> str:
        """Who writes it."""
        who = self._who()
        if self["sort"] == RECOMMENDATION:
            return _("A recommendation by %(who)s is still to come.") % {"who": who or _("your facilitator")}
        if who:
            return _("A report by %(who)s is still to come.") % {"who": who}
        return _("A report is still to come.")


class EvaluationBlock(RequirementBlock):
    """What others say."""

    sort = blocks.ChoiceBlock(
        [
            (RECOMMENDATION, gettext_lazy("Recommendation")),
            (REPORT, gettext_lazy("Report on the practicum")),
        ],
        label=gettext_lazy("What"),
        default=RECOMMENDATION,
    )
    by = blocks.ChoiceBlock(BY, label=gettext_lazy("Written by"), required=False)
    rating = number_field(
        gettext_lazy("Rated at least"),
        most=4,
        required=False,
        help_text=gettext_lazy("1: just beginning, 4: a strength. Each of the four values."),
    )
    number = number_field(gettext_lazy("How many"), default=1)

    class Meta:
        value_class = EvaluationNeeded
        label = gettext_lazy("Evaluation")
        icon = "group"

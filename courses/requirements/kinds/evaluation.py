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

    is_of_training = True

    def judge(self, record: Record, *, at: dt.date) -> Judgement:
        """How many there are that count on the day `at`. One that does not recommend takes nothing away."""
        written = [one for one in record.evaluations if one.on <= at and self._is_asked_for(one)]
        have, need = sum(map(self._is_good, written)), self["number"]
        return Judgement(
            of=self,
            outline=record.outline,
            is_met=have >= need,
            counts=In.TIMES,
            have=min(have, need),
            need=need,
            more=(("rating", self["rating"] or 0),),
        )

    def _is_asked_for(self, one: Evaluation) -> bool:
        return one.kind == self["sort"] and (not self["by"] or one.by == self["by"])

    def _is_good(self, one: Evaluation) -> bool:
        if self["sort"] == RECOMMENDATION and not one.recommends:
            return False
        return not self["rating"] or (one.rating is not None and one.rating >= self["rating"])

    def _who(self) -> str:
        return str(dict(BY).get(self["by"], ""))

    def asks(self, outline: Outline) -> str:
        """ "5 reports by a practicum supervisor. Each value rated 2 of 4 or better." """
        said = self._asks_recommendations() if self["sort"] == RECOMMENDATION else self._asks_reports()
        if not self["rating"]:
            return said
        if self["sort"] == RECOMMENDATION:
            rated = _("Rated %(rating)d of 4 or better.")
        else:
            rated = _("Each value rated %(rating)d of 4 or better.")
        return f"{said} {rated % {'rating': self['rating']}}"

    def _asks_recommendations(self) -> str:
        count, who = self["number"], self._who()
        if count == 1:
            return _("Recommended by %(who)s.") % {"who": who} if who else _("Recommended.")
        if who:
            pattern = ngettext(
                "%(count)d recommendation by %(who)s.", "%(count)d recommendations by %(who)s.", count
            )
        else:
            pattern = ngettext("%(count)d recommendation.", "%(count)d recommendations.", count)
        return pattern % {"count": count, "who": who}

    def _asks_reports(self) -> str:
        count, who = self["number"], self._who()
        if who:
            pattern = ngettext("%(count)d report by %(who)s.", "%(count)d reports by %(who)s.", count)
        else:
            pattern = ngettext("%(count)d report.", "%(count)d reports.", count)
        return pattern % {"count": count, "who": who}

    def text(self, judged: Judgement) -> str:
        """ "3 of 5 reports." """
        words = {"have": judged.have, "need": judged.need, "rating": judged.number("rating")}
        if self["sort"] == RECOMMENDATION:
            if judged.need == 1:
                return _("The recommendation is there.") if judged.have else _("No recommendation yet.")
            pattern = ngettext(
                "%(have)d of %(need)d recommendation.",
                "%(have)d of %(need)d recommendations.",
                judged.need,
            )
        elif words["rating"]:
            pattern = ngettext(
                "%(have)d of %(need)d report, rated %(rating)d or better.",
                "%(have)d of %(need)d reports, rated %(rating)d or better.",
                judged.need,
            )
        else:
            pattern = ngettext("%(have)d of %(need)d report.", "%(have)d of %(need)d reports.", judged.need)
        return pattern % words

    def next_step(self, judged: Judgement) -> str:
        """Who writes it."""
        who, left = self._who(), judged.need - judged.have
        if self["sort"] == RECOMMENDATION:
            pattern = ngettext(
                "%(left)d recommendation by %(who)s is still to come.",
                "%(left)d recommendations by %(who)s are still to come.",
                left,
            )
            return pattern % {"left": left, "who": who or _("somebody who knows your work")}
        if who:
            pattern = ngettext(
                "%(left)d report by %(who)s is still to come.",
                "%(left)d reports by %(who)s are still to come.",
                left,
            )
        else:
            pattern = ngettext(
                "%(left)d report is still to come.", "%(left)d reports are still to come.", left
            )
        return pattern % {"left": left, "who": who}


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

"""Another award that is held."""

import datetime as dt

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import blocks

from courses.requirements.base import Requirement, RequirementBlock, named_field
from courses.requirements.judgement import In, Judgement
from courses.requirements.record import Held, Outline, Record


class AwardHeld(Requirement):
    """The award `award` of the same edition is held, neither revoked nor, with `is_valid`, expired."""

    def judge(self, record: Record, *, at: dt.date) -> Judgement:
        """One is enough. It is valid on its last day, and it can be earned, or renewed."""
        held = [one for one in record.held if one.award == self["award"] and one.on <= at]
        counted = [one for one in held if one.is_valid and self._is_current(one, at)]
        return Judgement(
            of=self,
            outline=record.outline,
            is_met=bool(counted),
            counts=In.TIMES,
            have=min(len(counted), 1),
            need=1,
            more=(("held", len(held)), ("expired", sum(one.is_valid for one in held) - len(counted))),
        )

    def _is_current(self, one: Held, at: dt.date) -> bool:
        return not self["is_valid"] or one.expires_on is None or at <= one.expires_on

    def _title(self, outline: Outline) -> str:
        return str(outline.awards.get(self["award"], self["award"]))

    def asks(self, outline: Outline) -> str:
        """Its name."""
        words = {"award": self._title(outline)}
        if self["is_valid"]:
            return _("%(name)s, still valid.") % {"name": words["award"]}
        return _("The award %(award)s.") % words

    def text(self, judged: Judgement) -> str:
        """Held, not valid any more, revoked, or not earned."""
        words = {"award": self._title(judged.outline)}
        if judged.is_met:
            return _("%(award)s: held.") % words
        if judged.number("expired"):
            return _("%(award)s: not valid any more.") % words
        if judged.number("held"):
            return _("%(award)s: it was revoked.") % words
        return _("%(award)s: not earned yet.") % words

    def next_step(self, judged: Judgement) -> str:
        """Earn it first, renew what has expired, or ask about what was revoked: nothing renews that."""
        words = {"award": self._title(judged.outline)}
        if judged.number("expired"):
            return _("Ask your coordinator how to renew this: %(award)s.") % words
        if judged.number("held"):
            return _("Ask your coordinator what is possible now.")
        return _("First earn this: %(award)s.") % words


class AwardBlock(RequirementBlock):
    """Another award that is held."""

    award = named_field("award", gettext_lazy("Award"))
    is_valid = blocks.BooleanBlock(
        label=gettext_lazy("It is still valid"),
        required=False,
        default=True,
        help_text=gettext_lazy("Without it, one that has expired counts too."),
    )

    class Meta:
        value_class = AwardHeld
        label = gettext_lazy("Another award")
        icon = "success"

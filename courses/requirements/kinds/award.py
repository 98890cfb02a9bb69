"""Another award that is held."""

import datetime as dt
from collections.abc import Iterable

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import blocks

from courses.requirements.base import Reference, Requirement, RequirementBlock, code_field
from courses.requirements.judgement import In, Judgement
from courses.requirements.record import Outline, Record


class AwardHeld(Requirement):
    """The award `award` of the same edition is held; with `is_valid` it is neither revoked nor expired."""

    def judge(self, record: Record, *, at: dt.date) -> Judgement:
        """One is enough."""
        held = [one for one in record.held if one.award == self["award"] and one.on <= at]
        valid = [one for one in held if one.is_valid and (one.expires_on is None or at <= one.expires_on)]
        counted = valid if self["is_valid"] else held
        return Judgement(
            of=self,
            outline=record.outline,
            is_met=bool(counted),
            counts=In.TIMES,
            have=min(len(counted), 1),
            need=1,
            more=(("held", len(held)),),
        )

    def _title(self, outline: Outline) -> str:
        return str(outline.awards.get(self["award"], self["award"]))

    def asks(self, outline: Outline) -> str:
        """Its name."""
        return _("The award %(award)s.") % {"award": self._title(outline)}

    def text(self, judged: Judgement) -> str:
        """Held, not valid any more, or not."""
        words = {"award": self._title(judged.outline)}
        if judged.is_met:
            return _("%(award)s: held.") % words
        if judged.number("held"):
            return _("%(award)s: not valid any more.") % words
        return _("%(award)s: not earned yet.") % words

    def next_step(self, judged: Judgement) -> str:
        """Earn it first."""
        return _("First earn %(award)s.") % {"award": self._title(judged.outline)}

    def refers(self) -> Iterable[Reference]:
        """The other award."""
        return [("award", "award", self["award"])]


class AwardBlock(RequirementBlock):
    """Another award that is held."""

    award = code_field(gettext_lazy("Award"))
    is_valid = blocks.BooleanBlock(label=gettext_lazy("It is still valid"), required=False, default=True)

    class Meta:
        value_class = AwardHeld
        label = gettext_lazy("Another award")
        icon = "success"

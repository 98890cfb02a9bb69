"""An agreement signed: in a version, not too long ago."""

import datetime as dt
from collections.abc import Iterable

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from courses.requirements.base import (
    Reference,
    Requirement,
    RequirementBlock,
    code_field,
    month_later,
    number_field,
)
from courses.requirements.judgement import In, Judgement
from courses.requirements.record import Outline, Record


class AgreementSigned(Requirement):
    """`agreement` signed in version `version` or later (the newest one without it), at most `not_older_months` ago,
    and not before `from_event`.
    """

    def judge(self, record: Record, *, at: dt.date) -> Judgement:
        """One signature that counts is enough."""
        least = self._version(record.outline)
        signed = [one for one in record.signed if one.agreement == self["agreement"] and one.on <= at]
        counted = [one for one in signed if one.version >= least and self._is_recent(one.on, record, at)]
        return Judgement(
            of=self,
            outline=record.outline,
            is_met=bool(counted),
            counts=In.TIMES,
            have=min(len(counted), 1),
            need=1,
            more=(("signed", len(signed)),),
        )

    def _version(self, outline: Outline) -> int:
        if self["version"]:
            return int(self["version"])
        known = outline.agreements.get(self["agreement"])
        return known[1] if known else 1

    def _is_recent(self, on: dt.date, record: Record, at: dt.date) -> bool:
        if self["not_older_months"] and month_later(on, self["not_older_months"]) < at:
            return False
        if self["from_event"]:
            begun = record.event(self["from_event"])
            return begun is not None and on >= begun
        return True

    def _title(self, outline: Outline) -> str:
        known = outline.agreements.get(self["agreement"])
        return str(known[0] if known else self["agreement"])

    def asks(self, outline: Outline) -> str:
        """Its title, signed."""
        return _("Signed: %(title)s.") % {"title": self._title(outline)}

    def text(self, judged: Judgement) -> str:
        """Signed, signed too long ago, or not."""
        words = {"title": self._title(judged.outline)}
        if judged.is_met:
            return _("%(title)s: signed.") % words
        if judged.number("signed"):
            return _("%(title)s: to be signed again.") % words
        return _("%(title)s: not signed yet.") % words

    def next_step(self, judged: Judgement) -> str:
        """Read and sign it."""
        return _("Read and sign: %(title)s.") % {"title": self._title(judged.outline)}

    def refers(self) -> Iterable[Reference]:
        """Its agreement."""
        return [("agreement", "agreement", self["agreement"])]


class AgreementBlock(RequirementBlock):
    """An agreement signed."""

    agreement = code_field(gettext_lazy("Agreement"))
    version = number_field(
        gettext_lazy("Version at least"), required=False, help_text=gettext_lazy("Empty: the newest one.")
    )
    not_older_months = number_field(gettext_lazy("Signed at most so many months ago"), required=False)
    from_event = code_field(gettext_lazy("Signed after"), required=False)

    class Meta:
        value_class = AgreementSigned
        label = gettext_lazy("Signed agreement")
        icon = "edit"

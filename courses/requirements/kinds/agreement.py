"""An agreement signed: in a version, not too long ago."""

import datetime as dt
from collections.abc import Iterable

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from courses.requirements.base import (
    Requirement,
    RequirementBlock,
    month_later,
    months_field,
    named_field,
    number_field,
)
from courses.requirements.judgement import In, Judgement
from courses.requirements.record import Outline, Record
from courses.requirements.words import event_words, not_counted_yet


class AgreementSigned(Requirement):
    """`agreement` signed in version `version` or later (the newest one without it), at most `not_older_months` ago,
    and not before `from_event`.
    """

    def judge(self, record: Record, *, at: dt.date) -> Judgement:
        """One signature that counts is enough. It can always be signed again."""
        begun = record.happened(self["from_event"], at=at) if self["from_event"] else None
        waits = bool(self["from_event"]) and begun is None
        least = self._version(record.outline)
        signed = [one for one in record.signed if one.agreement == self["agreement"] and one.on <= at]
        counted = [
            one for one in signed if not waits and one.version >= least and self._is_recent(one.on, begun, at)
        ]
        return Judgement(
            of=self,
            outline=record.outline,
            is_met=bool(counted),
            counts=In.TIMES,
            have=min(len(counted), 1),
            need=1,
            more=(("signed", len(signed)), ("waits", waits)),
        )

    def _version(self, outline: Outline) -> int:
        if self["version"]:
            return int(self["version"])
        known = outline.agreements.get(self["agreement"])
        return known[1] if known else 1

    def _is_recent(self, on: dt.date, begun: dt.date | None, at: dt.date) -> bool:
        if self["not_older_months"] and month_later(on, self["not_older_months"]) < at:
            return False
        return begun is None or on >= begun

    def too_much(self, outline: Outline) -> Iterable[tuple[str, str]]:
        """A version that is not written yet."""
        known = outline.agreements.get(self["agreement"])
        if known and self["version"] and self["version"] > known[1]:
            words = {"wanted": self["version"], "newest": known[1]}
            said = _("version %(wanted)d is asked for, and the newest is %(newest)d.")
            return [("version", said % words)]
        return ()

    def asks(self, outline: Outline) -> str:
        """Its title, signed, in which version, and when."""
        said = [_("Signed: %(title)s.") % {"title": outline.agreement_title(self["agreement"])}]
        if self["version"]:
            said.append(_("Version %(version)d or a later one.") % {"version": self["version"]})
        if months := self["not_older_months"]:
            pattern = ngettext("At most %(months)d month ago.", "At most %(months)d months ago.", months)
            said.append(pattern % {"months": months})
        if self["from_event"]:
            said.append(_("Not before: %(event)s.") % {"event": event_words(self["from_event"], outline)})
        return " ".join(said)

    def text(self, judged: Judgement) -> str:
        """Signed, to be signed again, or not signed."""
        words = {"title": judged.outline.agreement_title(self["agreement"])}
        if judged.is_met:
            return _("%(title)s: signed.") % words
        if judged.number("signed"):
            return _("%(title)s: to be signed again.") % words
        return _("%(title)s: not signed yet.") % words

    def next_step(self, judged: Judgement) -> str:
        """Read and sign it, or when."""
        if judged.number("waits"):
            return not_counted_yet(self["from_event"], judged.outline)
        return _("Read and sign: %(title)s.") % {"title": judged.outline.agreement_title(self["agreement"])}


class AgreementBlock(RequirementBlock):
    """An agreement signed."""

    agreement = named_field("agreement", gettext_lazy("Agreement"))
    version = number_field(
        gettext_lazy("Version at least"), required=False, help_text=gettext_lazy("Empty: the newest one.")
    )
    not_older_months = months_field(gettext_lazy("Signed at most so many months ago"), required=False)
    from_event = named_field(
        "event",
        gettext_lazy("Not signed before"),
        required=False,
        is_help_for_typing=True,
        help_text=gettext_lazy("An event."),
    )

    class Meta:
        value_class = AgreementSigned
        label = gettext_lazy("Signed agreement")
        icon = "edit"

"""Something that somebody else certified: of a kind, valid on a day, with proof."""

import datetime as dt

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import blocks

from courses.requirements.base import Requirement, RequirementBlock, code_field
from courses.requirements.judgement import In, Judgement
from courses.requirements.record import Credential, Named, Outline, Record


class CredentialNeeded(Requirement):
    """A certificate of the sort `sort` (called `name_en`, `name_fr`), valid on the day of judging, or on that of
    `valid_at_event`; with `needs_proof` its proof was accepted.
    """

    def judge(self, record: Record, *, at: dt.date) -> Judgement:
        """One is enough."""
        day = record.event(self["valid_at_event"]) if self["valid_at_event"] else at
        found = [one for one in record.credentials if one.kind == self["sort"]]
        valid = [one for one in found if day is not None and _is_valid(one, day)]
        proven = [one for one in valid if one.is_proven or not self["needs_proof"]]
        return Judgement(
            of=self,
            outline=record.outline,
            is_met=bool(proven),
            counts=In.TIMES,
            have=min(len(proven), 1),
            need=1,
            more=(("found", len(found)), ("valid", len(valid))),
        )

    @property
    def name(self) -> str:
        """What it is called, in the reader's language."""
        return str(Named(self["name_en"], self["name_fr"] or ""))

    def asks(self, outline: Outline) -> str:
        """Its name."""
        return _("%(name)s, valid.") % {"name": self.name}

    def text(self, judged: Judgement) -> str:
        """There, out of date, or missing."""
        words = {"name": self.name}
        if judged.is_met:
            return _("%(name)s: there.") % words
        if judged.number("valid"):
            return _("%(name)s: the proof is not accepted yet.") % words
        if judged.number("found"):
            return _("%(name)s: not valid on the day that counts.") % words
        return _("%(name)s: not there yet.") % words

    def next_step(self, judged: Judgement) -> str:
        """Bring it, or wait."""
        if judged.number("valid"):
            return _("Your coordinator looks at the proof.")
        return _("Send a copy of it: %(name)s.") % {"name": self.name}


def _is_valid(one: Credential, day: dt.date) -> bool:
    return one.issued_on <= day and (one.expires_on is None or day <= one.expires_on)


class CredentialBlock(RequirementBlock):
    """Something that somebody else certified."""

    sort = code_field(gettext_lazy("Short name"), help_text=gettext_lazy("For example first-aid."))
    name_en = blocks.CharBlock(label=gettext_lazy("Name in English"), max_length=120)
    name_fr = blocks.CharBlock(label=gettext_lazy("Name in French"), max_length=120)
    valid_at_event = code_field(
        gettext_lazy("Valid on the day of"),
        required=False,
        help_text=gettext_lazy("An event; empty: on the day of judging."),
    )
    needs_proof = blocks.BooleanBlock(label=gettext_lazy("Needs proof"), required=False, default=True)

    class Meta:
        value_class = CredentialNeeded
        label = gettext_lazy("External certificate")
        icon = "doc-full"

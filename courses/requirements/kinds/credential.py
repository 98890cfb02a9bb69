"""Something that somebody else certified: of a kind, valid on a day, with proof."""

import datetime as dt

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import blocks

from courses import local
from courses.requirements.base import Requirement, RequirementBlock, code_field, named_field
from courses.requirements.judgement import In, Judgement
from courses.requirements.record import Credential, Named, Outline, Record
from courses.requirements.words import event_words


class CredentialNeeded(Requirement):
    """A certificate of the sort `sort` (called `name_en`, `name_fr`), valid on the day of judging, or on that of
    `valid_at_event`; with `needs_proof` its proof was accepted.
    """

    def judge(self, record: Record, *, at: dt.date) -> Judgement:
        """One is enough. It can always be met: one that was valid on the day may still be sent."""
        day = record.event(self["valid_at_event"], at=at) if self["valid_at_event"] else at
        found = [one for one in record.credentials if one.kind == self["sort"] and one.issued_on <= at]
        valid = [one for one in found if day is not None and _is_valid(one, day)]
        proven = [one for one in valid if one.is_proven or not self["needs_proof"]]
        return Judgement(
            of=self,
            outline=record.outline,
            is_met=bool(proven),
            counts=In.TIMES,
            have=min(len(proven), 1),
            need=1,
            more=(("found", len(found)), ("valid", len(valid)), ("day", day)),
        )

    @property
    def name(self) -> str:
        """What it is called, in the reader's language."""
        return str(Named(self["name_en"], self["name_fr"] or ""))

    def asks(self, outline: Outline) -> str:
        """Its name, when it is valid, and whether it needs proof."""
        words = {"name": self.name}
        if self["valid_at_event"]:
            words["event"] = event_words(self["valid_at_event"], outline)
            said = _("%(name)s, valid on this day: %(event)s.") % words
        else:
            said = _("%(name)s, still valid.") % words
        return f"{said} {_('With proof.')}" if self["needs_proof"] else said

    def text(self, judged: Judgement) -> str:
        """There, out of date, or missing."""
        words = {"name": self.name}
        if judged.is_met:
            return _("%(name)s: valid.") % words
        if judged.number("valid"):
            return _("%(name)s: the proof is not accepted yet.") % words
        if judged.number("found") and judged.number("day"):
            return _("%(name)s: not valid on the day that counts.") % words
        if judged.number("found"):
            return _("%(name)s: the day that counts is still to come.") % words
        return _("%(name)s: not there yet.") % words

    def next_step(self, judged: Judgement) -> str:
        """Send it, keep it valid, or wait."""
        words, day = {"name": self.name}, judged.number("day")
        if judged.number("valid"):
            return _("Your coordinator looks at the proof.")
        if day is None and judged.number("found"):
            event = event_words(self["valid_at_event"], judged.outline)
            return _("Keep it valid until then: %(event)s.") % {"event": event}
        if day is not None and self["valid_at_event"]:
            words["day"] = local.short_day(day)
            return _("Send a copy of one that is valid on %(day)s: %(name)s.") % words
        return _("Send a copy of it: %(name)s.") % words


def _is_valid(one: Credential, day: dt.date) -> bool:
    return one.issued_on <= day and (one.expires_on is None or day <= one.expires_on)


class CredentialBlock(RequirementBlock):
    """Something that somebody else certified."""

    sort = code_field(gettext_lazy("Short name"), help_text=gettext_lazy("For example first-aid."))
    name_en = blocks.CharBlock(label=gettext_lazy("Name in English"), max_length=120)
    name_fr = blocks.CharBlock(label=gettext_lazy("Name in French"), max_length=120)
    valid_at_event = named_field(
        "event",
        gettext_lazy("Valid on the day of"),
        required=False,
        help_text=gettext_lazy("An event; empty: on the day of judging."),
    )
    needs_proof = blocks.BooleanBlock(label=gettext_lazy("Needs proof"), required=False, default=True)

    class Meta:
        value_class = CredentialNeeded
        label = gettext_lazy("External certificate")
        icon = "doc-full"

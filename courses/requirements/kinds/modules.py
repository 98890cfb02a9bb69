"""Modules completed: all that are not optional, those listed, or so many of them."""

import datetime as dt
from collections.abc import Iterable

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from courses.requirements.base import (
    Requirement,
    RequirementBlock,
    more_than_there_is,
    named_field,
    nothing_known,
    number_field,
)
from courses.requirements.codes import CodesBlock
from courses.requirements.judgement import In, Judgement
from courses.requirements.record import Outline, Record
from courses.requirements.words import few, listed


class Modules(Requirement):
    """`codes`: those that count, all that are not optional without them. `at_least`: so many of them, else all."""

    is_of_training = True

    def counted(self, outline: Outline) -> list[str]:
        """The modules (codes) that count, each once."""
        return list(dict.fromkeys(self["codes"])) or list(outline.needed)

    def judge(self, record: Record, *, at: dt.date) -> Judgement:
        """Completed on the day `at` or before. One that the edition does not have can never be completed."""
        counted = self.counted(record.outline)
        done = {code for code in counted if code in record.completed and record.completed[code] <= at}
        possible = [code for code in counted if code in done or code in record.outline.modules]
        need = self["at_least"] or max(len(counted), 1)
        return Judgement(
            of=self,
            outline=record.outline,
            is_met=len(done) >= need,
            counts=In.MODULES,
            have=min(len(done), need),
            need=need,
            can_be_met=len(possible) >= need,
            about=tuple(code for code in possible if code not in done),
        )

    def too_much(self, outline: Outline) -> Iterable[tuple[str, str]]:
        """More modules than count."""
        wanted, there = self["at_least"] or 0, len(self.counted(outline))
        return [("at_least", more_than_there_is(wanted, there))] if wanted > there else ()

    def asks(self, outline: Outline) -> str:
        """All modules, or which ones, or how many of them."""
        number, words = self["at_least"], {"modules": listed(outline.titles(self.counted(outline)))}
        if number and self["codes"]:
            pattern = ngettext(
                "At least %(number)d of these modules: %(modules)s.",
                "At least %(number)d of these modules: %(modules)s.",
                number,
            )
            return pattern % {"number": number, **words}
        if number:
            pattern = ngettext(
                "At least %(number)d module that is not optional.",
                "At least %(number)d modules that are not optional.",
                number,
            )
            return pattern % {"number": number}
        if outline.classes and outline.classes == set(self["codes"]):
            return _("All class modules that are not optional.")
        if self["codes"]:
            pattern = ngettext(
                "This module: %(modules)s.", "These modules: %(modules)s.", len(set(self["codes"]))
            )
            return pattern % words
        return _("All modules that are not optional.")

    def text(self, judged: Judgement) -> str:
        """ "7 of 12 modules done." """
        pattern = ngettext(
            "%(have)d of %(need)d module done.", "%(have)d of %(need)d modules done.", judged.need
        )
        return pattern % {"have": judged.have, "need": judged.need}

    def next_step(self, judged: Judgement) -> str:
        """Those still to do, the next ones in the edition's order."""
        if not judged.can_be_met:
            return nothing_known()
        words = {"modules": few(judged.outline.titles(judged.about))}
        left = judged.need - judged.have
        if left == len(judged.about):
            return _("Still to do: %(modules)s.") % words
        pattern = ngettext(
            "Still to do: %(left)d of these: %(modules)s.",
            "Still to do: %(left)d of these: %(modules)s.",
            left,
        )
        return pattern % {"left": left, **words}


class ModulesBlock(RequirementBlock):
    """Modules completed."""

    codes = CodesBlock(
        named_field("module", gettext_lazy("Code")),
        label=gettext_lazy("Modules"),
        required=False,
        default=[],
        help_text=gettext_lazy("Without any: all modules that are not optional."),
    )
    at_least = number_field(
        gettext_lazy("How many of them"), required=False, help_text=gettext_lazy("Empty: all of them.")
    )

    class Meta:
        value_class = Modules
        label = gettext_lazy("Modules completed")
        icon = "list-ul"

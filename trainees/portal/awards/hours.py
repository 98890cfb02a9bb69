"""Hours that an award counts, beside those that "My training" shows: where the two differ, both are said.

"My training" counts required modules: in class the time of those that are done, in the practicum every confirmed hour
up to what a module wants. An award counts the kinds, days and sources that its rules name.
"""

from collections.abc import Iterator
from typing import NamedTuple

from django.utils.translation import gettext as _

from courses import local
from courses.enums import HoursCategory
from courses.models import Award
from courses.queries.outlines import CLASS
from courses.requirements.judgement import Judgement
from courses.requirements.words import either
from trainees.queries.progress import Progress


class Counted(NamedTuple):
    """Minutes that "My training" shows as done."""

    in_class: int
    practicum: int


def counted_in(found: Progress) -> Counted:
    """What is shown of somebody's progress."""
    return Counted(found.in_class.done, found.practicum.done)


def beside(judged: Judgement, counted: Counted) -> str:
    """For the page of awards: what "My training" shows, where that is another number. Empty where it is not."""
    shown = _shown_elsewhere(judged, counted)
    if shown is None:
        return ""
    words = {"length": local.short_length(shown)}
    if judged.have > shown:
        return _("My training shows %(length)s: there a module counts up to its own hours.") % words
    kinds = set(judged.of["kinds"])
    if kinds and CLASS not in kinds and not kinds.issuperset(HoursCategory.values):
        words["kinds"] = either(
            [str(judged.outline.categories.get(kind, kind)) for kind in judged.of["kinds"]]
        )
        return _("Counted here: %(kinds)s only. All your practicum hours: %(length)s.") % words
    return _("My training shows %(length)s: there every confirmed hour counts.") % words


def in_awards(award: Award, verdict: Judgement, counted: Counted) -> Iterator[str]:
    """For "My training": the hours that `award` counts, wherever that is another number than is shown there."""
    for judged in verdict.walk():
        if _shown_elsewhere(judged, counted) is not None:
            yield _("“%(award)s” counts %(have)s of %(need)s. What counts for it: %(asks)s") % {
                "award": award.name,
                "have": local.short_length(judged.have),
                "need": local.short_length(judged.need),
                "asks": judged.asks,
            }


def _shown_elsewhere(judged: Judgement, counted: Counted) -> int | None:
    """The minutes that "My training" shows of what a requirement counts; None where both say the same, or it counts
    none of that. A requirement counts no further than to what it needs.
    """
    if judged.kind != "hours":
        return None
    kinds = list(judged.of["kinds"])
    shown = counted.in_class if not kinds or CLASS in kinds else 0
    if not kinds or set(kinds).intersection(HoursCategory.values):
        shown += counted.practicum
    return None if judged.have == min(shown, judged.need) else shown

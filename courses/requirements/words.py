"""Words that several kinds of requirements need. Events and lists stand after a colon or alone in a sentence: in French
no article or preposition then has to agree with them.
"""

from collections.abc import Callable, Mapping, Sequence

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from .record import Outline

FEW = 3
"""So many things are named in a list before the others are counted."""

EVENTS: Mapping[str, Promise] = {
    "enrolment": gettext_lazy("the enrolment"),
    "start": gettext_lazy("the first day of the course"),
    "end": gettext_lazy("the last day of the course"),
    "finish": gettext_lazy("the last module"),
    "hours": gettext_lazy("the first logged hours"),
    "issued": gettext_lazy("the day of the certificate"),
    "term": gettext_lazy("the first day of the certificate’s term"),
    "expires": gettext_lazy("the last day of the certificate’s term"),
}

OF_A_TERM = ("issued", "term", "expires")
"""Events that only a renewal can count from."""
OF_TRAINING = ("enrolment", "start", "end", "finish", "module", "exam")
"""Events that none can count from (those with a code by what stands before the colon): a term has no such facts."""


def listed(words: Sequence[str]) -> str:
    """ "M04, M05 and M06"."""
    return _joined(words, _("%(first)s and %(last)s"))


def either(words: Sequence[str]) -> str:
    """ "M04, M05 or M06"."""
    return _joined(words, _("%(first)s or %(last)s"))


def _joined(words: Sequence[str], pattern: str) -> str:
    if len(words) < 2:
        return "".join(words)
    return pattern % {"first": ", ".join(words[:-1]), "last": words[-1]}


def few(words: Sequence[str]) -> str:
    """ "M04, M05 and M06", "M04, M05, M06 and 4 more": a list that a sentence can hold."""
    rest = len(words) - FEW
    if rest < 2:
        return listed(words)
    return listed(
        [*words[:FEW], ngettext("%(number)d more", "%(number)d more", rest) % {"number": rest}],
    )


def event_words(code: str, outline: Outline) -> str:
    """An event that rules count from, in words: "the last module", "Final exam, passed". See `Record.event`."""
    sort, _colon, name = code.partition(":")
    if not name:
        return str(EVENTS.get(sort, sort))
    known: dict[str, Callable[[], str]] = {
        "module": lambda: outline.titles([name])[0],
        "award": lambda: str(outline.awards.get(name, name)),
        "agreement": lambda: _("%(title)s, signed") % {"title": outline.agreement_title(name)},
        "exam": lambda: _("%(exam)s, passed") % {"exam": outline.exam_title(name)},
    }
    return known[sort]() if sort in known else name


def counted_from(code: str, outline: Outline) -> str:
    """ "Counted from: the last module." """
    return _("Counted from: %(event)s.") % {"event": event_words(code, outline)}


def not_counted_yet(code: str, outline: Outline) -> str:
    """The next step where the event has not happened that a rule counts from."""
    return _("It counts from a later day on: %(event)s.") % {"event": event_words(code, outline)}


def within_months(months: int) -> str:
    """ "Within 12 months from then on." """
    return ngettext(
        "Within %(months)d month from then on.", "Within %(months)d months from then on.", months
    ) % {"months": months}

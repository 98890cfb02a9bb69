"""What a judgement says to the trainee: where they stand with one thing, and what to do next. Numbers are its own."""

from collections.abc import Callable, Mapping
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from courses import local
from courses.enums import EvidenceKind
from trainees.enums import Standing, SubmissionState

from .evidence import Judged


def where(judged: Judged) -> str:
    """Where somebody stands with an item that is no group, in a few words without a full stop."""
    if judged.item is None or judged.item.combines:
        return _("%(have)d of %(need)d done") % {"have": judged.have, "need": judged.need}
    return WHERE.get(EvidenceKind(judged.item.kind), _by_standing)(judged)


def next_step(judged: Judged, tz: ZoneInfo) -> str:
    """What to do next, as a sentence; empty when it is done. Times are said on the programme's clock."""
    if judged.is_met or judged.item is None or judged.item.combines:
        return ""
    if judged.opens_at:
        return _("You can do it from %(moment)s on.") % {"moment": local.moment(judged.opens_at, tz)}
    if judged.standing == Standing.CLOSED:
        return _("Talk to your facilitator: together you find a way.")
    words = STEPS[EvidenceKind(judged.item.kind)]
    return words(judged)


def attempts_left(judged: Judged) -> str:
    """ "2 attempts left"; empty without a limit, and where none is left: what to do then is said instead."""
    if not judged.left:
        return ""
    return ngettext("%(left)d attempt left", "%(left)d attempts left", judged.left) % {"left": judged.left}


def _by_standing(judged: Judged) -> str:
    return str(judged.standing.label)


def _minutes(judged: Judged) -> str:
    if not judged.need:
        return _by_standing(judged)
    if judged.is_ahead:
        return _("The sessions are still to come")
    if judged.is_met:  # more than is needed, mostly: "4 hours of 3 hours 12 minutes" would be read twice
        return _("%(have)s attended") % {"have": local.length(judged.have)}
    return _("%(have)s of %(need)s attended") % {
        "have": local.length(judged.have),
        "need": local.length(judged.need),
    }


def _marks(judged: Judged) -> str:
    if judged.is_met:
        return _("Passed with %(have)d %%") % {"have": judged.have}
    if judged.have:
        return _("%(have)d %% so far, %(need)d %% needed") % {"have": judged.have, "need": judged.need}
    return _("%(need)d %% needed") % {"need": judged.need}


def _handed_in(judged: Judged) -> str:
    if judged.is_met or not judged.last:
        return _by_standing(judged)
    return str(SubmissionState(judged.last).label)


def _practised(judged: Judged) -> str:
    words = _("%(have)s of %(need)s confirmed") % {
        "have": local.length(judged.have),
        "need": local.length(judged.need),
    }
    if not judged.reports[1]:
        return words
    return _("%(hours)s, %(have)d of %(need)d reports by trainee and supervisor together") % {
        "hours": words,
        "have": judged.reports[0],
        "need": judged.reports[1],
    }


WHERE: Mapping[EvidenceKind, Callable[[Judged], str]] = {
    EvidenceKind.ATTENDANCE: _minutes,
    EvidenceKind.QUIZ: _marks,
    EvidenceKind.EXAM: _marks,
    EvidenceKind.ASSIGNMENT: _handed_in,
    EvidenceKind.PRACTICUM: _practised,
}


def _attend(judged: Judged) -> str:
    if judged.standing == Standing.TO_DO:
        return _("Ask your facilitator how to make up for what you missed.")
    return "" if judged.is_ahead else _("Come to the sessions.")


def _hand_in(judged: Judged) -> str:
    if judged.standing == Standing.WAITING:
        return _("Your facilitator reads it and writes back.")
    if judged.last == SubmissionState.REVISE:
        return _("Read the feedback, change your text and hand it in again.")
    return _("Take your time, then hand it in.")


def _practise(judged: Judged) -> str:
    if not judged.have:
        return _("Your facilitator watches you practise.")
    if judged.level == 0:
        return _("Your facilitator watches once more.")
    if judged.level == 1:
        return _("With help so far; your facilitator watches once more.")
    return _("Well so far; your facilitator watches once more.")


STEPS: Mapping[EvidenceKind, Callable[[Judged], str]] = {
    EvidenceKind.ATTENDANCE: _attend,
    EvidenceKind.AGREEMENT: lambda judged: _("Read it and sign it."),
    EvidenceKind.QUIZ: lambda judged: _("Take the quiz. There is no clock."),
    EvidenceKind.ASSIGNMENT: _hand_in,
    EvidenceKind.PRACTICE: _practise,
    EvidenceKind.SIGN_OFF: lambda judged: _("Your facilitator confirms it."),
    EvidenceKind.PRACTICUM: lambda judged: _("Log your hours. Your supervisor confirms them."),
    EvidenceKind.EXAM: lambda judged: _("Take the exam. Your facilitator tells you where."),
}

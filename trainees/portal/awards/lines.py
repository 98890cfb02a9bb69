"""What a judgement says to the person it is about: a sign, a sentence, the next step. No database here."""

import re
from collections.abc import Callable, Container, Mapping, Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from courses.models import Award, Cohort
from courses.queries.outlines import CLASS
from courses.requirements.base import Requirement
from courses.requirements.judgement import Judgement
from courses.requirements.record import Outline, Record
from courses.requirements.stream import requirements_of
from trainees.enums import STILL_VALID, CertificateState, ProofState
from trainees.queries.judging import Judged

from .hours import Counted, beside

SENTENCE_END = re.compile(r"(?<=[^\s.]{4})\. ")
"""Not after a short word: a first aid certificate may be one of St. John."""
WHAT_STAYS = gettext_lazy("What you have done stays. Your coordinator can tell you what is possible.")


@dataclass(frozen=True, kw_only=True)
class Line:
    """One requirement: what it asks for (`more`: what is to be said beyond the title); where somebody stands (`kind`
    and `word`: components/tag.html; `where`; `beside`: another number that they read elsewhere), and the next `step`
    with the way there. Without `word` it only says what is asked. `parts` are those of a group.
    """

    title: str
    more: str = ""
    kind: str = ""
    word: str = ""
    where: str = ""
    beside: str = ""
    step: str = ""
    url: str = ""
    action: str = ""
    parts: Sequence["Line"] = ()


@dataclass(frozen=True, kw_only=True)
class Chapter:
    """One award, with its lines. `where`: how many of them are done; `step`: what comes next for all of it."""

    award: Award
    kind: str
    word: str
    where: str
    step: str
    lines: Sequence[Line]
    is_held: bool = False


def chapters(
    found: Judged,
    awards: Sequence[Award],
    *,
    counted: Counted,
    held: Mapping[int, CertificateState],
    revoked: Container[int] = (),
) -> list[Chapter]:
    """Each award in rank order. `counted`: the hours that "My training" shows; `held`: what is said of the certificate
    of those (ids) of which one stands; `revoked`: those of which one was revoked.
    """
    cohort, to_come = found.enrolment.cohort, bool(found.record.to_come)
    return [
        _chapter(
            award,
            found.verdicts[award.pk],
            cohort,
            counted=counted,
            held=held.get(award.pk),
            was_revoked=award.pk in revoked,
            to_come=to_come,
        )
        for award in awards
    ]


def asked(awards: Sequence[Award], outline: Outline) -> list[Chapter]:
    """Each award in rank order, by what it asks for alone."""
    return [
        Chapter(
            award=award,
            kind="",
            word="",
            where="",
            step="",
            lines=[asked_line(one, outline) for one in requirements_of(award.requirements)],
        )
        for award in awards
    ]


def asked_line(requirement: Requirement, outline: Outline) -> Line:
    """What a requirement asks for, about nobody."""
    title, more = title_and_more(requirement.asks(outline))
    return Line(title=title, more=more, parts=[asked_line(part, outline) for part in requirement.parts()])


def unbroken(words: str) -> str:
    """So that no line begins with the sign of a percentage."""
    return words.replace(" %", "\N{NO-BREAK SPACE}%")


def title_and_more(asks: str) -> tuple[str, str]:
    """What a requirement asks for, as a title without a full stop and the sentences that follow it."""
    title, *more = SENTENCE_END.split(unbroken(asks), maxsplit=1)
    return title.removesuffix("."), " ".join(more)


def is_still_quiet(record: Record) -> bool:
    """Whether nothing was recorded yet."""
    return not (
        record.completed
        or record.sessions
        or record.hours
        or record.results
        or record.evaluations
        or record.credentials
        or record.signed
        or record.held
    )


def _chapter(
    award: Award,
    verdict: Judgement,
    cohort: Cohort,
    *,
    counted: Counted,
    held: CertificateState | None,
    was_revoked: bool,
    to_come: bool,
) -> Chapter:
    if held in STILL_VALID:
        kind, word, step = "done", _("You have it"), ""
    elif held is not None:
        kind, word, step = "closed", str(held.label), ""
    elif verdict.is_met:
        kind, word = "done", _("Everything is there")
        # Nobody is promised again what was revoked.
        step = (
            str(WHAT_STAYS) if was_revoked else _("Your programme looks at it next, and gives you the award.")
        )
    elif not verdict.parts:
        kind, word, step = "coming", _("Still to come"), ""
    elif not verdict.is_open:
        kind, word, step = "care", _no_more(verdict), str(WHAT_STAYS)
    else:
        kind, word, step = "open", _("On the way"), ""
    return Chapter(
        award=award,
        kind=kind,
        word=word,
        where=verdict.text if verdict.parts else "",
        step=step,
        lines=[line(part, cohort, to_come=to_come, counted=counted) for part in verdict.parts],
        is_held=held is not None,
    )


def line(
    judged: Judgement, cohort: Cohort, *, to_come: bool, counted: Counted, is_needed: bool = True
) -> Line:
    """One judgement. `to_come`: there are sessions still; `is_needed`: its group is not met without it."""
    kind, word = _sign(judged, to_come=to_come, is_needed=is_needed)
    is_open = is_needed and not judged.is_met
    parts = [line(part, cohort, to_come=to_come, counted=counted, is_needed=is_open) for part in judged.parts]
    url, action = _way(judged, cohort) if is_open and not parts else ("", "")
    title, more = title_and_more(judged.of.asks(judged.outline))
    return Line(
        title=title,
        more=more,
        kind=kind,
        word=word,
        where=unbroken(judged.text),
        step=unbroken(judged.next_step) if is_open and not parts else "",
        url=url,
        action=action,
        beside=beside(judged, counted),
        parts=parts,
    )


def _sign(judged: Judgement, *, to_come: bool, is_needed: bool) -> tuple[str, str]:
    """How components/tag.html shows it, and the word. What may be missed is only met for now while there is more to
    come; what others write is nothing to do.
    """
    if judged.is_met and judged.kind == "attendance" and to_come:
        return "open", _("Good so far")
    if judged.is_met:
        return "done", pgettext("what a module asks for", "Done")
    if not is_needed:
        return "closed", _("Not needed")
    if not judged.is_open:
        return "care", _no_more(judged)
    if judged.kind == "credential" and judged.number("valid"):
        return "info", str(ProofState.WAITING.label)
    if judged.kind == "evaluation":
        return "coming", _("Still to come")
    return "open", _("To do")


def _no_more(judged: Judgement) -> str:
    """What is said where nothing that happens from now on can meet it."""
    return _("The time is over") if judged.is_over else _("Cannot be met any more")


def _way(judged: Judgement, cohort: Cohort) -> tuple[str, str]:
    """Where something can be done about it: an address and its words, both empty where there is none."""
    if judged.kind == "hours":
        if CLASS in list(judged.of["kinds"]):
            return _checklist(cohort)
        return reverse("portal:practicum_of", args=[cohort.pk]), _("Open my practicum")
    found = WAYS.get(judged.kind)
    return found(cohort) if found else ("", "")


def _checklist(cohort: Cohort) -> tuple[str, str]:
    return reverse("portal:cohort_checklist", args=[cohort.pk]), _("Open my checklist")


def _attendance(cohort: Cohort) -> tuple[str, str]:
    return reverse("portal:cohort_attendance", args=[cohort.pk]), _("Open my attendance")


def _credentials(cohort: Cohort) -> tuple[str, str]:
    return reverse("portal:credentials", args=[cohort.pk]), _("Send it in")


WAYS: Mapping[str, Callable[[Cohort], tuple[str, str]]] = {
    "modules": _checklist,
    "result": _checklist,
    "agreement": _checklist,
    "attendance": _attendance,
    "credential": _credentials,
}

"""What a record says to the trainee: for each module what is done, what is missing, what to do next, by when.

Words and addresses, no database: everything is in the record.
"""

import datetime as dt
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from courses import local
from courses.enums import EvidenceKind
from courses.models import EvidenceItem, Exam, Module, Session
from courses.requirements.words import listed
from trainees.enums import Standing, SubmissionState
from trainees.queries.progress import NAMED
from trainees.queries.records import Record
from trainees.rules import words
from trainees.rules.evidence import Judged

from .finding import can_act


@dataclass(frozen=True, kw_only=True)
class Line:
    """One thing: what it is, where somebody stands, what to do next, by when. `parts` are those of a group."""

    title: str
    sign: str  # done, waiting, to_do, later, closed
    where: str
    step: str = ""
    more: str = ""
    due: str = ""
    url: str = ""
    action: str = ""
    parts: Sequence["Line"] = ()

    @property
    def kind(self) -> str:
        """How components/tag.html shows the sign."""
        return TAGS[self.sign]

    @property
    def word(self) -> str:
        """The sign in words."""
        return str(Standing(self.sign).label)


TAGS: Mapping[str, str] = {
    Standing.DONE: "done",
    Standing.WAITING: "info",
    Standing.TO_DO: "open",
    Standing.LATER: "coming",
    Standing.CLOSED: "care",
}


@dataclass(frozen=True, kw_only=True)
class Chapter:
    """One module of the checklist."""

    module: Module
    url: str
    sign: str
    state: str
    lines: Sequence[Line]
    dates: str = ""

    @property
    def kind(self) -> str:
        """How components/tag.html shows the sign."""
        return TAGS[self.sign]

    @property
    def is_done(self) -> bool:
        """Whether it is recorded as completed."""
        return self.sign == Standing.DONE


def chapters(record: Record) -> list[Chapter]:
    """Every module in the edition's order."""
    return [chapter(record, module) for module in record.plan.modules]


def chapter(record: Record, module: Module) -> Chapter:
    """One module."""
    judged = record.evidence(module)
    return Chapter(
        module=module,
        url=module_url(record, module),
        sign=_sign(record, module, judged),
        state=_state(record, module, judged),
        lines=[line_of(record, module, part) for part in judged.parts],
        dates=_dates(record, module),
    )


def module_url(record: Record, module: Module) -> str:
    """Where the module's own page is."""
    return reverse("portal:module", args=[record.plan.cohort.pk, module.pk])


def missing(record: Record, module: Module) -> str:
    """What a module still asks of the trainee, as one sentence; empty where that is nothing."""
    if module.pk in record.completions:
        return ""
    left = [
        part for part in record.evidence(module).parts if part.standing in (Standing.TO_DO, Standing.CLOSED)
    ]
    names = [_("“%(name)s”") % {"name": part.item.title} for part in left if part.item]
    if not names:
        return ""
    if len(names) > NAMED:
        return ngettext("%(number)d thing is missing.", "%(number)d things are missing.", len(names)) % {
            "number": len(names)
        }
    return _("Still missing: %(things)s.") % {"things": listed(names)}


def exams(record: Record) -> list[Line]:
    """Every exam of the edition, with its attempts and its window."""
    return [exam_line(record, exam) for exam in record.plan.exams]


def exam_line(record: Record, exam: Exam, *, url: str = "", action: str = "") -> Line:
    """One exam; `url` and `action` where the reader is led on."""
    tz = record.plan.cohort.programme.tz
    judged = replace(record.exam(exam), item=EvidenceItem(kind=EvidenceKind.EXAM, exam=exam))
    window = record.plan.windows.get(exam.pk)
    is_open = window is not None and judged.standing in (Standing.TO_DO, Standing.LATER)
    return Line(
        title=exam.title,
        sign=judged.standing,
        where=words.where(judged),
        step=words.next_step(judged, tz),
        more="" if judged.is_met else words.attempts_left(judged),
        due=_("Until %(moment)s.") % {"moment": local.moment(window.closes_at, tz)}
        if is_open and window
        else "",
        url=url,
        action=action,
    )


def _sign(record: Record, module: Module, judged: Judged) -> Standing:
    """What the module's own sign says: done, not yet its turn, or what its evidence comes to."""
    if module.pk in record.completions:
        return Standing.DONE
    if record.missing(module):
        return Standing.LATER
    return Standing.WAITING if judged.is_met else judged.standing


def _state(record: Record, module: Module, judged: Judged) -> str:
    """Where the module stands, in words."""
    if done_on := record.completions.get(module.pk):
        return _("Done on %(date)s") % {"date": local.short_day(done_on)}
    by_id = {one.pk: one for one in record.plan.modules}
    needs = [by_id[pk].title for pk in record.missing(module)]
    if has_practised(record, module):
        return _("You have begun.")
    if needs and _can_begin(record, module, judged):
        return _("You can begin already.")
    if needs:
        if len(needs) > NAMED:
            return _("Needs %(number)d other modules first") % {"number": len(needs)}
        return _("Needs %(modules)s first") % {"modules": listed(needs)}
    if judged.is_met:
        return _("Everything is there. Your facilitator confirms it.")
    if not judged.parts:
        return _("Your facilitator records it.")
    return words.where(judged)


def has_practised(record: Record, module: Module) -> bool:
    """Whether hours of a module that needs other ones first are confirmed already: nobody is told to wait for them."""
    is_early = module.pk not in record.completions and bool(record.missing(module))
    return is_early and module.pk in record.practised and record.practised[module.pk].minutes > 0


def leaves(judged: Judged) -> Iterator[Judged]:
    """What is still wanted of a module, one by one; nothing of a group that has all it needs."""
    for part in judged.parts:
        if part.parts and not part.is_met:
            yield from leaves(part)
        elif not part.is_met:
            yield part


def _can_begin(record: Record, module: Module, judged: Judged) -> bool:
    """Whether a module that needs another one first asks for something that can be done before that."""
    return can_act(record.enrolment) and any(
        part.standing == Standing.TO_DO and part.item is not None and part.item.kind in ACTIONS
        for part in leaves(judged)
    )


def sessions_of(record: Record, module: Module) -> list[Session]:
    """The cohort's own sessions for everybody that cover the module, in their order."""
    return [
        record.plan.sessions[meeting.pk]
        for meeting in record.plan.own_meetings
        if meeting.is_for_everybody and module.pk in meeting.modules
    ]


def _dates(record: Record, module: Module) -> str:
    """When it is taught: the next date, or the last one."""
    sessions = sessions_of(record, module)
    if not sessions:
        return ""
    ahead = [session for session in sessions if session.ends_at > record.plan.at]
    if ahead:
        return _("Next session: %(day)s.") % {"day": local.day(ahead[0].held_on)}
    return _("The last session was on %(day)s.") % {"day": local.short_day(sessions[-1].held_on)}


def line_of(record: Record, module: Module, judged: Judged) -> Line:
    """What the checklist says of one thing, with the way to it."""
    item, tz = judged.item, record.plan.cohort.programme.tz
    assert item is not None  # noqa: S101  # only a module as a whole has none
    if item.combines:
        return Line(
            title=item.title,
            sign=judged.standing,
            where=words.where(judged),
            parts=[line_of(record, module, part) for part in judged.parts],
        )
    opens = ACTIONS.get(EvidenceKind(item.kind))
    url, action = "", ""
    if opens and (judged.is_met or can_act(record.enrolment) or judged.have):
        name, in_words = opens
        url = reverse(f"portal:{name}", args=[record.plan.cohort.pk, item.pk])
        action = in_words(judged)
    if item.kind == EvidenceKind.PRACTICUM:
        url, action = reverse("portal:practicum_of", args=[record.plan.cohort.pk]), _("Open my practicum")
    return Line(
        title=item.title,
        sign=judged.standing,
        where=words.where(judged),
        step=words.next_step(judged, tz),
        more="" if judged.is_met else words.attempts_left(judged),
        due=_due(record, module, judged),
        url=url,
        action=action,
    )


def due_on(record: Record, module: Module, item: EvidenceItem) -> dt.date | None:
    """`due_days` after the module's last session; None without such a rule or such a session."""
    sessions = sessions_of(record, module)
    if item.due_days is None or not sessions:
        return None
    return sessions[-1].held_on + dt.timedelta(days=item.due_days)


def _due(record: Record, module: Module, judged: Judged) -> str:
    if judged.item is None or judged.standing not in (Standing.TO_DO, Standing.LATER):
        return ""
    day = due_on(record, module, judged.item)
    return due_words(day) if day else ""


def due_words(day: dt.date) -> str:
    """By when, without hurry."""
    return _("By %(day)s, if you can. Later is fine too.") % {"day": local.day(day)}


def _agreement(judged: Judged) -> str:
    return _("Read it again") if judged.is_met else _("Read and sign it")


def _quiz(judged: Judged) -> str:
    if judged.last == SubmissionState.DRAFT:
        return _("Go on with the quiz")
    if judged.standing == Standing.TO_DO:
        return _("Go to the quiz")
    return _("See how it went")


def _assignment(judged: Judged) -> str:
    if judged.last == SubmissionState.REVISE:
        return _("Read the feedback and go on")
    if judged.last == SubmissionState.DRAFT:
        return _("Go on writing")
    return _("See what you handed in") if judged.have else _("Begin")


ACTIONS: Mapping[EvidenceKind, tuple[str, Callable[[Judged], str]]] = {
    EvidenceKind.AGREEMENT: ("agreement", _agreement),
    EvidenceKind.QUIZ: ("quiz", _quiz),
    EvidenceKind.ASSIGNMENT: ("assignment", _assignment),
}

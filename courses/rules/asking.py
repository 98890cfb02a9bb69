"""What each kind of evidence needs to be told, and an item in one line of words. No database here."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from courses.enums import EvidenceKind

if TYPE_CHECKING:
    from courses.models import EvidenceItem

TITLES = ("title_en", "title_fr")
PROMPTS = ("prompt_en", "prompt_fr")
FIELDS_OF: Mapping[str, tuple[str, ...]] = {
    EvidenceKind.ALL_OF: TITLES,
    EvidenceKind.ANY_OF: TITLES,
    EvidenceKind.ATTENDANCE: (*TITLES, "percent"),
    EvidenceKind.AGREEMENT: (*TITLES, "agreement"),
    EvidenceKind.QUIZ: (*TITLES, "quiz", "percent", "attempts", "wait_hours", "questions_asked"),
    EvidenceKind.ASSIGNMENT: (*TITLES, *PROMPTS, "takes", "due_days"),
    EvidenceKind.PRACTICE: (*TITLES, *PROMPTS, "criteria", "level_needed"),
    EvidenceKind.SIGN_OFF: (*TITLES, *PROMPTS),
    EvidenceKind.EXAM: (*TITLES, "exam"),
    EvidenceKind.PRACTICUM: TITLES,
}
"""Which fields count for a kind; the others keep their defaults."""

REQUIRED: Mapping[str, tuple[str, ...]] = {
    EvidenceKind.ATTENDANCE: ("percent",),
    EvidenceKind.AGREEMENT: ("agreement",),
    EvidenceKind.QUIZ: ("quiz", "percent"),
    EvidenceKind.ASSIGNMENT: (*TITLES, *PROMPTS),
    EvidenceKind.PRACTICE: (*TITLES, "criteria"),
    EvidenceKind.SIGN_OFF: TITLES,
    EvidenceKind.EXAM: ("exam",),
}
"""What a kind cannot do without."""

HIGHEST_LEVEL = 3
MOST_CRITERIA = 20


def words_of(item: "EvidenceItem") -> str:
    """What an item asks for beyond its name: "80 % to pass, 3 attempts at most". May be empty."""
    return ", ".join(_parts(item))


def _parts(item: "EvidenceItem") -> list[str]:
    parts: list[str] = []
    if item.kind == EvidenceKind.ATTENDANCE:
        parts.append(_("at least %(percent)s of its time") % {"percent": percent(item.percent or 0)})
    if item.kind == EvidenceKind.QUIZ:
        parts.append(_("%(percent)s to pass") % {"percent": percent(item.percent or 0)})
        parts += _of_quiz(item)
    if item.kind == EvidenceKind.EXAM and item.exam is not None:
        parts.append(_("%(percent)s to pass") % {"percent": percent(item.exam.pass_mark)})
    if item.kind == EvidenceKind.ASSIGNMENT:
        parts.append(item.get_takes_display())
        if item.due_days is not None:
            parts.append(
                ngettext(
                    "due %(count)d day after the last session",
                    "due %(count)d days after the last session",
                    item.due_days,
                )
                % {"count": item.due_days}
            )
    if item.kind == EvidenceKind.PRACTICE:
        count = len(item.criteria)
        parts.append(
            ngettext("%(count)d thing is looked at", "%(count)d things are looked at", count)
            % {"count": count}
        )
    return parts


def _of_quiz(item: "EvidenceItem") -> list[str]:
    parts = []
    if item.questions_asked:
        parts.append(
            ngettext("%(count)d question", "%(count)d questions", item.questions_asked)
            % {"count": item.questions_asked}
        )
    if item.attempts:
        parts.append(
            ngettext("%(count)d attempt at most", "%(count)d attempts at most", item.attempts)
            % {"count": item.attempts}
        )
    if item.wait_hours:
        parts.append(
            ngettext("%(count)d hour between two", "%(count)d hours between two", item.wait_hours)
            % {"count": item.wait_hours}
        )
    return parts


def percent(value: int) -> str:
    """`80 %`, with a blank that does not break."""
    return f"{number_format(value)}\u00a0%"

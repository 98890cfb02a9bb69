"""What the pages of a roll-call show, line by line."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from courses import local
from courses.models import Session
from courses.requirements.words import listed
from trainees.enums import MISSED, Mark
from trainees.operations.attendance import Tap, mark_words, stands
from trainees.queries.roll_call import OPENS_BEFORE, Line, Sheet

from .reading import Typed, was_of


@dataclass(frozen=True, kw_only=True)
class Row:
    """One person on the page, as it stands or as it was typed."""

    line: Line
    mark: str
    late: str
    early: str
    seen: str
    was: str
    note: str
    error: str = ""

    @property
    def choices(self) -> list[tuple[str, str, bool]]:
        """The marks: value, word, whether it is chosen."""
        return [(value, str(label), value == self.mark) for value, label in Mark.choices]

    @property
    def has_minutes(self) -> bool:
        """Whether minutes are given, so that their fold is open."""
        return any(text not in ("", "0") for text in (self.late, self.early))

    @property
    def words(self) -> str:
        """The mark in words."""
        return mark_words(self.line.standing) if self.line.standing else _("No mark")


def row_of(line: Line, typed: Typed | None = None, *, error: str = "") -> Row:
    """A row with what was typed, or else with what stands."""
    if typed is not None:
        return Row(
            line=line,
            mark=typed.mark,
            late=typed.late,
            early=typed.early,
            seen=typed.seen,
            was=typed.was,
            note=note_of(line),
            error=error,
        )
    return Row(
        line=line,
        mark=line.mark,
        late=str(line.minutes_late or ""),
        early=str(line.minutes_early or ""),
        seen=str(line.version),
        was=was_of(line),
        note=note_of(line),
        error=error,
    )


def note_of(line: Line) -> str:
    """Who marked it and when; "Not marked yet" where nobody has."""
    standing = line.standing
    if standing is None:
        return _("Not marked yet")
    time = local.clock(standing.recorded_at, standing.session.cohort.programme.tz)
    return _("%(by)s, %(time)s") % {"by": line.marked_by, "time": time} if line.marked_by else time


def page_of(
    sheet: Sheet,
    *,
    at: dt.datetime,
    typed: Mapping[int, Typed] | None = None,
    error: ValidationError | None = None,
    stale: Sequence[tuple[Tap, Line]] = (),
) -> dict[str, Any]:
    """The context of the roll-call; after an error with everything as it was typed."""
    typed = typed or {}
    by_person, others = _sorted_errors(error)
    rows = [
        row_of(line, typed.get(pk), error=" ".join(by_person.get(pk, ())))
        for pk, line in sheet.by_enrolment.items()
    ]
    return session_context(sheet.session) | {
        "sheet": sheet,
        "rows": [row for row in rows if not row.line.is_guest],
        "guests": [row for row in rows if row.line.is_guest],
        "counts": counts(sheet),
        "errors": others,
        "wrong": [row for row in rows if row.error],
        "stale": [stale_words(tap, line) for tap, line in stale],
        "is_early": at < sheet.session.starts_at - OPENS_BEFORE,
        "listed": ",".join(str(pk) for pk in sorted(sheet.by_enrolment)),
    }


def session_context(session: Session) -> dict[str, Any]:
    """What every page about a session says of it."""
    titles = [module.title for module in session.modules.all()]
    return {
        "session": session,
        "cohort": session.cohort,
        "tz": session.cohort.programme.tz,
        "title": session.title or listed(titles),
    }


def stale_words(tap: Tap, line: Line) -> str:
    """What stands now, and what this person had chosen."""
    return _("%(stands)s. You had chosen: %(mark)s.") % {
        "stands": stands(line),
        "mark": mark_words(tap),
    }


def counts(sheet: Sheet) -> str:
    """ "8 present, 1 excused, 2 not marked yet": in words, what is nobody's left out."""
    present, excused, absent = (len(sheet.with_mark(m)) for m in (Mark.PRESENT, Mark.EXCUSED, Mark.ABSENT))
    said = (
        (present, ngettext("%(number)d present", "%(number)d present", present)),
        (excused, ngettext("%(number)d excused", "%(number)d excused", excused)),
        (absent, ngettext("%(number)d absent", "%(number)d absent", absent)),
        (
            len(sheet.unmarked),
            ngettext("%(number)d not marked yet", "%(number)d not marked yet", len(sheet.unmarked)),
        ),
    )
    return ", ".join(words % {"number": number} for number, words in said if number)


def closing_context(sheet: Sheet) -> dict[str, Any]:
    """Who is named before a roll-call is closed."""
    names = {mark: _names(sheet.with_mark(mark)) for mark in (*MISSED, Mark.NOT_EXPECTED)}
    partly = [line for line in sheet.lines if line.minutes_late or line.minutes_early]
    return session_context(sheet.session) | {
        "sheet": sheet,
        "counts": counts(sheet),
        "named": [(Mark(mark).label, who) for mark, who in names.items() if who],
        "partly": [f"{line.enrolment.person.chosen_name}: {mark_words(line.standing)}" for line in partly],
        "unmarked": _names(sheet.unmarked),
    }


def as_json(line: Line) -> dict[str, Any]:
    """A line for the script."""
    return {
        "mark": line.mark,
        "late": line.minutes_late,
        "early": line.minutes_early,
        "version": line.version,
        "note": note_of(line),
    }


def _names(lines: Iterable[Line]) -> list[str]:
    return [line.enrolment.person.chosen_name for line in lines]


def _sorted_errors(error: ValidationError | None) -> tuple[dict[int, list[str]], list[str]]:
    """Errors by the person whom they name, and those that name nobody."""
    by_person: dict[int, list[str]] = {}
    others: list[str] = []
    for one in _flat(error):
        words = one.messages[0]
        if person := (one.params or {}).get("enrolment"):
            by_person.setdefault(person, []).append(words)
        else:
            others.append(words)
    return by_person, others


def _flat(error: ValidationError | None) -> list[ValidationError]:
    if error is None:
        return []
    if hasattr(error, "error_dict"):
        return [one for errors in error.error_dict.values() for one in errors]
    return list(error.error_list)

"""What came with a form or from a script, read as taps. Ids and numbers are checked, never trusted."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from trainees.operations.attendance import Tap
from trainees.queries.roll_call import Line, Sheet

DIGITS = 18  # of an id; with one more a database might not take it
MINUTE_DIGITS = 5


@dataclass(frozen=True, kw_only=True)
class Typed:
    """One line of the form as it came. `was` is what it showed when it was sent to the browser."""

    mark: str
    late: str
    early: str
    seen: str
    was: str

    @property
    def is_touched(self) -> bool:
        """Whether anything was changed on the form: what was not touched overwrites nobody's mark."""
        return bool(self.mark) and self.says != self.was

    @property
    def says(self) -> str:
        """The line as one word, to compare."""
        return says(self.mark, self.late, self.early)


def says(mark: str, late: object, early: object) -> str:
    """ "present/10/0"."""
    return f"{mark}/{late or 0}/{early or 0}"


def typed_lines(posted: Mapping[str, str], sheet: Sheet) -> dict[int, Typed]:
    """What was typed for each person of the sheet, by enrolment (id); fields of anybody else are not looked at."""
    return {
        pk: Typed(
            mark=posted.get(f"mark-{pk}", ""),
            late=posted.get(f"late-{pk}", "").strip(),
            early=posted.get(f"early-{pk}", "").strip(),
            seen=posted.get(f"seen-{pk}", ""),
            was=posted.get(f"was-{pk}", ""),
        )
        for pk in sheet.by_enrolment
    }


def taps_of(typed: Mapping[int, Typed]) -> list[Tap]:
    """The taps of the lines that were touched; ValidationError with all that are no numbers (params: enrolment)."""
    taps, wrong = [], []
    for pk, line in typed.items():
        if line.is_touched:
            try:
                taps.append(tap_of(pk, line))
            except ValidationError as error:
                wrong += error.error_list
    if wrong:
        raise ValidationError(wrong)
    return taps


def tap_of(enrolment: int, line: Typed) -> Tap:
    """One tap, minutes as they were typed whatever the mark; ValidationError for what is no number."""
    return Tap(
        enrolment=enrolment,
        mark=line.mark,
        seen_version=number(line.seen, enrolment, most=DIGITS),
        minutes_late=number(line.late, enrolment),
        minutes_early=number(line.early, enrolment),
    )


def number(text: str, enrolment: int = 0, *, most: int = MINUTE_DIGITS) -> int:
    """A number from 0 on; empty is 0. ValidationError for everything else."""
    if not text:
        return 0
    if not (text.isascii() and text.isdecimal() and len(text) <= most):
        raise ValidationError(
            _("Minutes are a number from 0 on."), code="number", params={"enrolment": enrolment}
        )
    return int(text)


def tap_from_script(posted: Mapping[str, str]) -> Tap:
    """The one tap that a script sends; ValidationError for what is none."""
    enrolment = posted.get("enrolment", "")
    if not (enrolment.isascii() and enrolment.isdecimal() and len(enrolment) <= DIGITS):
        raise ValidationError(_("The form was changed on its way. Please try again."), code="enrolment")
    line = Typed(
        mark=posted.get("mark", ""),
        late=posted.get("late", ""),
        early=posted.get("early", ""),
        seen=posted.get("version", ""),
        was="",
    )
    return tap_of(int(enrolment), line)


def was_of(line: Line) -> str:
    """What a line shows, as its form remembers it."""
    return says(line.mark, line.minutes_late, line.minutes_early)

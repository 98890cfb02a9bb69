"""What each row of a list comes to. Pure: the same rule judges the dry run and the real one."""

from collections import Counter
from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext

from trainees.enums import RowOutcome
from trainees.lists import Row


@dataclass(frozen=True)
class Known:
    """Somebody who has an account."""

    pk: int
    is_active: bool


@dataclass(frozen=True)
class Verdict:
    """What becomes of one row. `note` is a sentence for the coordinator, or empty."""

    row: int
    outcome: RowOutcome
    errors: dict[str, list[str]] = field(default_factory=dict)
    note: str = ""

    def as_json(self) -> dict[str, Any]:
        """For the batch's `verdicts`."""
        return {"row": self.row, "outcome": self.outcome.value, "errors": self.errors, "note": self.note}


def judge(
    rows: Iterable[Row], *, known: Mapping[str, Known], enrolled: Set[int], seats_left: int
) -> list[Verdict]:
    """Judge the rows in their order.

    known: accounts by address. enrolled: ids of those who hold a seat in the cohort. Seats go to the first rows; a row
    with a mistake takes none, and does not make a later, right row with the same address a duplicate.
    """
    verdicts: list[Verdict] = []
    first_with: dict[str, int] = {}
    for row in rows:
        verdict = _judge(row, first_with, known, enrolled, seats_left)
        if verdict.outcome in (RowOutcome.NEW, RowOutcome.KNOWN):
            seats_left -= 1
        if verdict.outcome != RowOutcome.ERROR:
            first_with.setdefault(row.email, row.number)
        verdicts.append(verdict)
    return verdicts


def _judge(
    row: Row, first_with: Mapping[str, int], known: Mapping[str, Known], enrolled: Set[int], seats_left: int
) -> Verdict:
    if row.errors:
        return Verdict(row.number, RowOutcome.ERROR, errors=row.errors)
    if row.email in first_with:
        note = gettext("The same address as in row %(row)s.") % {"row": first_with[row.email]}
        return Verdict(row.number, RowOutcome.DUPLICATE, note=note)
    person = known.get(row.email)
    if person and person.pk in enrolled:
        return Verdict(row.number, RowOutcome.ENROLLED)
    if person and not person.is_active:
        closed = gettext("This account is closed. An administrator can open it again.")
        return Verdict(row.number, RowOutcome.ERROR, errors={"email": [closed]})
    if seats_left <= 0:
        return Verdict(row.number, RowOutcome.OVER)
    if person:
        note = gettext("Has an account: their own name, language and phone stay as they are.")
        return Verdict(row.number, RowOutcome.KNOWN, note=note)
    return Verdict(row.number, RowOutcome.NEW)


def counted(verdicts: Iterable[Verdict]) -> dict[str, int]:
    """How many rows came to each outcome; outcomes that do not occur are left out."""
    return {outcome.value: number for outcome, number in Counter(v.outcome for v in verdicts).items()}

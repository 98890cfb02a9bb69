"""Lists as tests need them."""

from typing import Any

from courses.models import Cohort
from trainees.models import EnrolmentBatch
from trainees.operations import batches

HEADER = "name,e-mail,language,phone"


def csv_of(number: int, *, start: int = 0, languages: tuple[str, ...] = ("en", "fr")) -> bytes:
    """A list of `number` new people, their languages in turn."""
    rows = (
        f"Trainee {at},list{at}@example.org,{languages[at % len(languages)]},604 555-{at:04}"
        for at in range(start, start + number)
    )
    return "\n".join([HEADER, *rows]).encode()


def read(cohort: Cohort, data: bytes | str, by: Any = None) -> EnrolmentBatch:
    """A checked list."""
    return batches.read(cohort=cohort, source="list.csv", data=data, by=by)


def outcomes(batch: EnrolmentBatch) -> list[str]:
    """The outcome of each row."""
    return [verdict["outcome"] for verdict in batch.verdicts]

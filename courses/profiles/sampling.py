"""Two made-up people to begin with, for whoever tries out a policy: one has finished the course, one has just begun."""

import datetime as dt
import json
import re
from collections.abc import Iterator

from django.utils.translation import gettext as _

from courses.enums import HoursCategory
from courses.requirements.record import Outline

from .profile import hours_of

_PLAIN = re.compile(r"[A-Za-z][A-Za-z0-9]*(-[A-Za-z0-9]+)*")
_WORDS = frozenset({"y", "n", "yes", "no", "true", "false", "null", "on", "off"})
"""What YAML takes for something else than a text."""
WEEKS = 26


def sample_people(outline: Outline, *, on: dt.date) -> str:
    """Records as YAML, of people who take this course; `read_records` reads them. Pure."""
    return "\n".join(_lines(outline, on)) + "\n"


def _lines(outline: Outline, on: dt.date) -> Iterator[str]:
    begun = on - dt.timedelta(weeks=WEEKS)
    yield f"on: {on} # " + _("the day on which is judged")
    yield "people:"
    yield "  - name: Rae # " + _("has finished the course; an award may ask for more")
    yield f"    events: {{enrolment: {begun}, start: {begun}, end: {on}}}"
    if outline.modules:
        yield f"    completed: {{all: {on}}}"
    if outline.exams:
        yield "    results:"
        for code, exam in outline.exams.items():
            yield f"      - {{exam: {_code(code)}, mark: {exam.pass_mark}, on: {on}}}"
    practicum = sum(unit.minutes for unit in outline.modules.values() if unit.is_practicum)
    if practicum:
        yield "    hours:"
        yield f"      - {{kind: {HoursCategory.ONE_TO_ONE}, hours: {hours_of(practicum)}, on: {on}}}"
    if outline.agreements:
        yield "    signed:"
        for code in outline.agreements:
            yield f"      - {{agreement: {_code(code)}, on: {begun}}}"
    yield "  - name: Sol # " + _("has just begun")
    yield f"    events: {{enrolment: {begun}, start: {begun}}}"
    if outline.modules:
        yield f"    completed: {{{_code(next(iter(outline.modules)))}: {begun}}}"


def _code(code: str) -> str:
    is_plain = _PLAIN.fullmatch(code) and code.lower() not in _WORDS
    return code if is_plain else json.dumps(code, ensure_ascii=False)

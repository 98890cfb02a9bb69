"""Log entries in words: what was done, to whom, what it said, who did it, when."""

import ast
import datetime as dt
from collections import Counter
from collections.abc import Mapping
from textwrap import shorten
from typing import Any

from django.core.exceptions import FieldDoesNotExist
from django.db import models
from django.template.defaultfilters import yesno
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import get_language, gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.generic.history import LogEntryUserColumn
from wagtail.models import ModelLogEntry

from courses import local
from courses.models import (
    Award,
    Cohort,
    Course,
    Edition,
    EvidenceItem,
    Exam,
    ExamWindow,
    Material,
    Module,
    Renewal,
    Session,
)

LONGEST = 160
RULES_LONGEST = 800
DAYS = ("held_on", "taken_on")
NAMED = (
    "programme_name",
    "module",
    "award",
    "serial",
    "goal",
    "site",
    "exam",
    "evidence",
    "material",
    "text",
    "held_on",
    "taken_on",
)
CHANGED = (
    Cohort,
    Session,
    Module,
    Award,
    EvidenceItem,
    Exam,
    Material,
    ExamWindow,
    Renewal,
    Course,
    Edition,
)
"""Whose changes are logged field by field; what two of them have in common is called the same."""
CHOICES: dict[str, Mapping[str, Any]] = {}
"""Words for what the log keeps as a choice, by the name it is kept under; higher layers bring theirs."""


def details(entry: ModelLogEntry) -> list[str]:
    """What the entry's data tell a reader: a reason, what changed from what to what, names. Ids say nothing."""
    data: dict[str, Any] = entry.data or {}
    if data.get("replaces"):
        data = {**data, "serial": f"{data['replaces']} → {data['serial']}"}
    named = [_named(name, str(data[name])) for name in NAMED if data.get(name)]
    lines = [words for words in named if not words.isdecimal()]
    if data.get("reason"):
        lines.append(gettext("Reason: %(reason)s") % {"reason": data["reason"]})
    changes = dict(data.get("changes") or {})
    if data.get("after"):  # rules that were corrected
        changes["requirements"] = [data["before"]["words"], data["after"]["words"]]
    lines += [change_line(field, *([*change, "", ""])[:2]) for field, change in changes.items()]
    if data.get("recipients"):
        lines.append(gettext("Recipients: %(count)s") % {"count": data["recipients"]})
    if data.get("sessions"):
        lines.append(gettext("Sessions: %(count)s") % {"count": data["sessions"]})
    if data.get("enrolled"):
        lines.append(gettext("People: %(count)s") % {"count": data["enrolled"]})
    return lines


def change_line(field: str, before: str, after: str, *, label: str = "") -> str:
    """ "Title in English: Safety → Staying safe". The field's own words and label, where one of CHANGED has it; of
    texts of several lines what differs.
    """
    before, after = _what_differs([before, after])
    known = _field(field)
    words = {
        "label": label or (capfirst(str(known.verbose_name)) if known else field),
        "value": f"{_said(known, before)} → {_said(known, after)}",
    }
    longest = RULES_LONGEST if field == "requirements" else LONGEST
    return shorten(gettext("%(label)s: %(value)s") % words, longest, placeholder=" …")


def _named(name: str, kept: str) -> str:
    """A name as people say it: a date in full, a choice in its word."""
    if name in DAYS:
        return local.short_day(dt.date.fromisoformat(kept))
    return str(CHOICES.get(name, {}).get(kept, kept))


def _what_differs(change: list[str]) -> list[str]:
    """Of texts of several lines only the lines that differ; all of both where only their order does."""
    before, after = (str(text).splitlines() for text in change)
    if max(len(before), len(after)) < 2:
        return change
    gone, new = _without(before, after), _without(after, before)
    return [" ".join(gone), " ".join(new)] if gone or new else [" ".join(before), " ".join(after)]


def _without(lines: list[str], others: list[str]) -> list[str]:
    """The lines that do not stand in the others, or not so often: two choices may begin with the same words."""
    left, found = Counter(others), []
    for line in lines:
        if left[line]:
            left[line] -= 1
        else:
            found.append(line)
    return found


def _field(name: str) -> Any:
    """The field that a change names; None where there is none any more."""
    for model in CHANGED:
        try:
            return model._meta.get_field(name)
        except FieldDoesNotExist:
            continue
    return None


def _said(field: Any, kept: str) -> str:
    """What the log keeps of a field, as people say it. Instants are said with their zone, the office's."""
    if kept in ("", "None"):
        return "–"
    if isinstance(field, models.DateTimeField):
        return local.moment(dt.datetime.fromisoformat(kept), timezone.get_current_timezone())
    if isinstance(field, models.DateField):
        return local.short_day(dt.date.fromisoformat(kept))
    if isinstance(field, models.JSONField):
        return _listed(kept)
    if isinstance(field, models.BooleanField):
        return str(yesno(kept == "True"))
    return str(dict(getattr(field, "flatchoices", ())).get(kept, kept))


def _listed(kept: str) -> str:
    """The words of a list of kinds or sources, in the reader's language."""
    language = (get_language() or "en")[:2]
    try:
        found = ast.literal_eval(kept)
        return ", ".join(str(one.get(language) or one["en"]) for one in found) or "–"
    except (ValueError, SyntaxError, TypeError, AttributeError, KeyError):
        return kept


class DetailsColumn(Column):
    """What was done, and the details below it."""

    cell_template_name = "backoffice/history_cell.html"

    def get_value(self, instance: ModelLogEntry) -> dict[str, Any]:
        """Message and details."""
        return {"message": instance.message, "details": details(instance)}


class MomentColumn(Column):
    """An instant in full, on the office's clock; Wagtail's own column counts hours back from now."""

    def get_value(self, instance: ModelLogEntry) -> str:
        """With the zone."""
        return local.moment(super().get_value(instance), timezone.get_current_timezone())


HISTORY_COLUMNS = [
    DetailsColumn("message", label=_("What happened")),
    Column("label", label=pgettext_lazy("what was changed", "To")),
    LogEntryUserColumn("user", label=_("By"), width="20%"),
    MomentColumn("timestamp", label=_("When"), classname="office-moment", width="20%"),
]

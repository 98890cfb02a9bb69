"""The mail that says what was changed about sessions. One content for all who are told the same in one language."""

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from courses import local
from courses.enums import ChangeKind
from courses.models import Cohort
from courses.rules.changes import Entry, Known
from tasks.outbox.content import render_mail
from tasks.outbox.drafts import Draft
from tasks.outbox.models import Content
from trainees.models import Enrolment
from trainees.rules import keys

from .kinds import SCHEDULE_CHANGED
from .mail import frame

MOST = 12
"""So many sessions are listed; of more, the rest is on the reader's own page."""


class ScheduleMail:
    """Makes the drafts of one cohort, and renders each different text once."""

    def __init__(self, cohort: Cohort) -> None:
        self.cohort = cohort
        self.contents: dict[tuple[Any, ...], Content] = {}

    def draft(
        self,
        person: Any,
        *,
        enrolment: Enrolment | None,
        entries: Sequence[Entry],
        changes: Iterable[int],
        dedup_key: str,
    ) -> Draft:
        """The notice of these entries to one person, to be sent before the last of them is over.

        `changes` are the ids of what it tells: the outbox keeps them with it.
        """
        return Draft(
            kind=SCHEDULE_CHANGED,
            dedup_key=dedup_key,
            address=person.email,
            language=person.language,
            content=self._content(tuple(entries), person.language, is_trainee=enrolment is not None),
            fields={"name": person.chosen_name, "changes": keys.changes(changes)},
            about=keys.about(enrolment) if enrolment else f"person:{person.pk}",
            topic=keys.topic(self.cohort),
            scope=keys.scope(self.cohort),
            not_after=max(entry.last_of_use for entry in entries),
        )

    def _content(self, entries: tuple[Entry, ...], language: str, *, is_trainee: bool) -> Content:
        key = (entries, language, is_trainee)
        if key not in self.contents:
            context = frame(self.cohort, language)
            with translation.override(language):
                context["entries"] = [self._words(entry, language) for entry in entries[:MOST]]
                context["more"] = len(entries) - MOST
                if not is_trainee:
                    context |= self._for_facilitators(context["cohort_name"])
            self.contents[key] = render_mail(SCHEDULE_CHANGED, language, context)
        return self.contents[key]

    def _for_facilitators(self, cohort_name: str) -> dict[str, Any]:
        path = reverse("cohorts:sessions", args=[self.cohort.pk])
        return {
            "is_facilitator": True,
            "portal_url": settings.WAGTAILADMIN_BASE_URL.rstrip("/") + path,
            "why": _("You get this because you facilitate in %(cohort)s.") % {"cohort": cohort_name},
        }

    def _words(self, entry: Entry, language: str) -> dict[str, Any]:
        """One entry as the templates show it."""
        known = entry.shown
        return {
            "what": _what(entry),
            "when": self._when(known),
            "was": self._when(entry.before) if entry.before and entry.has_new_time else "",
            "place": known.place(language) if entry.now else "",
            "join_url": known.join_url if entry.now else "",
            "is_off": entry.now is None,
        }

    def _when(self, known: Known) -> dict[str, str]:
        tz = self.cohort.programme.tz
        day: dt.date = known.starts_at.astimezone(tz).date()
        return {"day": local.day(day), "hours": local.hours(known.starts_at, known.ends_at, tz)}


def _what(entry: Entry) -> str:
    if entry.kind == ChangeKind.ADDED:
        return _("New session")
    if entry.kind == ChangeKind.MOVED:
        return _("New time")
    if entry.kind == ChangeKind.CANCELLED:
        return _("Will not be held")
    if entry.kind == ChangeKind.FACILITATORS:
        return _("You do not facilitate this one any more")
    return _("Same time, other place or link")

"""What a coordinator writes to everybody in a cohort."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import log

from courses.enums import CohortState
from courses.models import Cohort
from courses.operations.checks import refuse
from courses.operations.seats import locked
from tasks.outbox.checks import check_body, check_header
from tasks.outbox.content import CLOSE, OPEN, Filled, render_texts, write_content
from tasks.outbox.operations import queue_many
from trainees.models import Announcement, Enrolment

from .kinds import ANNOUNCEMENT
from .mail import draft_for, frame

LANGUAGES = ("en", "fr")
SUBJECT = 150  # characters


@dataclass(frozen=True, kw_only=True)
class Written:
    """What was written: subject and text by language, complete in one language at least."""

    subjects: Mapping[str, str]
    texts: Mapping[str, str]

    def language_for(self, language: str) -> str:
        """The language in which somebody who reads `language` gets it: theirs, or else the other one."""
        return (
            language if self.texts.get(language) else next(code for code in LANGUAGES if self.texts.get(code))
        )


@dataclass(frozen=True, kw_only=True)
class AnnouncementPreview:
    """Who would get it, and what they would read. `name` stands where each finds their own chosen name."""

    recipients: Sequence[Enrolment]
    rendered: Mapping[str, Filled]

    @property
    def count(self) -> int:
        """How many people would get it."""
        return len(self.recipients)


def draft(
    *, cohort: Cohort, subject_en: str = "", text_en: str = "", subject_fr: str = "", text_fr: str = ""
) -> AnnouncementPreview:
    """What sending would do; nothing is written. `rendered` has the languages in which it would be read, by code.

    Where it is not written in a language, its readers get the other one, with a sentence that says so.
    Raises ValidationError keyed by field, or without a field when there is nobody to write to.
    """
    written = _written(subject_en, text_en, subject_fr, text_fr)
    recipients = _recipients(cohort)
    name = str(_("Sam"))
    rendered = {}
    for language in _languages(recipients):
        rendered[language] = _render(cohort, written, language, name=name)
    return AnnouncementPreview(recipients=recipients, rendered=rendered)


@transaction.atomic
def send(
    *,
    cohort: Cohort,
    token: uuid.UUID,
    by: Any,
    subject_en: str = "",
    text_en: str = "",
    subject_fr: str = "",
    text_fr: str = "",
) -> Announcement:
    """Owe everybody who is enrolled now exactly one message, in their language.

    `token` comes from the form: sent a second time, it finds the first announcement and changes nothing.
    Queries do not grow with the number of people, but three for each 1,000. Raises ValidationError as draft does.
    """
    cohort = locked(cohort.pk)
    if earlier := Announcement.objects.filter(token=token).first():
        if earlier.cohort_id != cohort.pk:
            raise refuse(NON_FIELD_ERRORS, _("This form belongs to another cohort."), code="token")
        return earlier
    written = _written(subject_en, text_en, subject_fr, text_fr)
    recipients = _recipients(cohort)
    announcement = Announcement.objects.create(
        cohort=cohort,
        token=token,
        sent_by=by,
        recipients=len(recipients),
        subject_en=written.subjects["en"],
        text_en=written.texts["en"],
        subject_fr=written.subjects["fr"],
        text_fr=written.texts["fr"],
    )
    contents = {}
    for language in _languages(recipients):
        mail = _render(cohort, written, language)
        contents[language] = write_content(
            language=language, subject=mail.subject, text=mail.text, html=mail.html
        )
    queue_many(
        draft_for(
            enrolment,
            cohort=cohort,
            kind=ANNOUNCEMENT,
            dedup_key=f"announcement:{announcement.pk}:{enrolment.pk}",
            content=contents[enrolment.person.language],
        )
        for enrolment in recipients
    )
    data = {"announcement": announcement.pk, "recipients": len(recipients)}
    log(instance=cohort, action="trainees.announcement.send", user=by, data=data)
    return announcement


def _written(subject_en: str, text_en: str, subject_fr: str, text_fr: str) -> Written:
    """What was written, trimmed and checked; every mistake is named at its field."""
    subjects = {"en": subject_en.strip(), "fr": subject_fr.strip()}
    texts = {"en": text_en.strip(), "fr": text_fr.strip()}
    errors: dict[str, Any] = {}
    for code in LANGUAGES:
        subject, text = subjects[code], texts[code]
        if text and not subject:
            errors[f"subject_{code}"] = _("This needs a subject.")
        if subject and not text:
            errors[f"text_{code}"] = _("This needs a text.")
        errors |= _unfit(f"subject_{code}", subject, f"text_{code}", text)
    if not errors and not any(texts.values()):
        errors["text_en"] = _("Write in one language or in both.")
    if errors:
        raise ValidationError(errors)
    return Written(subjects=subjects, texts=texts)


def _unfit(subject_field: str, subject: str, text_field: str, text: str) -> dict[str, Any]:
    errors: dict[str, Any] = {}
    if len(subject) > SUBJECT:
        errors[subject_field] = _("At most %(most)d characters.") % {"most": SUBJECT}
    for check, field, value in ((check_header, subject_field, subject), (check_body, text_field, text)):
        try:
            check(field, value)
        except ValidationError as error:
            errors |= error.message_dict
        if OPEN in value or CLOSE in value:
            errors[field] = _("This text holds characters that are reserved.")
    return errors


def _recipients(cohort: Cohort) -> list[Enrolment]:
    """Everybody enrolled now; ValidationError when there is nobody, or the cohort was cancelled."""
    if cohort.state == CohortState.CANCELLED:
        raise refuse(NON_FIELD_ERRORS, _("This cohort was cancelled."), code="cancelled")
    found = list(Enrolment.objects.active().filter(cohort=cohort).select_related("person").order_by("pk"))
    if not found:
        raise refuse(NON_FIELD_ERRORS, _("Nobody is enrolled in this cohort."), code="nobody")
    return found


def _languages(recipients: Sequence[Enrolment]) -> list[str]:
    return sorted({enrolment.person.language for enrolment in recipients})


def _render(cohort: Cohort, written: Written, language: str, *, name: str = "") -> Filled:
    """The mail in `language`; with `name`, as that person reads it, else with the slot for each person's own."""
    chosen = written.language_for(language)
    context = frame(cohort, language) | {
        "subject": written.subjects[chosen],
        "text": written.texts[chosen],
        "text_language": chosen,
        "is_other_language": chosen != language,
    }
    if name:
        context["name"] = name
    return render_texts(ANNOUNCEMENT, language, context)

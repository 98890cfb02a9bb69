"""What every mail to somebody enrolled has in common."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from courses.models import Cohort
from courses.models.words import in_language
from tasks.outbox.content import slot
from tasks.outbox.drafts import Draft
from tasks.outbox.models import Content
from trainees.models import Enrolment
from trainees.rules import keys


def portal_url(language: str) -> str:
    """The absolute address of the trainee's own page in `language`."""
    with translation.override(language):
        return settings.WAGTAILADMIN_BASE_URL.rstrip("/") + reverse("portal:home")


def frame(cohort: Cohort, language: str) -> dict[str, Any]:
    """The context that the mails' templates share; `name` is each person's own and filled in when it is sent."""
    programme = cohort.programme
    name = in_language(cohort, "name", language)
    with translation.override(language):
        why = _("You get this because you have a place in %(cohort)s.") % {"cohort": name}
    return {
        "name": slot("name"),
        "cohort": cohort,
        "cohort_name": name,
        "programme": programme,
        "portal_url": portal_url(language),
        "why": why,
        "sender_name": programme.host,
        "sender_address": programme.postal_address,
    }


def draft_for(
    enrolment: Enrolment,
    *,
    cohort: Cohort,
    kind: str,
    dedup_key: str,
    content: Content,
    fields: Mapping[str, str] | None = None,
    not_after: dt.datetime | None = None,
) -> Draft:
    """A message to one enrolled person; their chosen name fills the slot `name`."""
    person = enrolment.person
    return Draft(
        kind=kind,
        dedup_key=dedup_key,
        address=person.email,
        language=content.language,
        content=content,
        fields={"name": person.chosen_name, **(fields or {})},
        about=keys.about(enrolment),
        topic=keys.topic(cohort),
        scope=keys.scope(cohort),
        not_after=not_after,
    )

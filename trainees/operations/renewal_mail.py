"""What holders of certificates are written about renewals. Each function is called inside the act that owes it.

That a certificate was renewed is told with the new one (trainees.operations.certificates.replace).
"""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from courses.models.words import in_language
from tasks.outbox.content import render_mail, slot
from tasks.outbox.drafts import Draft
from tasks.outbox.enums import WAITING
from tasks.outbox.models import Content, Message
from tasks.outbox.operations import queue, queue_many
from trainees.models import Certificate, ContinuingHours, RenewalFiling
from trainees.rules import keys

from .renewal_kinds import LEARNING_ANSWERED, RENEWAL_DECLINED


def owe_learning_answered(hours: Iterable[ContinuingHours], *, again: bool = False) -> None:
    """Tell each holder once that there is an answer to what they logged; nobody who has such a mail on its way.

    `again`: a second answer to the same entry. The entries come with their certificates, programmes and people.
    """
    first: dict[int, ContinuingHours] = {}
    for one in hours:
        first.setdefault(one.certificate_id, one)
    abouts = [keys.about_certificate(one.certificate) for one in first.values()]
    waiting = Message.objects.filter(kind=LEARNING_ANSWERED, about__in=abouts, state__in=WAITING)
    on_its_way = set(waiting.values_list("about", flat=True))
    drafts = []
    contents: dict[tuple[int, str], Content] = {}
    for one in first.values():
        certificate = one.certificate
        person = certificate.person
        if person is None or keys.about_certificate(certificate) in on_its_way:
            continue
        key = (certificate.award_id, person.language)
        if key not in contents:
            contents[key] = content_for(LEARNING_ANSWERED, certificate, person.language)
        dedup_key = f"{LEARNING_ANSWERED}:{one.pk}{':again' if again else ''}"
        drafts.append(draft_to_holder(certificate, person, LEARNING_ANSWERED, dedup_key, contents[key]))
    queue_many(drafts)


def owe_declined(filing: RenewalFiling) -> None:
    """Tell the holder that there is an answer to their request, and where."""
    certificate, person = filing.certificate, filing.certificate.person
    if person is None:
        return
    content = content_for(RENEWAL_DECLINED, certificate, person.language)
    queue(draft_to_holder(certificate, person, RENEWAL_DECLINED, f"{RENEWAL_DECLINED}:{filing.pk}", content))


def content_for(kind: str, certificate: Certificate, language: str, **more: Any) -> Content:
    """What a mail says to everybody with this award in `language`; name and link are each person's own."""
    programme = certificate.award.edition.course.programme
    with translation.override(language):
        why = _("You get this because you hold a certificate from %(programme)s.") % {
            "programme": in_language(programme, "name", language)
        }
    context = {
        "name": slot("name"),
        "url": slot("url"),
        "award": in_language(certificate.award, "name", language),
        "programme": programme,
        "why": why,
        "sender_name": programme.host,
        "sender_address": programme.postal_address,
        **more,
    }
    return render_mail(kind, language, context)


def draft_to_holder(
    certificate: Certificate,
    person: Any,
    kind: str,
    dedup_key: str,
    content: Content,
    *,
    not_after: dt.datetime | None = None,
) -> Draft:
    """A message to `person`, who holds a certificate, with a link to the page of its renewal."""
    enrolment = certificate.enrolment
    with translation.override(content.language):
        path = reverse("portal:renewal", args=[certificate.pk])
    return Draft(
        kind=kind,
        dedup_key=dedup_key,
        address=person.email,
        language=content.language,
        content=content,
        fields={
            "name": person.chosen_name,
            "url": settings.WAGTAILADMIN_BASE_URL.rstrip("/") + path,
        },
        about=keys.about_certificate(certificate),
        topic=keys.topic(enrolment.cohort) if enrolment else "",
        scope=f"programme:{certificate.award.edition.course.programme_id}",
        not_after=not_after,
    )

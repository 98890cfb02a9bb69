"""Telling subscribers that an update went live, each exactly once."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone, translation
from django.utils.translation import gettext_noop
from wagtail.models import Page

from cms.updates.facts import describe
from cms.updates.models import Subscriber, UpdateNotice, UpdatePage
from cms.updates.tokens import leave_token
from courses.models import Cohort
from tasks.outbox.content import Content, render_mail, slot
from tasks.outbox.drafts import Draft
from tasks.outbox.models import Message
from tasks.outbox.operations import owe_again, queue_many
from tasks.outbox.wake import send_task

from .subscription import UPDATE, absolute

TELL = "cms.updates.jobs.tell"
CHUNK = 1_000
# Why a message about it is held back. Kept as it is, so that it is found again; shown in the reader's language.
NOT_READABLE = gettext_noop("The update is not published.")


def mark(*, pages: Sequence[UpdatePage]) -> None:
    """Note that these pages went live, unless that was noted before; the workers tell the subscribers.

    Call it in the transaction that publishes. The UNIQUE constraint decides between two that publish at once. What was
    held back because a page was taken down for a while is owed again.
    """
    UpdateNotice.objects.bulk_create(
        [
            UpdateNotice(translation_key=page.translation_key, language=page.locale.language_code, page=page)
            for page in pages
        ],
        ignore_conflicts=True,
    )
    topics = [
        notice.topic
        for notice in UpdateNotice.objects.filter(page__in=[page.pk for page in pages]).only("pk")
    ]
    owe_again(messages=Message.objects.filter(topic__in=topics), reason=NOT_READABLE)
    transaction.on_commit(_wake, robust=True)


def _wake() -> None:
    send_task(TELL)


def mark_missing() -> int:
    """Note live updates that no publication noted: made by a command, or by a process that died. Returns how many.

    A page that only mirrors another (an alias) is no update of its own.
    """
    noted = UpdateNotice.objects.filter(
        translation_key=OuterRef("translation_key"), language=OuterRef("locale__language_code")
    )
    pages = list(
        UpdatePage.objects.live()
        .filter(~Exists(noted), alias_of__isnull=True)
        .defer_streamfields()
        .select_related("locale")[:CHUNK]
    )
    if pages:
        mark(pages=pages)
    return len(pages)


def tell_all() -> int:
    """Tell the subscribers of every notice that is not finished. Returns how many are newly owed a message."""
    mark_missing()
    told = 0
    for pk in UpdateNotice.objects.unfinished().values_list("pk", flat=True):
        while (count := tell_some(notice_id=pk)) is not None:
            told += count
    return told


@transaction.atomic
def tell_some(*, notice_id: int) -> int | None:
    """Owe the next 1,000 matching subscribers their message, in a constant number of queries.

    Returns how many are newly owed; None when nobody is left, or the page went away or is not for everybody.
    The notice's row is locked, and its cursor moves in the same transaction: nobody is passed over or told twice.
    """
    notice = UpdateNotice.objects.unfinished().select_for_update(of=("self",)).filter(pk=notice_id).first()
    if notice is None:
        return None
    page = UpdatePage.objects.with_facts().public().filter(pk=notice.page_id).first()
    if page is None:
        return None
    subscribers = list(
        Subscriber.objects.confirmed(at=notice.went_live_at)
        .who_want(language=notice.language, region=page.programme.region, stream=page.stream)
        .filter(pk__gt=notice.cursor)
        .order_by("pk")[:CHUNK]
    )
    if not subscribers:
        notice.finished_at = timezone.now()
        notice.save(update_fields=["finished_at"])
        return None
    content = write(page, language=notice.language)
    told = queue_many(_drafts(notice, content, subscribers))
    notice.cursor, notice.told = subscribers[-1].pk, notice.told + told
    notice.save(update_fields=["cursor", "told"])
    return told


def _drafts(notice: UpdateNotice, content: Content, subscribers: Iterable[Subscriber]) -> Iterable[Draft]:
    for subscriber in subscribers:
        leave_url = absolute("updates:leave", language=notice.language, token=leave_token(subscriber))
        yield Draft(
            kind=UPDATE,
            dedup_key=f"update:{notice.translation_key}:{subscriber.pk}",
            address=subscriber.address,
            language=notice.language,
            content=content,
            fields={"leave_url": leave_url},
            about=subscriber.about,
            topic=notice.topic,
            unsubscribe_url=leave_url,
        )


def write(page: UpdatePage, *, language: str) -> Content:
    """The mail about `page`, the same for everybody; only the link that stops the messages is a person's own."""
    return render_mail(UPDATE, language, mail_context(page, language=language))


def mail_context(page: UpdatePage, *, language: str) -> dict[str, Any]:
    """What templates/emails/update_published.* show."""
    with translation.override(language):
        cohort: Cohort | None = page.cohort
        return {
            "page": page,
            "page_url": settings.SITE_URL + (Page.get_url(page) or "/"),
            "cohort": describe(cohort, at=timezone.now()) if cohort is not None else None,
            "unsubscribe_url": slot("leave_url"),
        }

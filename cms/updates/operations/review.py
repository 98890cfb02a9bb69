"""Telling people that an update waits for their check, and how a check ended. In place of Wagtail's own mails.

Those leave in the request, go to the coordinators of every programme and carry the page's title in the subject.
"""

import unicodedata
from collections.abc import Iterable, Sequence
from typing import Any

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from wagtail.models import TaskState, WorkflowState

from cms.accounts.models import Person
from cms.updates.models import UpdatePage
from cms.updates.permissions import WRITERS
from courses.enums import RoleKind
from courses.models import Role
from tasks.outbox.content import Content, render_mail, slot
from tasks.outbox.drafts import Draft
from tasks.outbox.models import Message
from tasks.outbox.operations import queue_many

REVIEW = "update_review"
ASKED, APPROVED, CHANGES = "asked", "approved", "changes"
# Why such a message is held back.
CHECKED = gettext_noop("The update does not wait for a check any more.")
NO_ROLE = gettext_noop("The person does not work on the programme's updates any more.")


def ask(*, task_state: TaskState, by: Any) -> int:
    """Owe the coordinators of the update's programme a message: somebody asks for a check. Returns how many are owed.

    Whoever asks is not told. Coordinators who turned this off under "Notifications" in the office are not told either.
    """
    page = _update(task_state.workflow_state)
    if page is None:
        return 0
    coordinators = (
        _holders(page, RoleKind.COORDINATOR)
        .filter(is_active=True)
        .exclude(wagtail_userprofile__submitted_notifications=False)
        .exclude(pk=by.pk if by else None)
        .order_by("pk")
    )
    return _tell(page, coordinators, event=ASKED, task_state_id=task_state.pk, by=by)


def answer(*, workflow_state: WorkflowState, by: Any, event: str) -> int:
    """Owe who asked for the check its outcome, APPROVED or CHANGES. Returns how many are owed: 0 or 1.

    Nothing to somebody who checked it themselves, lost their role since, or turned this off in the office.
    """
    page, asker = _update(workflow_state), workflow_state.requested_by
    if page is None or asker is None or asker == by or workflow_state.current_task_state_id is None:
        return 0
    switch = "approved_notifications" if event == APPROVED else "rejected_notifications"
    people = Person.objects.all() if asker.is_superuser else _holders(page, *WRITERS)
    people = people.filter(pk=asker.pk, is_active=True).exclude(**{f"wagtail_userprofile__{switch}": False})
    task_state_id = workflow_state.current_task_state_id
    return _tell(page, people, event=event, task_state_id=task_state_id, by=by)


def not_owed(messages: Sequence[Message]) -> dict[int, str]:
    """Requests for a check that is over, and messages to people who lost their role since. Three queries."""
    asked = {message.pk: key for message in messages if (key := _asked(message)) is not None}
    waiting = set(
        TaskState.objects.filter(pk__in=asked.values(), status=TaskState.STATUS_IN_PROGRESS).values_list(
            "pk", flat=True
        )
    )
    addresses = {message.address for message in messages}
    held = Role.objects.filter(person__email__in=addresses, person__is_active=True, kind__in=WRITERS)
    roles = {
        (f"programme:{programme}", email)
        for programme, email in held.values_list("programme", "person__email")
    }
    administrators = Person.objects.filter(email__in=addresses, is_superuser=True, is_active=True)
    everywhere = set(administrators.values_list("email", flat=True))
    reasons: dict[int, str] = {}
    for message in messages:
        if message.address not in everywhere and (message.scope, message.address) not in roles:
            reasons[message.pk] = NO_ROLE
        elif message.pk in asked and asked[message.pk] not in waiting:
            reasons[message.pk] = CHECKED
    return reasons


def _asked(message: Message) -> int | None:
    """The task state whose check the message asks for; None for an outcome."""
    event, _colon, pk = message.about.partition(":")
    return int(pk) if event == _about(ASKED) else None


def _about(event: str) -> str:
    return f"update_review_{event}"


def _update(workflow_state: WorkflowState) -> UpdatePage | None:
    """The update as it is kept, whose programme decides who may open it; None for a page of another sort."""
    found: UpdatePage | None = (
        UpdatePage.objects.select_related("programme").filter(pk=workflow_state.object_id).first()
        if workflow_state.base_content_type.model == "page"
        else None
    )
    return found


def _holders(page: UpdatePage, *kinds: RoleKind) -> Any:
    roles = Role.objects.filter(programme=page.programme, kind__in=kinds)
    return Person.objects.filter(pk__in=roles.values("person"))


@transaction.atomic
def _tell(page: UpdatePage, people: Iterable[Person], *, event: str, task_state_id: int, by: Any) -> int:
    """One message each, in the person's language. Call it in the transaction that changes the task."""
    contents: dict[str, Content] = {}
    title = _plain(page.get_latest_revision_as_object().title)
    url = settings.SITE_URL + reverse("wagtailadmin_pages:edit", args=[page.pk])
    drafts = []
    for person in people:
        language = person.language
        if language not in contents:
            contents[language] = _write(page, event=event, language=language)
        drafts.append(
            Draft(
                kind=REVIEW,
                dedup_key=f"{REVIEW}:{event}:{task_state_id}:{person.pk}",
                address=person.email,
                language=language,
                content=contents[language],
                fields={
                    "name": person.chosen_name,
                    "who": _who(by, language=language),
                    "title": title,
                    "url": url,
                },
                about=f"{_about(event)}:{task_state_id}",
                topic=f"update:{page.pk}",
                scope=f"programme:{page.programme_id}",
            )
        )
    return queue_many(drafts)


def _write(page: UpdatePage, *, event: str, language: str) -> Content:
    """What templates/emails/update_review.* say; names and titles are each message's own."""
    context = {name: slot(name) for name in ("name", "who", "title", "url")}
    sender = {"sender_name": page.programme.host, "sender_address": page.programme.postal_address}
    return render_mail(REVIEW, language, context | sender | {"event": event})


def _who(person: Any, *, language: str) -> str:
    with translation.override(language):
        return person.chosen_name if person else _("Somebody")


def _plain(title: str) -> str:
    """Without control characters, which a page's title may hold and a mail may not."""
    return "".join(sign for sign in title if unicodedata.category(sign) not in ("Cc", "Cs"))

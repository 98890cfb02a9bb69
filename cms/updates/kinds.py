"""The messages about updates, as the outbox knows them."""

from collections.abc import Sequence

from django.utils.translation import gettext_lazy as _

from cms.updates.models import Subscriber, UpdateNotice, UpdatePage
from cms.updates.operations import review
from cms.updates.operations.notices import NOT_READABLE
from cms.updates.operations.subscription import CONFIRM, UNSUBSCRIBED, UPDATE
from tasks.outbox.kinds import Kind, register
from tasks.outbox.models import Message


def not_owed(messages: Sequence[Message]) -> dict[int, str]:
    """Those whose reader has left or was erased, or whose page not everybody can read any more. Three queries."""
    readers = {int(message.about.partition(":")[2]) for message in messages}
    topics = {int(message.topic.partition(":")[2]) for message in messages}
    subscribed = dict(Subscriber.objects.confirmed().filter(pk__in=readers).values_list("pk", "address"))
    pages = UpdatePage.objects.live().public()
    readable = set(UpdateNotice.objects.filter(pk__in=topics, page__in=pages).values_list("pk", flat=True))
    reasons: dict[int, str] = {}
    for message in messages:
        if subscribed.get(int(message.about.partition(":")[2])) != message.address:
            reasons[message.pk] = UNSUBSCRIBED
        elif int(message.topic.partition(":")[2]) not in readable:
            reasons[message.pk] = NOT_READABLE
    return reasons


def register_kinds() -> None:
    """Called once, when the application starts."""
    # Whoever could read this mail in a list could subscribe somebody else: it is treated as a sign-in code is.
    register(Kind(name=CONFIRM, label=_("Confirm a subscription"), is_secret=True, resend_once=True))
    register(Kind(name=UPDATE, label=_("Training update"), is_news=True, still_owed=not_owed))
    register(Kind(name=review.REVIEW, label=_("Check of an update"), still_owed=review.not_owed))

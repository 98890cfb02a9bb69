"""One message owed to one address."""

import datetime as dt
from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from tasks.outbox import kinds
from tasks.outbox.enums import CAN_CANCEL, CAN_RESEND, HAS_LEFT, NEEDS_A_REASON, WAITING, ChannelName, State

from .contents import Content


class MessageQuerySet(models.QuerySet["Message"]):
    """Messages, as sentences."""

    def about(self, key: str) -> "MessageQuerySet":
        """Those about one thing, such as "enrolment:41"."""
        return self.filter(about=key)

    def topic(self, key: str) -> "MessageQuerySet":
        """Those listed under one thing, such as "cohort:7"."""
        return self.filter(topic=key)

    def scope(self, *keys: str) -> "MessageQuerySet":
        """Those that people of these scopes may see, such as "programme:3"."""
        return self.filter(scope__in=keys)

    def listable(self) -> "MessageQuerySet":
        """Those that a list may show: never a sign-in code."""
        return self.exclude(kind__in=kinds.secret_names())

    def waiting(self) -> "MessageQuerySet":
        """Those that nobody has begun to send."""
        return self.filter(state__in=WAITING)

    def due(self, *, at: dt.datetime) -> "MessageQuerySet":
        """Those to be sent now, urgent ones first, then the longest waiting."""
        return self.waiting().filter(next_attempt_at__lte=at).order_by("priority", "next_attempt_at", "id")

    def lease_ended(self, *, at: dt.datetime) -> "MessageQuerySet":
        """Those whose worker has gone silent."""
        return self.filter(state=State.SENDING, lease_until__lt=at)


class Message(models.Model):
    """A row is written in the transaction that owes the message, and is a mail only later.

    Never sent twice by itself: a dedup_key exists once; a worker that lost its lease changes nothing.
    """

    kind = models.CharField(_("kind"), max_length=40)
    channel = models.CharField(
        _("channel"), max_length=10, choices=ChannelName.choices, default=ChannelName.EMAIL
    )
    dedup_key = models.CharField(max_length=200, unique=True, editable=False)
    message_id = models.CharField(max_length=200, unique=True, editable=False)
    address = models.CharField(_("recipient"), max_length=254)
    language = models.CharField(_("language"), max_length=10)
    content = models.ForeignKey(
        Content, verbose_name=_("content"), on_delete=models.PROTECT, related_name="messages", db_index=False
    )
    fields = models.JSONField(default=dict, blank=True, editable=False)
    about = models.CharField(max_length=60, blank=True, editable=False)
    topic = models.CharField(max_length=60, blank=True, editable=False)
    scope = models.CharField(max_length=60, blank=True, editable=False)
    unsubscribe_url = models.CharField(max_length=500, blank=True, editable=False)
    priority = models.PositiveSmallIntegerField(default=1, editable=False)
    state = models.CharField(_("state"), max_length=12, choices=State.choices, default=State.QUEUED)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    resends = models.PositiveSmallIntegerField(_("times sent again"), default=0)
    next_attempt_at = models.DateTimeField(_("next attempt at"), default=timezone.now)
    not_after = models.DateTimeField(_("not after"), null=True, blank=True)
    owner = models.CharField(max_length=36, blank=True, editable=False)
    lease_until = models.DateTimeField(null=True, blank=True, editable=False)
    error = models.CharField(_("what went wrong"), max_length=300, blank=True)
    created_at = models.DateTimeField(_("owed since"), default=timezone.now)
    sent_at = models.DateTimeField(_("sent at"), null=True, blank=True)

    wagtail_reference_index_ignore = True

    objects: ClassVar[Any] = MessageQuerySet.as_manager()

    class Meta:
        verbose_name = _("message")
        verbose_name_plural = _("messages")
        ordering = ("-id",)
        indexes: ClassVar[list[models.Index]] = [
            models.Index(
                F("priority"),
                F("next_attempt_at"),
                F("id"),
                condition=Q(state__in=WAITING),
                name="message_due",
            ),
            models.Index(fields=["lease_until"], condition=Q(state=State.SENDING), name="message_leased"),
            models.Index(fields=["about"], name="message_about"),
            models.Index(fields=["topic", "-id"], name="message_topic"),
            models.Index(fields=["scope", "-id"], name="message_scope"),
        ]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=Q(state__in=State.values), name="message_state_known"),
            models.CheckConstraint(
                condition=(Q(state=State.SENDING) & ~Q(owner="") & Q(lease_until__isnull=False))
                | (~Q(state=State.SENDING) & Q(owner="") & Q(lease_until__isnull=True)),
                name="message_leased_iff_sending",
            ),
            models.CheckConstraint(
                condition=Q(state__in=HAS_LEFT, sent_at__isnull=False)
                | (~Q(state__in=HAS_LEFT) & Q(sent_at__isnull=True)),
                name="message_sent_at_iff_sent",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=NEEDS_A_REASON) | ~Q(error=""), name="message_failure_has_reason"
            ),
            models.CheckConstraint(condition=~Q(address="") & ~Q(dedup_key=""), name="message_addressed"),
        ]

    def __str__(self) -> str:
        return f"{self.kind_label} ({self.get_state_display()})"

    @property
    def kind_label(self) -> str:
        """The kind in words."""
        return str(kinds.get(self.kind).label)

    @property
    def why(self) -> str:
        """What went wrong, in the reader's language where it is a reason of ours and not the server's words."""
        return gettext(self.error) if self.error else ""

    @property
    def can_cancel(self) -> bool:
        """Whether it can still be held back."""
        return self.state in CAN_CANCEL

    @property
    def can_resend(self) -> bool:
        """Whether a person may decide to send it (again). A secret is over when it is over."""
        return self.state in CAN_RESEND and not kinds.get(self.kind).is_secret

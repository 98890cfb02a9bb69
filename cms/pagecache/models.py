"""What is owed: a change that the cache has not heard of, an address that the cache in front still has."""

from enum import IntEnum
from typing import ClassVar

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

# As a change's table: everything. As its row: there are no triggers, so nothing may be kept until this is gone.
EVERYTHING, CLOSED = "*", "closed"


class Reach(IntEnum):
    """How far a change of a row goes. Each value includes those before it."""

    SHOWN = 1  # pages that show the row in full
    NARROW = 2  # pages that show it in a line, too
    LISTS = 3  # pages whose lists it may enter, leave or move in, too


class Change(models.Model):
    """A row that pages may show was changed. Written by triggers, in the transaction that changed it (triggers.py).

    `before` and `after` are JSON objects of the columns by which lists are narrowed; empty where there was no row.
    The row goes when Redis has been told.
    """

    table = models.CharField(max_length=63)
    row = models.CharField(max_length=40)
    reach = models.PositiveSmallIntegerField()
    before = models.TextField(blank=True)
    after = models.TextField(blank=True)

    class Meta:
        verbose_name = _("change that the page cache has not heard of")
        verbose_name_plural = _("changes that the page cache has not heard of")

    def __str__(self) -> str:
        return f"{self.table} {self.row}"


class FrontPurge(models.Model):
    """An address of which a cache in front (proxy, CDN) may hold an old answer. Goes when that was told."""

    url = models.TextField()  # more than once where it was fetched again between two purges
    noted_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("address to purge in front")
        verbose_name_plural = _("addresses to purge in front")
        ordering: ClassVar[list[str]] = ["pk"]

    def __str__(self) -> str:
        return self.url

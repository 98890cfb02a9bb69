"""Keeping what can be found in step with what is published."""

from collections.abc import Sequence

from django.db import transaction
from wagtail.models import Page

from .models import Entry
from .reading import entries_of

COMPARED = ("kind", "language", "title", "text", "terms")


@transaction.atomic
def index_page(page_id: int) -> None:
    """Make the entries of one page what they should be; writes only what differs. A page that is gone has none."""
    page = Page.objects.filter(pk=page_id).select_for_update(of=("self",)).first()
    if page is None:
        return
    wanted = {entry.anchor: entry for entry in entries_of(page.specific)}
    known = {entry.anchor: entry for entry in Entry.objects.filter(page=page_id)}
    gone = [entry.pk for anchor, entry in known.items() if anchor not in wanted]
    if gone:
        Entry.objects.filter(pk__in=gone).delete()
    changed = []
    for anchor, entry in wanted.items():
        if anchor in known:
            entry.pk = known[anchor].pk
            if any(getattr(entry, name) != getattr(known[anchor], name) for name in COMPARED):
                changed.append(entry)
    Entry.objects.bulk_update(changed, COMPARED)
    Entry.objects.bulk_create(entry for anchor, entry in wanted.items() if anchor not in known)


def index_pages(page_ids: Sequence[int]) -> int:
    """Make the entries of these pages what they should be; returns the number of pages."""
    for page_id in page_ids:
        index_page(page_id)
    return len(page_ids)


def rebuild() -> int:
    """Make the entries of every page what they should be; returns the number of pages. Can be run at any time."""
    return index_pages(list(Page.objects.filter(depth__gt=1).order_by("pk").values_list("pk", flat=True)))

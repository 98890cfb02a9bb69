"""The French page made of the English page's own segments, as if an editor had translated it in the office."""

import json
from typing import Any

from django.utils import timezone
from wagtail.models import Locale, Page
from wagtail_localize.models import (
    OverridableSegment,
    SegmentOverride,
    StringSegment,
    StringTranslation,
    Translation,
    TranslationSource,
)
from wagtail_localize.segments import OverridableSegmentValue, StringSegmentValue
from wagtail_localize.segments.extract import extract_segments


class NotAlikeError(Exception):
    """The two languages of a page are not built the same way: one has a sentence that the other has not."""


def translate(english: Page, mirror: Page, *, to: Locale, by: Any, posted_at: Any = None) -> Page:
    """Translate the live page `english` and publish the translation, which is returned.

    mirror: the same page, not saved, with its words in the other language. Its segments stand at the same places, so
    each is the translation of the one in `english`. Raises NotAlikeError where they do not, and wagtail-localize's
    MissingTranslationError for a segment that has none.
    """
    source, _created = TranslationSource.get_or_create_from_instance(english)
    words = [segment for segment in extract_segments(mirror) if isinstance(segment, StringSegmentValue)]
    _keep_words(source, words, to=to, by=by)
    links = [segment for segment in extract_segments(mirror) if isinstance(segment, OverridableSegmentValue)]
    _keep_links(source, links, to=to, by=by)
    Translation.objects.create(source=source, target_locale=to)
    page, _created = source.create_or_update_translation(to, user=by, publish=False, fallback=False)
    if posted_at is not None:
        Page.objects.filter(pk=page.pk).update(first_published_at=posted_at)
    # wagtail-localize publishes once the transaction is over; the demo is loaded as a whole or not at all.
    page = page.specific_class.objects.get(pk=page.pk)
    page.get_latest_revision().publish(user=None)
    return page.specific_class.objects.get(pk=page.pk)


def _keep_words(source: TranslationSource, words: list[StringSegmentValue], *, to: Locale, by: Any) -> None:
    """A translation for each sentence of `source`, as though typed in the office."""
    asked = list(
        StringSegment.objects.filter(source=source).order_by("order").select_related("context", "string")
    )
    if [segment.context.path for segment in asked] != [segment.path for segment in words]:
        here, there = {segment.context.path for segment in asked}, {segment.path for segment in words}
        raise NotAlikeError(f"{source.object_repr}: {sorted(here ^ there) or 'another number of sentences'}")
    made: dict[tuple[int, int], str] = {}
    for segment, french in zip(asked, words, strict=True):
        key = segment.string_id, segment.context_id
        if made.setdefault(key, french.string.data) != french.string.data:
            raise NotAlikeError(f"{source.object_repr}: two translations of “{segment.string.data}”")
    now = timezone.now()
    StringTranslation.objects.bulk_create(
        StringTranslation(
            locale=to,
            translation_of_id=string,
            context_id=context,
            data=data,
            translation_type=StringTranslation.TRANSLATION_TYPE_MANUAL,
            last_translated_by=by,
            created_at=now,
            updated_at=now,
        )
        for (string, context), data in made.items()
    )


def _keep_links(
    source: TranslationSource, links: list[OverridableSegmentValue], *, to: Locale, by: Any
) -> None:
    """Where a link leads elsewhere in the other language."""
    asked = {
        segment.context.path: segment
        for segment in OverridableSegment.objects.filter(source=source).select_related("context")
    }
    # The path of a link in running text is its own address: where the two differ, they are told apart by their order.
    ordered = sorted(asked.values(), key=lambda segment: segment.order)
    for segment, link in zip(ordered, links, strict=True):
        if segment.data != link.data:
            SegmentOverride.objects.create(
                locale=to, context=segment.context, data_json=json.dumps(link.data), last_translated_by=by
            )

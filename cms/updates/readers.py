"""For who writes an update: how many will be told of it, in which language, and what is still missing."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db.models import Count, Exists, OuterRef

from cms.updates.models import Subscriber, UpdatePage
from courses.models import Programme, Region, Stream


@dataclass(frozen=True)
class Twin:
    """The same update in the other language: `page` is None while there is none. `waiting` read that language.

    `lookalike`: where there is none, an update in that language about the same cohort that translates nothing.
    """

    language: str
    waiting: int
    page: UpdatePage | None
    lookalike: UpdatePage | None = None


@dataclass(frozen=True)
class Readers:
    """Whom this update, as it was saved last, is for. `is_bare`: it has no body."""

    region: Region
    stream: Stream | None
    language: str
    count: int
    twins: list[Twin]
    is_bare: bool


def readers_of(page: UpdatePage, *, programme_id: Any) -> Readers | None:
    """Three queries, one more with a stream, one without a twin; None without a programme: nobody knows for whom."""
    programme = Programme.objects.select_related("region").filter(pk=programme_id).first()
    if programme is None:
        return None
    own, names = page.locale.language_code, dict(settings.LANGUAGES)
    wishes = Subscriber.objects.confirmed().whose_wish_is(region=programme.region, stream=page.stream)
    counted = wishes.order_by().values_list("language").annotate(Count("pk"))
    numbers: dict[str, int] = dict(counted)
    others = {
        twin.locale.language_code: twin
        for twin in UpdatePage.objects.filter(translation_key=page.translation_key)
        .exclude(locale=page.locale)
        .select_related("locale")
        .defer_streamfields()
    }
    return Readers(
        region=programme.region,
        stream=page.stream,
        language=str(names[own]),
        count=numbers.get(own, 0),
        twins=[
            Twin(
                language=str(names[code]),
                waiting=numbers.get(code, 0),
                page=others.get(code),
                lookalike=None if code in others else _lookalike(page, code),
            )
            for code in names
            if code != own
        ],
        is_bare=not page.body,
    )


def untranslated(programmes: Any) -> Any:
    """The updates of these programmes that stand in one language only, the one written last first."""
    twins = UpdatePage.objects.filter(translation_key=OuterRef("translation_key")).exclude(pk=OuterRef("pk"))
    return (
        UpdatePage.objects.of_programmes(programmes)
        .filter(~Exists(twins.order_by()))
        .defer_streamfields()
        .select_related("programme", "locale")
        .order_by("-latest_revision_created_at", "-pk")
    )


def _lookalike(page: UpdatePage, language: str) -> UpdatePage | None:
    """An update in `language` about the same cohort that was written by itself."""
    if page.cohort_id is None:
        return None
    found: UpdatePage | None = (
        untranslated([page.programme_id])
        .filter(cohort=page.cohort_id, locale__language_code=language)
        .first()
    )
    return found

"""For who writes an update: how many will be told of it, in which language, and what is still missing."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db.models import Count

from cms.updates.models import Subscriber, UpdatePage
from courses.models import Programme, Region, Stream


@dataclass(frozen=True)
class Twin:
    """The same update in the other language: `page` is None while there is none. `waiting` read that language."""

    language: str
    waiting: int
    page: UpdatePage | None


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
    """Three queries, one more with a stream; None without a programme: nobody knows for whom it is."""
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
            Twin(language=str(names[code]), waiting=numbers.get(code, 0), page=others.get(code))
            for code in names
            if code != own
        ],
        is_bare=not page.body,
    )

"""A brochure to download."""

from typing import TYPE_CHECKING, Any

from django.http import HttpRequest
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from .groups import LIVE

if TYPE_CHECKING:
    from cms.brochure.models import BrochurePage


class BrochureBlock(blocks.StructBlock):
    """A link to a brochure's PDF that says its pages, size and language. Without a brochure to read, nothing."""

    page = blocks.PageChooserBlock(page_type="brochure.BrochurePage", label=_("Brochure"))
    label = blocks.CharBlock(label=_("Words of the link, if not the title"), max_length=80, required=False)

    def get_context(self, value: Any, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        from cms.brochure.pdf import download  # brochures are pages, and pages are made of blocks

        context: dict[str, Any] = super().get_context(value, parent_context=parent_context)
        request: HttpRequest | None = context.get("request")
        page = _in_readers_language(value.get("page"))
        known = download(page, request) if page is not None and request is not None else None
        return context | {"download": known}

    class Meta:
        icon = "doc-full"
        label = _("Brochure to download")
        group = LIVE
        template = "components/blocks/brochure.html"


def _in_readers_language(page: Any) -> "BrochurePage | None":
    """The translation of `page` that everybody may read now, else the page itself, else None."""
    from cms.brochure.models import BrochurePage

    if page is None:
        return None
    same = BrochurePage.objects.live().public().filter(translation_key=page.translation_key)
    found = list(same.select_related("locale"))
    in_language = [twin for twin in found if twin.locale.language_code == get_language()]
    chosen: BrochurePage | None = next(
        iter([*in_language, *(twin for twin in found if twin.pk == page.pk)]), None
    )
    return chosen

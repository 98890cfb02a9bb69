"""The page editor's panel about reading. It is complete when the page opens; the script keeps it so while one types."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import Panel

from .grade import MOST_GRADE, Reading, read
from .links import vague_links
from .texts import texts_of
from .words import verdict


class ReadingPanel(Panel):
    """How easily the texts of the page are read; those that are hard are named."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("heading", _("Plain language"))
        super().__init__(**kwargs)

    @property
    def clean_name(self) -> str:
        """The panel's part of the page's addresses."""
        return "reading"

    class BoundPanel(Panel.BoundPanel):
        """The panel of one page."""

        template_name = "backoffice/reading/panel.html"

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            """`all`: the verdict on the page as a whole; `hard`: (label, verdict) of each text that is hard."""
            context: dict[str, Any] = super().get_context_data(parent_context)
            locale = self.instance.locale if self.instance.locale_id else None
            language = locale.language_code if locale else "en"
            texts = texts_of(self.instance)
            readings = [(text, read(text.html, language)) for text in texts]
            return context | {
                "language": language,
                "url": reverse("reading"),
                "limit": MOST_GRADE,
                "all": _said(read("\n".join(text.html for text in texts), language)),
                "hard": [
                    (text.label, _said(found)) for text, found in readings if found and not found.is_easy
                ],
                "vague": vague_links(text.html for text in texts),
            }


def _said(reading: Reading | None) -> str:
    return verdict(reading) if reading else ""

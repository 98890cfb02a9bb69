"""The app that reads along with writers. It has no models."""

from typing import Any

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ReadingConfig(AppConfig):
    """Gives every page type of the project its panel."""

    name = "cms.reading"
    label = "reading"
    verbose_name = _("plain language")

    def ready(self) -> None:
        """A page type of tomorrow has the panel too: it is added here, not in each model."""
        from wagtail.models import Page

        from .panels import ReadingPanel

        for model in _descendants(Page):
            if model.__module__.startswith("cms.") and not model._meta.abstract:
                panels = model.__dict__.get("content_panels", model.content_panels)
                model.content_panels = [*panels, ReadingPanel()]


def _descendants(model: Any) -> list[Any]:
    found = []
    for child in model.__subclasses__():
        found += [child, *_descendants(child)]
    return found

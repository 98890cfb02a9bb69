from importlib import import_module

from django.apps import AppConfig


class SearchConfig(AppConfig):
    """Finds pages, modules and questions."""

    name = "cms.search"
    label = "search"

    def ready(self) -> None:
        """Teach SQLite to search, and follow what is published and taught."""
        import_module("cms.search.sqlite").connect()
        import_module("cms.search.following").connect()

from importlib import import_module

from django.apps import AppConfig


class CmsConfig(AppConfig):
    """Commands, template tags, static files and site settings shared by the whole site."""

    name = "cms"

    def ready(self) -> None:
        """Note every sign-in from the first one on, also one that comes before the first request."""
        import_module("cms.middleware")
        import_module("cms.barriers.operations").register_kinds()

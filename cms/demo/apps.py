from django.apps import AppConfig


class DemoConfig(AppConfig):
    """The demo's own pages and commands. In no settings but those of development."""

    name = "cms.demo"
    label = "demo"

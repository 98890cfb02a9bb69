from django.apps import AppConfig


class HomeConfig(AppConfig):
    """The pages people read first."""

    name = "cms.home"
    label = "home"

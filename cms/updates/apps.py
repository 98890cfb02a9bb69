from django.apps import AppConfig


class UpdatesConfig(AppConfig):
    """Training updates and the people who asked to hear about them."""

    name = "cms.updates"
    label = "updates"

from django.apps import AppConfig


class CmsConfig(AppConfig):
    """Commands, template tags, static files and site settings shared by the whole site."""

    name = "cms"

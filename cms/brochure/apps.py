from django.apps import AppConfig


class BrochureConfig(AppConfig):
    """Brochures: a page and its PDF."""

    name = "cms.brochure"
    label = "brochure"

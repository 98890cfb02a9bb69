from importlib import import_module

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """People and how they sign in."""

    name = "cms.accounts"
    label = "accounts"

    def ready(self) -> None:
        """Make the kinds of messages known."""
        import_module("cms.accounts.kinds").register_kinds()

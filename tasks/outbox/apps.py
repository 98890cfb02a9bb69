from django.apps import AppConfig


class OutboxConfig(AppConfig):
    """Messages owed, claimed and sent."""

    name = "tasks.outbox"
    label = "outbox"

"""Background work: the Celery application, what beat starts, and the outbox."""

from .celery import app as celery_app

__all__ = ["celery_app"]

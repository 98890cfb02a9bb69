"""Wagtail's own background work."""

from typing import Any

from tasks import background as backend
from tasks.celery import app


@app.task(name=backend.JOB)
def background(path: str, args: list[Any], kwargs: dict[str, Any]) -> None:
    """Do one task of django-tasks."""
    backend.perform(path, args, kwargs)

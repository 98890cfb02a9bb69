"""Jobs that keep the site itself going."""

from celery.signals import worker_ready
from django.core.cache import cache
from django.core.management import call_command
from django.utils import timezone

from tasks.celery import app

HEARTBEAT = "heartbeat"
HEARTBEAT_SECONDS = 90  # how long one sign of life counts


@app.task(name="tasks.jobs.heartbeat")
def heartbeat() -> None:
    """Show /health/ready that a worker lives and beat reaches it."""
    cache.set(HEARTBEAT, timezone.now().isoformat(), HEARTBEAT_SECONDS)


@worker_ready.connect
def first_heartbeat(**kwargs: object) -> None:
    """A worker that has started shows itself at once, by way of the broker, without waiting for beat."""
    heartbeat.delay()


@app.task(name="tasks.jobs.publish_scheduled")
def publish_scheduled() -> None:
    """Publish and expire pages whose time has come."""
    call_command("publish_scheduled")

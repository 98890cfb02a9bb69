"""Waking the workers. A message that nobody was woken for is found by beat within a minute, so this may fail."""

import logging
import time
from functools import lru_cache

from django.db import transaction
from kombu import Connection

from tasks.celery import app

log = logging.getLogger("tasks.outbox")

DRAIN = "tasks.jobs.drain"
TIMEOUT = 2.0  # seconds to connect, and to be answered
REST = 5.0  # seconds in which this process does not try again after a failure

_rest_until = 0.0


def wake() -> None:
    """Start a drain when the present transaction is committed, once however often this is called in it."""
    connection = transaction.get_connection()
    if any(hook[1] is _send for hook in connection.run_on_commit):
        return
    transaction.on_commit(_send, robust=True)


def send_task(name: str, *args: object) -> bool:
    """Ask for a Celery task by name, now. False when Redis did not take it within about two seconds.

    Arguments are ids or other plain values: they are stored in Redis, so they are never anybody's data.
    """
    global _rest_until
    if time.monotonic() < _rest_until:
        return False
    try:
        app.send_task(name, args=args, connection=_connection(), retry=False, ignore_result=True)
    except Exception as error:  # noqa: BLE001 - whatever the broker does, the request must succeed
        _rest_until = time.monotonic() + REST
        _connection.cache_clear()
        log.warning("Workers could not be woken (%s); beat will find what is owed.", type(error).__name__)
        return False
    return True


def forget() -> None:
    """Try again at once, and with the broker's present address."""
    global _rest_until
    _rest_until = 0.0
    _connection.cache_clear()


def _send() -> None:
    send_task(DRAIN)


@lru_cache(maxsize=1)
def _connection() -> Connection:
    """A connection of its own: the timeouts that suit a request would break a worker's blocking reads."""
    return Connection(
        app.conf.broker_url,
        connect_timeout=TIMEOUT,
        transport_options={
            **app.conf.broker_transport_options,
            "socket_timeout": TIMEOUT,
            "socket_connect_timeout": TIMEOUT,
            "retry_on_timeout": False,
            "max_retries": 0,
        },
    )

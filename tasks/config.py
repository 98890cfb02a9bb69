"""How Celery talks to Redis. The outbox loses nothing even if all of this fails: beat drains it every minute."""

from django.conf import settings

from .schedule import SCHEDULE

broker_url = f"{settings.REDIS_URL}/0"
broker_connection_retry_on_startup = True
broker_connection_max_retries = None  # a worker waits for Redis as long as it takes
broker_transport_options = {
    # A killed worker's task comes back this many seconds after it was taken. Longer than any job may run.
    "visibility_timeout": 360,
    # ... and is looked for every 2 s; with the defaults it is every 100 s.
    "unacked_restore_interval": 2,
    "unacked_restore_throttle": 1,
    "socket_connect_timeout": 5,
    "socket_keepalive": True,
    "health_check_interval": 10,
}
task_acks_late = True
task_reject_on_worker_lost = True
task_time_limit = 300
task_soft_time_limit = 240
task_ignore_result = True
task_store_errors_even_if_ignored = False
task_default_queue = "alongside"
task_serializer = "json"
accept_content = ["json"]
worker_prefetch_multiplier = 1
worker_max_tasks_per_child = 1_000  # a slow leak somewhere never grows old
worker_send_task_events = False
worker_hijack_root_logger = False
worker_cancel_long_running_tasks_on_connection_loss = False
enable_utc = True
timezone = "UTC"
beat_schedule = SCHEDULE

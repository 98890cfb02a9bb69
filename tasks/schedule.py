"""What beat starts, and how often. A job that is started twice, by two beats, or late finds nothing to do."""

from celery.schedules import crontab

MINUTE = 60.0

SCHEDULE = {
    "send what is owed": {"task": "tasks.jobs.drain", "schedule": MINUTE, "options": {"expires": 2 * MINUTE}},
    "find what a dead worker left": {
        "task": "tasks.jobs.recover",
        "schedule": 15.0,
        "options": {"expires": 60},
    },
    "publish what is scheduled": {
        "task": "tasks.jobs.publish_scheduled",
        "schedule": MINUTE,
        "options": {"expires": 2 * MINUTE},
    },
    "tell subscribers of updates": {
        "task": "cms.updates.jobs.tell",
        "schedule": MINUTE,
        "options": {"expires": 2 * MINUTE},
    },
    "forget requests to subscribe": {
        "task": "cms.updates.jobs.purge",
        "schedule": crontab(hour="9", minute="37"),
    },
    "empty the page cache of what is owed": {
        "task": "cms.pagecache.jobs.settle",
        "schedule": MINUTE,
        "options": {"expires": 2 * MINUTE},
    },
    "tell caches in front what to forget": {
        "task": "cms.pagecache.jobs.purge_in_front",
        "schedule": MINUTE,
        "options": {"expires": 2 * MINUTE},
    },
    "owe session reminders": {
        "task": "tasks.jobs.reminders",
        "schedule": 5 * MINUTE,
        "options": {"expires": 10 * MINUTE},
    },
    "tell of changes to sessions": {
        "task": "tasks.jobs.schedule_notices",
        "schedule": MINUTE,
        "options": {"expires": 2 * MINUTE},
    },
    "owe supervisors their digest": {
        "task": "tasks.jobs.practicum_digests",
        "schedule": 15 * MINUTE,
        "options": {"expires": 30 * MINUTE},
    },
    "owe reminders of practicum reports": {
        "task": "tasks.jobs.practicum_reports",
        "schedule": 15 * MINUTE,
        "options": {"expires": 30 * MINUTE},
    },
    "owe reminders of renewals": {
        "task": "tasks.jobs.renewal_reminders",
        "schedule": 15 * MINUTE,
        "options": {"expires": 30 * MINUTE},
    },
    "enrol lists whose worker died": {
        "task": "tasks.jobs.apply_waiting_lists",
        "schedule": MINUTE,
        "options": {"expires": 2 * MINUTE},
    },
    "empty lists nobody needs": {"task": "tasks.jobs.tidy_lists", "schedule": crontab(minute="23")},
    "remove files nobody needs": {
        "task": "tasks.jobs.tidy_files",
        "schedule": crontab(hour="9", minute="27"),
    },
    "show that workers live": {"task": "tasks.jobs.heartbeat", "schedule": 20.0, "options": {"expires": 60}},
    "delete what is past its time": {"task": "tasks.jobs.purge", "schedule": crontab(hour="9", minute="17")},
}

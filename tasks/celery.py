"""The Celery application. It imports nothing of ours: tasks are found by name in tasks.jobs.

Run a worker with `celery -A tasks worker`, the clock with `celery -A tasks beat`.
"""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cms.settings.production")

app = Celery("alongside")
app.config_from_object("tasks.config")
app.autodiscover_tasks(["tasks"], related_name="jobs")
app.autodiscover_tasks(related_name="jobs")  # of the apps above it in the layers, such as cms.updates.jobs

"""What beat and the publication of an update start: thin entry points, each harmless when started twice."""

from celery import shared_task

from cms.updates.operations import notices, subscription


@shared_task(name=notices.TELL)
def tell() -> None:
    """Tell subscribers of updates that went live."""
    notices.tell_all()


@shared_task(name="cms.updates.jobs.purge")
def purge() -> None:
    """Forget requests to subscribe that ran out."""
    subscription.purge()

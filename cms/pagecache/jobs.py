"""What beat starts for the page cache."""

from cms.pagecache import purging
from tasks.celery import app


@app.task(name="cms.pagecache.jobs.settle")
def settle() -> None:
    """Empty the cache of what a process that died, or a hand in the database, left behind."""
    purging.settle()


@app.task(name="cms.pagecache.jobs.purge_in_front")
def purge_in_front() -> None:
    """Tell the caches in front what to forget."""
    purging.purge_in_front()

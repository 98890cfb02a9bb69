from typing import Any

from django.apps import AppConfig
from django.db.backends.signals import connection_created
from django.db.models.signals import post_migrate, pre_migrate


class PageCacheConfig(AppConfig):
    """Public pages, kept until something that they show changes."""

    name = "cms.pagecache"

    def ready(self) -> None:
        """Look at every statement; take the triggers away for each `migrate` and make them anew."""
        from cms.pagecache import reading, triggers

        def look(connection: Any, **kwargs: Any) -> None:
            if reading.look_at not in connection.execute_wrappers:
                connection.execute_wrappers.append(reading.look_at)

        connection_created.connect(look, dispatch_uid="cms.pagecache.look", weak=False)

        def begin(*, using: str, plan: Any = (), **kwargs: Any) -> None:
            reading.is_migrating = True
            if plan:
                triggers.remove(using=using)

        def end(*, using: str, **kwargs: Any) -> None:
            triggers.install(using=using)
            reading.is_migrating = False

        pre_migrate.connect(begin, sender=self, dispatch_uid="cms.pagecache.begin", weak=False)
        post_migrate.connect(end, sender=self, dispatch_uid="cms.pagecache.end", weak=False)

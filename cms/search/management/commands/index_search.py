"""`manage.py index_search`: what can be found, made what it should be: after a restore or an upgrade."""

from typing import Any

from django.core.management.base import BaseCommand

from cms.search.index import rebuild


class Command(BaseCommand):
    """Read every page again for the search."""

    help = "Read every page again for the search. Can be run at any time, and more than once."

    def handle(self, *args: Any, **options: Any) -> None:
        """Print how many pages were read."""
        self.stdout.write(f"Pages read for the search: {rebuild()}")

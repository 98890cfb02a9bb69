"""Make the pages that every site has, and the rights of editors and coordinators. Run after each `migrate`."""

from typing import Any

from django.core.management.base import BaseCommand

from cms.home import site_tree


class Command(BaseCommand):
    """Runs as often as one likes: what is there is left as it is."""

    help = "Make the home pages, the lists of updates, and who may write there. Changes nothing that exists."

    def handle(self, *args: Any, **options: Any) -> None:
        """Called by manage.py."""
        trees = site_tree.ensure()
        self.stdout.write(f"The site has its pages in {len(trees)} languages.")

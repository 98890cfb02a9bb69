"""Makes the demo ready: translations, schema and, once, its people and pages."""

from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand


class Command(BaseCommand):
    """Run by `make demo` before the site starts."""

    help = "Compile the translations, migrate, and load the demo once."

    def handle(self, *args: Any, **options: Any) -> None:
        """The mark that the data is loaded is written last: a broken start loads again."""
        # First: a process that has used French once goes on with the catalogue it found then.
        call_command("messages", compile=True)
        call_command("migrate", verbosity=0)
        call_command("setup_site", stdout=self.stdout)
        mark = settings.VAR_DIR / "loaded"
        if not mark.exists():
            call_command("load_demo")
            mark.touch()

"""Makes the demo's database ready: schema, translations and, once, its people and pages."""

from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand


class Command(BaseCommand):
    """Run by `make demo` before the site starts."""

    help = "Migrate, compile the translations, and load the demo once."

    def handle(self, *args: Any, **options: Any) -> None:
        """The mark that the data is loaded is written last: a broken start loads again."""
        call_command("migrate", verbosity=0)
        call_command("setup_site", stdout=self.stdout)
        call_command("messages", compile=True)
        mark = settings.VAR_DIR / "loaded"
        if not mark.exists():
            call_command("load_demo")
            mark.touch()

"""`manage.py messages`: keeps the French catalogue in step with the code."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from cms import translations


class Command(BaseCommand):
    """Without options: takes new words in, drops those no longer used, keeps what is translated."""

    help = "Update, check or compile the French catalogue."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare --check and --compile."""
        group = parser.add_mutually_exclusive_group()
        group.add_argument("--check", action="store_true", help="fail when the French is not complete")
        group.add_argument("--compile", action="store_true", help="write the .mo file that the site reads")

    def handle(self, *args: Any, check: bool = False, compile: bool = False, **options: Any) -> None:  # noqa: A002
        """CommandError lists what is wrong (--check)."""
        if compile:
            translations.compile_catalogue()
            return
        messages = translations.extract()
        if check:
            catalogue = translations.load()
            catalogue.to_binary()
            if found := translations.complaints(catalogue, messages):
                raise CommandError(
                    "\n".join([*found, f"{len(found)} complaints; make messages takes in new words."])
                )
            return
        catalogue = translations.merged(translations.load(), messages)
        translations.save(catalogue)
        missing = len(catalogue.untranslated_entries())
        self.stdout.write(f"{len(catalogue)} messages, {missing} to translate, in {translations.CATALOGUE}")

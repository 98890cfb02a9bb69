"""Try a policy out: `manage.py judge PROFILE RECORDS [--format text|json] [--language en|fr] [--on DATE]`."""

import datetime as dt
import json
from argparse import ArgumentParser, ArgumentTypeError
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from courses.management.files import or_refuse, read_file
from courses.profiles.profile import read_profile
from courses.profiles.records import read_records
from courses.profiles.trying import as_lists, as_text, try_out


def date(typed: str) -> dt.date:
    """The date that was typed."""
    try:
        return dt.date.fromisoformat(typed)
    except ValueError:
        raise ArgumentTypeError(_("a date is needed, such as 2026-05-31.")) from None


class Command(BaseCommand):
    """Two files in, judgements out; no database. Exit code 0: judged, 1: a file was refused."""

    requires_system_checks: list[str] = []
    help = _("Say what a profile's awards make of sample records. It asks no database.")

    def add_arguments(self, parser: ArgumentParser) -> None:
        """PROFILE RECORDS [--format] [--language] [--on]"""
        parser.add_argument("profile", metavar="PROFILE", type=Path)
        parser.add_argument("records", metavar="RECORDS", type=Path)
        parser.add_argument("--format", choices=["text", "json"], default="text")
        parser.add_argument("--language", choices=["en", "fr"], default="en")
        parser.add_argument(
            "--on", metavar="DATE", type=date, help=_("the day of judging; else that of the file")
        )

    def handle(
        self,
        *args: Any,
        profile: Path,
        records: Path,
        format: str,  # noqa: A002 - the option's name
        language: str,
        on: dt.date | None,
        **options: Any,
    ) -> None:
        """Read both, judge, print."""
        with override(language):
            policy = or_refuse(self, read_profile, str(profile), read_file(profile))
            found = or_refuse(self, read_records, str(records), read_file(records), policy.outline)
            at = on or found.on or timezone.localdate()
            tried = list(try_out(policy, found.people, at=at))
            if format == "json":
                self.stdout.write(json.dumps(as_lists(tried, at=at), indent=2, ensure_ascii=False))
            else:
                for line in as_text(tried):
                    self.stdout.write(line)

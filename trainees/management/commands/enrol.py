"""Enrol the people of a file: `manage.py enrol COHORT FILE [--dry-run] [--by EMAIL]`."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils.translation import gettext as _

from courses.models import Cohort
from trainees.enums import LEFT_OUT, RowOutcome
from trainees.lists import FIELD_LABELS
from trainees.models import EnrolmentBatch
from trainees.operations import batches
from trainees.queries.lists import Line, lines

REFUSED = 1
SOME_LEFT_OUT = 2


class Command(BaseCommand):
    """The same reading, checking and enrolling as in the back office.

    Exit codes: 0 everybody on the list is enrolled (or would be), 1 the list was refused and nobody enrolled,
    2 some rows were left out; standard error names file, row and field of each.
    """

    help = _(
        "Enrol the people of a CSV or XLSX file in a cohort. Exit code 0: everybody; 1: the file was refused; "
        "2: some rows were left out."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """COHORT FILE [--dry-run] [--by EMAIL]"""
        parser.add_argument("cohort", metavar="COHORT", help=_("short name or number of the cohort"))
        parser.add_argument("file", metavar="FILE", type=Path)
        parser.add_argument("--dry-run", action="store_true", help=_("show what would happen, write nothing"))
        parser.add_argument("--by", metavar="EMAIL", help=_("who does it, for the history"))

    def handle(
        self, *args: Any, cohort: str, file: Path, by: str | None, dry_run: bool, **options: Any
    ) -> None:
        """Read, check, show, and unless it is a dry run enrol."""
        actor = self._person(by)
        found = self._cohort(cohort)
        try:
            data = file.read_bytes()
        except OSError as error:
            raise CommandError(f"{file}: {error.strerror}", returncode=REFUSED) from None
        try:
            with transaction.atomic():
                batch = batches.read(cohort=found, source=file.name, data=data, by=actor)
                if not dry_run:
                    batch = batches.apply(batch=batch, by=actor)
                found_lines = lines(batch)
                if dry_run:
                    batch.delete()
        except ValidationError as error:
            raise CommandError(f"{file}: {' '.join(error.messages)}", returncode=REFUSED) from None
        self._report(file, batch, found_lines, dry_run=dry_run)

    def _person(self, email: str | None) -> Any:
        if not email:
            return None
        model = get_user_model()
        try:
            return model._default_manager.get_by_natural_key(email)
        except model.DoesNotExist:
            raise CommandError(
                _("Nobody has the address %(email)s.") % {"email": email}, returncode=REFUSED
            ) from None

    def _cohort(self, name: str) -> Cohort:
        key = {"pk": int(name)} if name.isdecimal() else {"slug": name}
        try:
            return Cohort.objects.with_course().get(**key)
        except Cohort.DoesNotExist:
            raise CommandError(
                _("There is no cohort %(name)s.") % {"name": name}, returncode=REFUSED
            ) from None

    def _report(self, file: Path, batch: EnrolmentBatch, found: list[Line], *, dry_run: bool) -> None:
        """A table of all rows on standard output, what is wrong on standard error."""
        for notice in batch.notices:
            self.stderr.write(f"{file}: {notice}")
        for line in found:
            self.stdout.write(
                f"{line.row:>6}  {line.words:<20}  {line.email:<32}  {line.name}  {line.note}".rstrip()
            )
            for name, words in line.errors.items():
                place = _("%(file)s, row %(row)s, %(field)s") % {
                    "file": file,
                    "row": line.row,
                    "field": FIELD_LABELS[name],
                }
                self.stderr.write(f"{place}: {' '.join(words)}")
            if line.outcome == RowOutcome.OVER:
                place = _("%(file)s, row %(row)s") % {"file": file, "row": line.row}
                self.stderr.write(f"{place}: {_('No seat is left in this cohort.')}")
        would = _("%(number)s of %(total)s would be enrolled.")
        done = _("%(number)s of %(total)s enrolled.")
        self.stdout.write((would if dry_run else done) % {"number": batch.to_enrol, "total": batch.total})
        left_out = sum(
            batch.counts.get(outcome, 0) for outcome in LEFT_OUT if outcome != RowOutcome.DUPLICATE
        )
        if left_out:
            raise CommandError(
                _("%(number)s rows were left out.") % {"number": left_out}, returncode=SOME_LEFT_OUT
            )

"""Profiles: `manage.py profile check FILE…`, `load FILE --programme SLUG`, `dump COURSE`, `schema`."""

from argparse import ArgumentParser
from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from courses.management.files import REFUSED, or_refuse, read_file
from courses.models import Edition, Programme
from courses.operations.loaded import Loaded
from courses.operations.profiles import load_profile
from courses.profiles.problems import Refused, counted
from courses.profiles.profile import read_profile
from courses.profiles.records_schema import records_schema
from courses.profiles.schema import as_json, profile_schema
from courses.profiles.tables import kinds_table, parts_table, records_table
from courses.profiles.writing import as_yaml
from courses.queries.profiles import profile_data


class Command(BaseCommand):
    """A course with its edition, modules, awards and renewal as one YAML file; docs/profiles.md says how.

    Exit code 0: done, or nothing to do; 1: refused, and nothing was changed. Mistakes go to standard error, each with
    file, line and field. `check` and `schema` ask no database.
    """

    requires_system_checks: list[str] = []
    help = _("Check, load and write profiles: a course and what its awards take as one YAML file.")

    def add_arguments(self, parser: ArgumentParser) -> None:
        """One command of four."""
        commands = parser.add_subparsers(dest="what", required=True, metavar="check | load | dump | schema")
        check = commands.add_parser("check", help=_("name every mistake in the files"))
        check.add_argument("files", metavar="FILE", type=Path, nargs="+")
        load = commands.add_parser("load", help=_("make the course, or a new edition of it"))
        load.add_argument("file", metavar="FILE", type=Path)
        load.add_argument("--programme", metavar="SLUG", required=True, help=_("short name of the programme"))
        load.add_argument("--by", metavar="EMAIL", help=_("who does it, for the history"))
        dump = commands.add_parser("dump", help=_("write a course as a profile"))
        dump.add_argument("course", metavar="COURSE", help=_("short name of the course"))
        dump.add_argument(
            "--programme", metavar="SLUG", help=_("where several programmes have such a course")
        )
        dump.add_argument("--edition", metavar="N", type=int, help=_("else the newest one"))
        schema = commands.add_parser("schema", help=_("write the JSON schema"))
        schema.add_argument("--tables", action="store_true", help=_("as tables of Markdown"))
        schema.add_argument("--records", action="store_true", help=_("that of sample records"))

    def handle(self, *args: Any, what: str, **options: Any) -> None:
        """The one that was asked for."""
        commands: dict[str, Callable[..., None]] = {
            "check": self.check_files,
            "load": self.load,
            "dump": self.dump,
            "schema": self.schema,
        }
        commands[what](**options)

    def check_files(self, *, files: list[Path], **options: Any) -> None:
        """Every mistake of every file."""
        wrong = 0
        for file in files:
            try:
                data = read_profile(str(file), read_file(file)).data
            except Refused as error:
                wrong += len(error.problems)
                for problem in error.problems:
                    self.stderr.write(str(problem))
                continue
            words = _("%(file)s: nothing is wrong. Modules: %(modules)d. Awards: %(awards)d.")
            self.stdout.write(
                words % {"file": file, "modules": len(data["modules"]), "awards": len(data["awards"])}
            )
        if wrong:
            raise CommandError(counted(wrong), returncode=REFUSED)

    def load(self, *, file: Path, programme: str, by: str | None, **options: Any) -> None:
        """All of it or nothing."""
        actor = self._person(by)
        profile = or_refuse(self, read_profile, str(file), read_file(file))
        where = Programme.objects.filter(slug=programme).first()
        if where is None:
            words = _("There is no programme %(name)s.") % {"name": programme}
            raise CommandError(words, returncode=REFUSED)
        loaded = or_refuse(self, load_profile, profile=profile, programme=where, by=actor)
        for line in _done(loaded):
            self.stdout.write(line)

    def dump(self, *, course: str, programme: str | None, edition: int | None, **options: Any) -> None:
        """On standard output."""
        found = Edition.objects.filter(course__slug=course).order_by("-version")
        if programme:
            found = found.filter(course__programme__slug=programme)
        if edition:
            found = found.filter(version=edition)
        where = sorted(set(found.values_list("course__programme__slug", flat=True)))
        if len(where) > 1:
            words = _("Several programmes have this course: %(names)s. Name one with --programme.")
            raise CommandError(words % {"names": ", ".join(where)}, returncode=REFUSED)
        if not where:
            words = _("There is no such course or edition: %(name)s.") % {"name": course}
            raise CommandError(words, returncode=REFUSED)
        self.stdout.write(as_yaml(profile_data(found[0])), ending="")

    def schema(self, *, records: bool, tables: bool, **options: Any) -> None:
        """On standard output."""
        if tables:
            self.stdout.write(records_table() if records else f"{parts_table()}\n{kinds_table()}", ending="")
            return
        self.stdout.write(as_json(records_schema() if records else profile_schema()), ending="")

    def _person(self, email: str | None) -> Any:
        model = get_user_model()
        try:
            return model._default_manager.get_by_natural_key(email) if email else None
        except model.DoesNotExist:
            words = _("Nobody has the address %(email)s.") % {"email": email}
            raise CommandError(words, returncode=REFUSED) from None


def _done(loaded: Loaded) -> list[str]:
    """What was done, in lines."""
    course = loaded.edition.course
    lines = []
    if loaded.is_new_course:
        lines.append(_("Course made: %(course)s.") % {"course": course.title_en})
    if loaded.course_fields:
        lines.append(_("Course changed: %(fields)s.") % {"fields": ", ".join(loaded.course_fields)})
    if loaded.agreements:
        lines.append(_("Agreements written: %(codes)s.") % {"codes": ", ".join(loaded.agreements)})
    if loaded.is_new_edition:
        edition = loaded.edition
        words = _("Edition %(version)d made. Modules: %(modules)d. Awards: %(awards)d.")
        numbers = {"modules": edition.modules.count(), "awards": edition.awards.count()}
        lines.append(words % {"version": edition.version, **numbers})
    return lines or [
        _("Nothing changed: edition %(version)d says the same.") % {"version": loaded.edition.version}
    ]

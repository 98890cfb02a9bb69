"""The keys of badges: `manage.py badge_keys list | rotate | withdraw NAME`."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from trainees.badges.addresses import did
from trainees.badges.keys import ClosedKeyError, opened
from trainees.models import SigningKey
from trainees.operations import keys


class Command(BaseCommand):
    """Shows public parts only; the private part of a key leaves the database in no form."""

    help = _(
        "Shows the keys that badges are signed with. rotate: a new one signs from now on, badges stay valid. "
        "withdraw: nothing that the key signed is believed any more; for one that came into other hands."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """list | rotate | withdraw NAME"""
        parser.add_argument("action", choices=("list", "rotate", "withdraw"))
        parser.add_argument("name", nargs="?", default="", help=_("the key to withdraw, such as key-1"))

    def handle(self, *args: Any, action: str, name: str, **options: Any) -> None:
        """One line a key: name, public part, since when, what it is good for."""
        if bool(name) != (action == "withdraw"):
            raise CommandError(_("Name the key to withdraw, and only then."))
        if action == "rotate":
            keys.rotate()
        elif action == "withdraw":
            key = SigningKey.objects.filter(name=name).first()
            if key is None:
                raise CommandError(_("There is no key with this name."))
            keys.withdraw(key=key)
        self.stdout.write(did())
        for key in SigningKey.objects.order_by("made_at", "pk"):
            self.stdout.write(f"{key.name}  {key.public}  {key.made_at:%Y-%m-%d %H:%M}  {_state(key)}")


def _state(key: SigningKey) -> str:
    """In words; instants in UTC."""
    if key.withdrawn_at is not None:
        return _("withdrawn %(at)s") % {"at": f"{key.withdrawn_at:%Y-%m-%d %H:%M}"}
    if key.retired_at is not None:
        return _("retired %(at)s") % {"at": f"{key.retired_at:%Y-%m-%d %H:%M}"}
    try:
        opened(key)
    except ClosedKeyError as error:
        return str(error)
    return _("signs")

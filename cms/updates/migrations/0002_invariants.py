"""What somebody agreed to is never changed; it can only go with its subscriber."""

from django.db import migrations

from tasks.invariants import Forbid, install

RULES = [
    Forbid(name="consent_never_changes", table="updates_consent", event="UPDATE", when="1 = 1"),
]


class Migration(migrations.Migration):
    dependencies = [("updates", "0001_initial")]
    operations = [install(RULES)]

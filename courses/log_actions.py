"""Names of what the audit log records about courses and cohorts."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import hooks

ACTIONS = (
    ("courses.role.give", _("Give a role"), _("Role given")),
    ("courses.role.take", _("Take a role away"), _("Role taken away")),
    ("courses.edition.create", _("Make an edition"), _("Edition made")),
    ("courses.edition.copy", _("Copy an edition"), _("Edition copied from another")),
    ("courses.edition.freeze", _("Freeze an edition"), _("Edition frozen: a cohort uses it")),
    ("courses.module.add", _("Add a module"), _("Module added")),
    ("courses.module.change", _("Change a module"), _("Module changed")),
    ("courses.module.remove", _("Remove a module"), _("Module removed")),
    ("courses.module.needs", _("Change what a module needs"), _("What the module needs was changed")),
    ("courses.award.add", _("Add an award"), _("Award added")),
    ("courses.award.change", _("Change an award"), _("Award changed")),
    ("courses.award.remove", _("Remove an award"), _("Award removed")),
    ("courses.goal.add", _("Add an hour goal"), _("Hour goal added")),
    ("courses.goal.change", _("Change an hour goal"), _("Hour goal changed")),
    ("courses.goal.remove", _("Remove an hour goal"), _("Hour goal removed")),
    ("courses.edition.reports", _("Change the number of reports"), _("Number of reports changed")),
    ("courses.cohort.create", _("Make a cohort"), _("Cohort made")),
    ("courses.cohort.change", _("Change a cohort"), _("Cohort changed")),
    ("courses.cohort.announce", _("Announce a cohort"), _("Cohort announced")),
    ("courses.cohort.cancel", _("Cancel a cohort"), _("Cohort cancelled")),
    ("courses.session.add", _("Add a session"), _("Session added")),
    ("courses.session.change", _("Change a session"), _("Session changed")),
    ("courses.session.cancel", _("Cancel a session"), _("Session cancelled")),
)


@hooks.register("register_log_actions")
def register_log_actions(actions: Any) -> None:
    """What people do with courses, editions and cohorts."""
    for name, label, message in ACTIONS:
        actions.register_action(name, label, message)

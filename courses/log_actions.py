"""Names of what the audit log records about courses and cohorts."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import hooks

ACTIONS = (
    ("courses.role.give", _("Give a role"), _("Role given")),
    ("courses.role.take", _("Take a role away"), _("Role taken away")),
    ("courses.edition.create", _("Make an edition"), _("Edition made")),
    ("courses.edition.copy", _("Copy an edition"), _("Edition copied from another")),
    ("courses.profile.course", _("Make a course from a profile"), _("Course made from a profile")),
    ("courses.profile.change", _("Change a course by a profile"), _("Course changed by a profile")),
    ("courses.profile.load", _("Load a profile"), _("Edition made from a profile")),
    ("courses.edition.freeze", _("Freeze an edition"), _("Edition frozen: a cohort uses it")),
    ("courses.module.add", _("Add a module"), _("Module added")),
    ("courses.module.change", _("Change a module"), _("Module changed")),
    ("courses.module.remove", _("Remove a module"), _("Module removed")),
    ("courses.module.needs", _("Change what a module needs"), _("What the module needs was changed")),
    ("courses.award.add", _("Add an award"), _("Award added")),
    ("courses.award.change", _("Change an award"), _("Award changed")),
    ("courses.award.remove", _("Remove an award"), _("Award removed")),
    ("courses.award.rules", _("Correct the rules of an award"), _("Rules of the award corrected")),
    ("courses.renewal.set", _("Say what keeps an award valid"), _("What keeps the award valid was changed")),
    ("courses.renewal.remove", _("Let an award never expire"), _("The award does not expire any more")),
    ("courses.absence_limit.add", _("Add an absence limit"), _("Absence limit added")),
    ("courses.absence_limit.change", _("Change an absence limit"), _("Absence limit changed")),
    ("courses.absence_limit.remove", _("Remove an absence limit"), _("Absence limit removed")),
    ("courses.edition.make_ups", _("Change whether make-ups are possible"), _("Make-ups changed")),
    ("courses.goal.add", _("Add an hour goal"), _("Hour goal added")),
    ("courses.goal.change", _("Change an hour goal"), _("Hour goal changed")),
    ("courses.goal.remove", _("Remove an hour goal"), _("Hour goal removed")),
    ("courses.edition.reports", _("Change the number of reports"), _("Number of reports changed")),
    ("courses.cohort.create", _("Make a cohort"), _("Cohort made")),
    ("courses.cohort.change", _("Change a cohort"), _("Cohort changed")),
    ("courses.cohort.clone", _("Plan a cohort like another"), _("Cohort planned like another")),
    ("courses.cohort.announce", _("Announce a cohort"), _("Cohort announced")),
    ("courses.cohort.cancel", _("Cancel a cohort"), _("Cohort cancelled")),
    ("courses.session.add", _("Add a session"), _("Session added")),
    ("courses.session.change", _("Change a session"), _("Session changed")),
    ("courses.session.draft", _("Draft sessions"), _("Sessions drafted")),
    ("courses.session.split", _("Split a session"), _("Session split")),
    ("courses.session.cancel", _("Cancel a session"), _("Session cancelled")),
    ("courses.evidence.add", _("Ask for something more"), _("The module asks for more")),
    (
        "courses.evidence.change",
        _("Change what a module asks for"),
        _("What the module asks for was changed"),
    ),
    ("courses.evidence.move", _("Move what a module asks for"), _("What the module asks for was moved")),
    ("courses.evidence.remove", _("Ask for something no more"), _("The module asks for less")),
    ("courses.agreement.add", _("Write an agreement"), _("Agreement written")),
    ("courses.agreement.change", _("Change an agreement"), _("Agreement changed")),
    ("courses.agreement.version", _("Make a new version"), _("New version made")),
    ("courses.quiz.add", _("Make a quiz"), _("Quiz made")),
    ("courses.quiz.change", _("Change a quiz"), _("Quiz changed")),
    ("courses.question.add", _("Add a question"), _("Question added")),
    ("courses.question.change", _("Change a question"), _("Question changed")),
    ("courses.question.retire", _("Retire a question"), _("Question not asked any more")),
    ("courses.question.remove", _("Remove a question"), _("Question removed")),
    ("courses.exam.add", _("Add an exam"), _("Exam added")),
    ("courses.exam.change", _("Change an exam"), _("Exam changed")),
    ("courses.exam.remove", _("Remove an exam"), _("Exam removed")),
    ("courses.exam.window", _("Say when an exam is open"), _("The exam's time was changed")),
    ("courses.material.add", _("Add material"), _("Material added")),
    ("courses.material.change", _("Change material"), _("Material changed")),
    ("courses.material.remove", _("Remove material"), _("Material removed")),
)


@hooks.register("register_log_actions")
def register_log_actions(actions: Any) -> None:
    """What people do with courses, editions and cohorts."""
    for name, label, message in ACTIONS:
        actions.register_action(name, label, message)

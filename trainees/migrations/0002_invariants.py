"""What the database holds about completions, on both databases."""

from django.db import migrations

from tasks.invariants import Forbid, install

RULES = [
    Forbid(
        name="completion_module_of_edition",
        table="trainees_completion",
        event="INSERT",
        when="NOT EXISTS (SELECT 1 FROM trainees_enrolment e JOIN courses_cohort c ON c.id = e.cohort_id "
        "JOIN courses_module m ON m.edition_id = c.edition_id "
        "WHERE e.id = NEW.enrolment_id AND m.id = NEW.module_id)",
    ),
    Forbid(
        name="completion_fact_kept",
        table="trainees_completion",
        event="UPDATE",
        when="NEW.enrolment_id <> OLD.enrolment_id OR NEW.module_id <> OLD.module_id "
        "OR NEW.completed_on <> OLD.completed_on OR NEW.evidence <> OLD.evidence OR NEW.note <> OLD.note "
        "OR NEW.override_reason <> OLD.override_reason OR OLD.voided_at IS NOT NULL",
    ),
]


class Migration(migrations.Migration):
    dependencies = [("trainees", "0001_initial")]
    operations = [install(RULES)]

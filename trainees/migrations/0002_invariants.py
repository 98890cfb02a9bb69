"""What the database holds about completions, placements, hours and reports, on both databases."""

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
    Forbid(
        name="placement_in_its_programme",
        table="trainees_placement",
        event="INSERT",
        when="NOT EXISTS (SELECT 1 FROM trainees_enrolment e JOIN courses_cohort c ON c.id = e.cohort_id "
        "JOIN courses_module m ON m.edition_id = c.edition_id "
        "JOIN courses_edition n ON n.id = c.edition_id JOIN courses_course k ON k.id = n.course_id "
        "JOIN trainees_placementsite s ON s.programme_id = k.programme_id "
        "JOIN trainees_supervisor v ON v.site_id = s.id "
        "WHERE e.id = NEW.enrolment_id AND m.id = NEW.module_id AND m.kind = 'practicum' "
        "AND s.id = NEW.site_id AND v.id = NEW.supervisor_id)",
    ),
    Forbid(
        name="placement_parts_kept",
        table="trainees_placement",
        event="UPDATE",
        when="NEW.enrolment_id <> OLD.enrolment_id OR NEW.module_id <> OLD.module_id "
        "OR NEW.site_id <> OLD.site_id OR NEW.supervisor_id <> OLD.supervisor_id "
        "OR (OLD.closed_at IS NOT NULL AND (NEW.state <> OLD.state OR NEW.closed_at IS NULL))",
    ),
    Forbid(
        name="entry_fact_kept",
        table="trainees_hoursentry",
        event="UPDATE",
        when="NEW.placement_id <> OLD.placement_id OR NEW.worked_on <> OLD.worked_on "
        "OR NEW.minutes <> OLD.minutes OR NEW.category <> OLD.category OR NEW.note <> OLD.note "
        "OR COALESCE(NEW.replaces_id, 0) <> COALESCE(OLD.replaces_id, 0) "
        "OR (OLD.state = 'confirmed' AND (NEW.state <> OLD.state OR NEW.settled_at <> OLD.settled_at))",
    ),
    Forbid(
        name="entry_replaces_its_own",
        table="trainees_hoursentry",
        event="INSERT",
        when="NEW.replaces_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM trainees_hoursentry o "
        "WHERE o.id = NEW.replaces_id AND o.placement_id = NEW.placement_id)",
    ),
    Forbid(
        name="report_kept",
        table="trainees_practicumreport",
        event="UPDATE",
        when="NEW.placement_id <> OLD.placement_id OR NEW.number <> OLD.number OR NEW.author <> OLD.author "
        "OR NEW.mutuality <> OLD.mutuality OR NEW.strengths_based <> OLD.strengths_based "
        "OR NEW.self_determination <> OLD.self_determination OR NEW.wholeness <> OLD.wholeness "
        "OR NEW.comment <> OLD.comment OR NEW.submitted_at <> OLD.submitted_at",
    ),
]


class Migration(migrations.Migration):
    dependencies = [("trainees", "0001_initial")]
    operations = [install(RULES)]

"""What the database holds about editions, prerequisites and sessions, on both databases."""

from django.db import migrations

from tasks.invariants import Forbid, install

FROZEN = "SELECT 1 FROM courses_edition e WHERE e.frozen_at IS NOT NULL AND e.id"
FROZEN_BY_MODULE = (
    "SELECT 1 FROM courses_edition e JOIN courses_module m ON m.edition_id = e.id "
    "WHERE e.frozen_at IS NOT NULL AND m.id"
)
FROZEN_BY_AWARD = (
    "SELECT 1 FROM courses_edition e JOIN courses_award a ON a.edition_id = e.id "
    "WHERE e.frozen_at IS NOT NULL AND a.id"
)
NOT_EARLIER = (
    "NOT EXISTS (SELECT 1 FROM courses_module m JOIN courses_module n ON n.edition_id = m.edition_id "
    "AND n.position < m.position WHERE m.id = NEW.module_id AND n.id = NEW.needs_id)"
)
OUTSIDE = (
    "EXISTS (SELECT 1 FROM courses_cohort c WHERE c.id = NEW.cohort_id "
    "AND (NEW.held_on < c.starts_on OR NEW.held_on > c.ends_on))"
)
ORDER_BROKEN = (
    "EXISTS (SELECT 1 FROM courses_prerequisite p JOIN courses_module n ON n.id = p.needs_id "
    "WHERE p.module_id = NEW.id AND (n.position >= NEW.position OR n.edition_id <> NEW.edition_id)) "
    "OR EXISTS (SELECT 1 FROM courses_prerequisite p JOIN courses_module m ON m.id = p.module_id "
    "WHERE p.needs_id = NEW.id AND (m.position <= NEW.position OR m.edition_id <> NEW.edition_id))"
)

EVIDENCE_ELSEWHERE = (
    "NEW.within_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM courses_evidenceitem g WHERE g.id = NEW.within_id "
    "AND g.module_id = NEW.module_id AND g.kind IN ('all_of', 'any_of'))"
)


def frozen(name: str, table: str, held_by: str, column: str) -> list[Forbid]:
    """No row of `table` comes, changes or goes while the edition that its `column` leads to is frozen."""
    return [
        Forbid(
            name=f"{name}_frozen_insert", table=table, event="INSERT", when=f"EXISTS ({held_by} = NEW.{column})"
        ),
        Forbid(
            name=f"{name}_frozen_update",
            table=table,
            event="UPDATE",
            when=f"EXISTS ({held_by} IN (NEW.{column}, OLD.{column}))",
        ),
        Forbid(
            name=f"{name}_frozen_delete", table=table, event="DELETE", when=f"EXISTS ({held_by} = OLD.{column})"
        ),
    ]


RULES = [
    Forbid(
        name="edition_frozen_update",
        table="courses_edition",
        event="UPDATE",
        when="OLD.frozen_at IS NOT NULL AND (NEW.course_id <> OLD.course_id OR NEW.version <> OLD.version "
        "OR NEW.frozen_at IS NULL OR NEW.frozen_at <> OLD.frozen_at "
        "OR NEW.allows_make_ups <> OLD.allows_make_ups OR NEW.reports_due <> OLD.reports_due)",
    ),
    Forbid(
        name="edition_frozen_delete",
        table="courses_edition",
        event="DELETE",
        when="OLD.frozen_at IS NOT NULL",
    ),
    *frozen("module", "courses_module", FROZEN, "edition_id"),
    *(rule for rule in frozen("award", "courses_award", FROZEN, "edition_id") if rule.event != "UPDATE"),
    # What an award takes can be corrected, and each correction counts; its name and rank stay.
    Forbid(
        name="award_frozen_update",
        table="courses_award",
        event="UPDATE",
        when=f"EXISTS ({FROZEN} IN (NEW.edition_id, OLD.edition_id)) AND (NEW.edition_id <> OLD.edition_id "
        "OR NEW.position <> OLD.position OR NEW.code <> OLD.code OR NEW.name_en <> OLD.name_en "
        "OR NEW.name_fr <> OLD.name_fr OR NEW.summary_en <> OLD.summary_en OR NEW.summary_fr <> OLD.summary_fr "
        "OR NEW.alignment <> OLD.alignment "
        "OR (NEW.requirements <> OLD.requirements AND NEW.rules_version <> OLD.rules_version + 1))",
    ),
    *frozen("renewal", "courses_renewal", FROZEN_BY_AWARD, "award_id"),
    *frozen("prerequisite", "courses_prerequisite", FROZEN_BY_MODULE, "module_id"),
    *frozen("evidence", "courses_evidenceitem", FROZEN_BY_MODULE, "module_id"),
    *frozen("exam", "courses_exam", FROZEN, "edition_id"),
    *frozen("absence_limit", "courses_absencelimit", FROZEN, "edition_id"),
    *frozen("hour_goal", "courses_hourgoal", FROZEN, "edition_id"),
    Forbid(
        name="evidence_within_module_insert",
        table="courses_evidenceitem",
        event="INSERT",
        when=EVIDENCE_ELSEWHERE,
    ),
    Forbid(
        name="evidence_within_module_update",
        table="courses_evidenceitem",
        event="UPDATE",
        when=EVIDENCE_ELSEWHERE,
    ),
    Forbid(
        name="prerequisite_earlier_insert", table="courses_prerequisite", event="INSERT", when=NOT_EARLIER
    ),
    Forbid(
        name="prerequisite_earlier_update", table="courses_prerequisite", event="UPDATE", when=NOT_EARLIER
    ),
    Forbid(name="module_order_kept", table="courses_module", event="UPDATE", when=ORDER_BROKEN),
    Forbid(name="session_inside_cohort_insert", table="courses_session", event="INSERT", when=OUTSIDE),
    Forbid(name="session_inside_cohort_update", table="courses_session", event="UPDATE", when=OUTSIDE),
    Forbid(
        name="cohort_dates_hold_sessions",
        table="courses_cohort",
        event="UPDATE",
        when="EXISTS (SELECT 1 FROM courses_session s WHERE s.cohort_id = NEW.id "
        "AND (s.held_on < NEW.starts_on OR s.held_on > NEW.ends_on))",
    ),
    Forbid(
        name="session_change_kept",
        table="courses_sessionchange",
        event="UPDATE",
        when="NEW.session_id <> OLD.session_id OR NEW.kind <> OLD.kind OR NEW.changed_at <> OLD.changed_at "
        "OR NEW.before <> OLD.before OR (NEW.before IS NULL) <> (OLD.before IS NULL) "
        "OR OLD.told_at IS NOT NULL AND (NEW.told_at IS NULL OR NEW.told_at <> OLD.told_at)",
    ),
    Forbid(
        name="cohort_edition_pinned",
        table="courses_cohort",
        event="UPDATE",
        when="NEW.edition_id <> OLD.edition_id",
    ),
    Forbid(
        name="cohort_edition_is_frozen",
        table="courses_cohort",
        event="INSERT",
        when="EXISTS (SELECT 1 FROM courses_edition e WHERE e.id = NEW.edition_id AND e.frozen_at IS NULL)",
    ),
]


class Migration(migrations.Migration):
    dependencies = [("courses", "0001_initial")]
    operations = [install(RULES)]

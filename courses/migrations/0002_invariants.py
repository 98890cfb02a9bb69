"""What the database holds about editions, prerequisites and sessions, on both databases."""

from django.db import migrations

from tasks.invariants import Forbid, install

FROZEN = "SELECT 1 FROM courses_edition e WHERE e.frozen_at IS NOT NULL AND e.id"
FROZEN_BY_MODULE = (
    "SELECT 1 FROM courses_edition e JOIN courses_module m ON m.edition_id = e.id "
    "WHERE e.frozen_at IS NOT NULL AND m.id"
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

RULES = [
    Forbid(
        name="edition_frozen_update",
        table="courses_edition",
        event="UPDATE",
        when="OLD.frozen_at IS NOT NULL AND (NEW.course_id <> OLD.course_id OR NEW.version <> OLD.version "
        "OR NEW.reports_due <> OLD.reports_due OR NEW.frozen_at IS NULL OR NEW.frozen_at <> OLD.frozen_at)",
    ),
    Forbid(
        name="edition_frozen_delete",
        table="courses_edition",
        event="DELETE",
        when="OLD.frozen_at IS NOT NULL",
    ),
    Forbid(
        name="module_frozen_insert",
        table="courses_module",
        event="INSERT",
        when=f"EXISTS ({FROZEN} = NEW.edition_id)",
    ),
    Forbid(
        name="module_frozen_update",
        table="courses_module",
        event="UPDATE",
        when=f"EXISTS ({FROZEN} IN (NEW.edition_id, OLD.edition_id))",
    ),
    Forbid(
        name="module_frozen_delete",
        table="courses_module",
        event="DELETE",
        when=f"EXISTS ({FROZEN} = OLD.edition_id)",
    ),
    Forbid(
        name="award_frozen_insert",
        table="courses_award",
        event="INSERT",
        when=f"EXISTS ({FROZEN} = NEW.edition_id)",
    ),
    Forbid(
        name="award_frozen_update",
        table="courses_award",
        event="UPDATE",
        when=f"EXISTS ({FROZEN} IN (NEW.edition_id, OLD.edition_id))",
    ),
    Forbid(
        name="award_frozen_delete",
        table="courses_award",
        event="DELETE",
        when=f"EXISTS ({FROZEN} = OLD.edition_id)",
    ),
    Forbid(
        name="hour_goal_frozen_insert",
        table="courses_hourgoal",
        event="INSERT",
        when=f"EXISTS ({FROZEN} = NEW.edition_id)",
    ),
    Forbid(
        name="hour_goal_frozen_update",
        table="courses_hourgoal",
        event="UPDATE",
        when=f"EXISTS ({FROZEN} IN (NEW.edition_id, OLD.edition_id))",
    ),
    Forbid(
        name="hour_goal_frozen_delete",
        table="courses_hourgoal",
        event="DELETE",
        when=f"EXISTS ({FROZEN} = OLD.edition_id)",
    ),
    Forbid(
        name="prerequisite_frozen_insert",
        table="courses_prerequisite",
        event="INSERT",
        when=f"EXISTS ({FROZEN_BY_MODULE} = NEW.module_id)",
    ),
    Forbid(
        name="prerequisite_frozen_update",
        table="courses_prerequisite",
        event="UPDATE",
        when=f"EXISTS ({FROZEN_BY_MODULE} IN (NEW.module_id, OLD.module_id))",
    ),
    Forbid(
        name="prerequisite_frozen_delete",
        table="courses_prerequisite",
        event="DELETE",
        when=f"EXISTS ({FROZEN_BY_MODULE} = OLD.module_id)",
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

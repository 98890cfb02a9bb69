"""What the database holds about completions, placements, hours and reports, on both databases."""

from django.db import migrations

from tasks.invariants import Forbid, install

OF_EDITION = (
    "NOT EXISTS (SELECT 1 FROM trainees_enrolment e JOIN courses_cohort c ON c.id = e.cohort_id "
    "JOIN courses_module m ON m.edition_id = c.edition_id "
)
AWARD_ELSEWHERE = (
    "NOT EXISTS (SELECT 1 FROM trainees_enrolment e JOIN courses_cohort c ON c.id = e.cohort_id "
    "JOIN courses_award a ON a.edition_id = c.edition_id WHERE e.id = NEW.enrolment_id AND a.id = NEW.award_id)"
)
FACT = "NEW.enrolment_id <> OLD.enrolment_id OR NEW.item_id <> OLD.item_id "
# A mark is for a session of one's own cohort, or for one that stands in for a session of it.
ELSEWHERE = (
    "NOT EXISTS (SELECT 1 FROM trainees_enrolment e JOIN courses_session s ON s.cohort_id = e.cohort_id "
    "WHERE e.id = NEW.enrolment_id AND s.id = NEW.session_id) "
    "AND NOT EXISTS (SELECT 1 FROM trainees_makeup k WHERE k.enrolment_id = NEW.enrolment_id "
    "AND k.through_id = NEW.session_id)"
)
# Voided once, for good. Who recorded and who voided are not named: an account may be removed.
VOIDED = (
    "(OLD.voided_at IS NOT NULL AND (NEW.voided_at IS NULL OR NEW.voided_at <> OLD.voided_at "
    "OR NEW.void_reason <> OLD.void_reason))"
)
CLOSED = (
    "EXISTS (SELECT 1 FROM trainees_rollcall r WHERE r.session_id = OLD.session_id AND r.closed_at IS NOT NULL)"
)


def once(*names: str) -> str:
    """Who an account or an enrolment is may be forgotten when it is removed, and never becomes another."""
    return "".join(
        f"OR (NEW.{name} IS NOT NULL AND (OLD.{name} IS NULL OR NEW.{name} <> OLD.{name})) " for name in names
    )


def of_edition(name: str, table: str) -> Forbid:
    """An item of evidence belongs to a module of the edition of the enrolment's cohort."""
    return Forbid(
        name=f"{name}_item_of_edition",
        table=table,
        event="INSERT",
        when=f"{OF_EDITION}JOIN courses_evidenceitem i ON i.module_id = m.id "
        "WHERE e.id = NEW.enrolment_id AND i.id = NEW.item_id)",
    )


RULES = [
    Forbid(
        name="calendar_feed_stays_revoked",
        table="trainees_calendarfeed",
        event="UPDATE",
        when="OLD.revoked_at IS NOT NULL AND (NEW.revoked_at IS NULL OR NEW.revoked_at <> OLD.revoked_at) "
        "OR NEW.nonce <> OLD.nonce OR NEW.person_id <> OLD.person_id",
    ),
    *(
        of_edition(name, f"trainees_{name}")
        for name in ("signature", "quizattempt", "submission", "observation", "signoff")
    ),
    Forbid(
        name="prior_learning_of_edition",
        table="trainees_priorlearning",
        event="INSERT",
        when=f"{OF_EDITION}WHERE e.id = NEW.enrolment_id AND m.id = NEW.module_id)",
    ),
    Forbid(
        name="exam_result_of_edition",
        table="trainees_examresult",
        event="INSERT",
        when="NOT EXISTS (SELECT 1 FROM trainees_enrolment e JOIN courses_cohort c ON c.id = e.cohort_id "
        "JOIN courses_exam x ON x.edition_id = c.edition_id WHERE e.id = NEW.enrolment_id AND x.id = NEW.exam_id)",
    ),
    Forbid(name="attendance_of_cohort", table="trainees_attendance", event="INSERT", when=ELSEWHERE),
    Forbid(
        name="attendance_added_with_reason",
        table="trainees_attendance",
        event="INSERT",
        when=f"NEW.reason = '' AND {CLOSED.replace('OLD', 'NEW')}",
    ),
    Forbid(name="absence_notice_of_cohort", table="trainees_absencenotice", event="INSERT", when=ELSEWHERE),
    Forbid(
        name="make_up_of_cohort",
        table="trainees_makeup",
        event="INSERT",
        when="NOT EXISTS (SELECT 1 FROM trainees_enrolment e JOIN courses_session s ON s.cohort_id = e.cohort_id "
        "WHERE e.id = NEW.enrolment_id AND s.id = NEW.stands_for_id)",
    ),
    Forbid(
        name="attendance_fact_kept",
        table="trainees_attendance",
        event="UPDATE",
        when="NEW.enrolment_id <> OLD.enrolment_id OR NEW.session_id <> OLD.session_id "
        "OR (OLD.replaced_at IS NOT NULL AND (NEW.replaced_at IS NULL OR NEW.replaced_at <> OLD.replaced_at)) "
        f"OR ((OLD.replaced_at IS NOT NULL OR {CLOSED}) AND (NEW.mark <> OLD.mark "
        "OR NEW.minutes_late <> OLD.minutes_late OR NEW.minutes_early <> OLD.minutes_early "
        "OR NEW.reason <> OLD.reason))",
    ),
    Forbid(
        name="attendance_never_deleted",
        table="trainees_attendance",
        event="DELETE",
        when=CLOSED,
    ),
    Forbid(
        name="roll_call_stays_closed",
        table="trainees_rollcall",
        event="UPDATE",
        when="OLD.closed_at IS NOT NULL AND (NEW.closed_at IS NULL OR NEW.closed_at <> OLD.closed_at "
        "OR NEW.session_id <> OLD.session_id)",
    ),
    Forbid(
        name="signature_kept",
        table="trainees_signature",
        event="UPDATE",
        when="1 = 1",
    ),
    Forbid(
        name="signed_agreement_kept",
        table="courses_agreement",
        event="UPDATE",
        when="EXISTS (SELECT 1 FROM trainees_signature s WHERE s.agreement_id = OLD.id) "
        "OR EXISTS (SELECT 1 FROM trainees_renewalsignature s WHERE s.agreement_id = OLD.id)",
    ),
    Forbid(
        name="quiz_attempt_kept",
        table="trainees_quizattempt",
        event="UPDATE",
        when=f"{FACT}OR NEW.asked <> OLD.asked OR OLD.handed_in_at IS NOT NULL",
    ),
    Forbid(
        name="submission_kept",
        table="trainees_submission",
        event="UPDATE",
        when=f"{FACT}OR (OLD.state IN ('revise', 'accepted') AND (NEW.state <> OLD.state "
        "OR NEW.feedback <> OLD.feedback OR NEW.answered_at <> OLD.answered_at)) "
        "OR (OLD.state <> 'draft' AND (NEW.text <> OLD.text OR NEW.file <> OLD.file))",
    ),
    Forbid(
        name="prior_learning_kept",
        table="trainees_priorlearning",
        event="UPDATE",
        when="(OLD.state <> 'asked' AND (NEW.state <> OLD.state OR NEW.answer <> OLD.answer)) "
        "OR NEW.enrolment_id <> OLD.enrolment_id OR NEW.module_id <> OLD.module_id "
        "OR NEW.statement <> OLD.statement OR NEW.file <> OLD.file",
    ),
    Forbid(
        name="observation_kept",
        table="trainees_observation",
        event="UPDATE",
        when=f"{FACT}OR NEW.observed_on <> OLD.observed_on OR NEW.comment <> OLD.comment "
        f"OR NEW.levels <> OLD.levels OR {VOIDED}",
    ),
    Forbid(
        name="sign_off_kept",
        table="trainees_signoff",
        event="UPDATE",
        when=f"{FACT}OR NEW.note <> OLD.note OR {VOIDED}",
    ),
    Forbid(
        name="exam_result_kept",
        table="trainees_examresult",
        event="UPDATE",
        when="NEW.enrolment_id <> OLD.enrolment_id OR NEW.exam_id <> OLD.exam_id OR NEW.attempt <> OLD.attempt "
        f"OR NEW.mark <> OLD.mark OR NEW.taken_on <> OLD.taken_on OR {VOIDED}",
    ),
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
        f"OR NEW.override_reason <> OLD.override_reason OR {VOIDED}",
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
    # Accounts and enrolments may be removed, so they may become none: the rest outlives them.
    Forbid(
        name="certificate_kept",
        table="trainees_certificate",
        event="UPDATE",
        when="NEW.serial <> OLD.serial OR NEW.code <> OLD.code OR NEW.award_id <> OLD.award_id "
        "OR NEW.kind <> OLD.kind OR COALESCE(NEW.replaces_id, 0) <> COALESCE(OLD.replaces_id, 0) "
        "OR NEW.name <> OLD.name OR NEW.language <> OLD.language OR NEW.content <> OLD.content "
        "OR NEW.judgement <> OLD.judgement OR NEW.rules_version <> OLD.rules_version "
        "OR NEW.first_awarded_on <> OLD.first_awarded_on OR NEW.issued_on <> OLD.issued_on "
        "OR (NEW.expires_on IS NULL) <> (OLD.expires_on IS NULL) OR NEW.expires_on <> OLD.expires_on "
        "OR NEW.issued_at <> OLD.issued_at OR NEW.reason <> OLD.reason "
        "OR NEW.status_list <> OLD.status_list OR NEW.status_index <> OLD.status_index "
        f"{once('person_id', 'enrolment_id', 'proposal_id', 'issued_by_id')}"
        "OR (OLD.revoked_at IS NOT NULL AND (NEW.revoked_at IS NULL OR NEW.revoked_at <> OLD.revoked_at "
        "OR NEW.revoke_reason <> OLD.revoke_reason)) "
        "OR (OLD.replaced_at IS NOT NULL AND (NEW.replaced_at IS NULL OR NEW.replaced_at <> OLD.replaced_at)) "
        "OR (NEW.replaced_at IS NOT NULL AND NEW.revoked_at IS NOT NULL)",
    ),
    Forbid(name="certificate_never_deleted", table="trainees_certificate", event="DELETE", when="1 = 1"),
    Forbid(
        name="certificate_replaces_its_own",
        table="trainees_certificate",
        event="INSERT",
        when="NEW.replaces_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM trainees_certificate o "
        "WHERE o.id = NEW.replaces_id AND o.award_id = NEW.award_id "
        "AND o.first_awarded_on = NEW.first_awarded_on AND o.replaced_at IS NOT NULL AND o.revoked_at IS NULL "
        "AND COALESCE(o.person_id, 0) = COALESCE(NEW.person_id, 0))",
    ),
    Forbid(
        name="certificate_of_edition",
        table="trainees_certificate",
        event="INSERT",
        when=f"NEW.enrolment_id IS NOT NULL AND {AWARD_ELSEWHERE}",
    ),
    Forbid(name="proposal_of_edition", table="trainees_awardproposal", event="INSERT", when=AWARD_ELSEWHERE),
    Forbid(
        name="proposal_kept",
        table="trainees_awardproposal",
        event="UPDATE",
        when="NEW.enrolment_id <> OLD.enrolment_id OR NEW.award_id <> OLD.award_id "
        "OR NEW.judgement <> OLD.judgement OR NEW.rules <> OLD.rules OR NEW.rules_version <> OLD.rules_version "
        "OR NEW.override_reason <> OLD.override_reason OR NEW.proposed_at <> OLD.proposed_at "
        f"{once('proposed_by_id')}"
        "OR (OLD.state <> 'open' AND (NEW.state <> OLD.state OR NEW.answer <> OLD.answer "
        f"OR NEW.is_by_one <> OLD.is_by_one OR NEW.decided_at <> OLD.decided_at {once('decided_by_id')}))",
    ),
    Forbid(
        name="signing_key_kept",
        table="trainees_signingkey",
        event="UPDATE",
        when="NEW.name <> OLD.name OR NEW.public <> OLD.public OR NEW.made_at <> OLD.made_at "
        "OR (OLD.retired_at IS NOT NULL AND (NEW.retired_at IS NULL OR NEW.retired_at <> OLD.retired_at)) "
        "OR (OLD.withdrawn_at IS NOT NULL AND (NEW.withdrawn_at IS NULL OR NEW.withdrawn_at <> OLD.withdrawn_at))",
    ),
    Forbid(name="signing_key_never_deleted", table="trainees_signingkey", event="DELETE", when="1 = 1"),
    Forbid(
        name="recommendation_kept",
        table="trainees_recommendation",
        event="UPDATE",
        # Quoted: PL/pgSQL takes a bare "by" for its own word.
        when='NEW.enrolment_id <> OLD.enrolment_id OR NEW."by" <> OLD."by" OR NEW.recommends <> OLD.recommends '
        "OR COALESCE(NEW.rating, 0) <> COALESCE(OLD.rating, 0) OR NEW.note <> OLD.note "
        f"OR NEW.given_on <> OLD.given_on OR {VOIDED}",
    ),
    Forbid(
        name="credential_kept",
        table="trainees_externalcredential",
        event="UPDATE",
        when="NEW.enrolment_id <> OLD.enrolment_id OR NEW.kind <> OLD.kind OR NEW.issued_on <> OLD.issued_on "
        "OR (NEW.expires_on IS NULL) <> (OLD.expires_on IS NULL) OR NEW.expires_on <> OLD.expires_on "
        "OR NEW.file <> OLD.file OR (OLD.state IN ('accepted', 'declined', 'withdrawn') "
        "AND (NEW.state <> OLD.state OR NEW.answer <> OLD.answer))",
    ),
    # Hours that were accepted by their source may still be declined by whoever looks at the sample.
    Forbid(
        name="continuing_kept",
        table="trainees_continuinghours",
        event="UPDATE",
        when="NEW.certificate_id <> OLD.certificate_id OR NEW.category <> OLD.category "
        "OR NEW.source <> OLD.source OR NEW.title <> OLD.title OR NEW.worked_on <> OLD.worked_on "
        "OR NEW.minutes <> OLD.minutes OR NEW.file <> OLD.file OR NEW.is_sampled <> OLD.is_sampled "
        "OR (OLD.state IN ('declined', 'withdrawn') AND NEW.state <> OLD.state) "
        "OR (OLD.state = 'accepted' AND NEW.state = 'waiting') "
        "OR (OLD.state = 'accepted' AND NEW.state = 'declined' AND NOT OLD.is_sampled) "
        "OR (OLD.audited_at IS NOT NULL AND (NEW.audited_at IS NULL OR NEW.state <> OLD.state))",
    ),
    Forbid(name="renewal_signature_kept", table="trainees_renewalsignature", event="UPDATE", when="1 = 1"),
    Forbid(
        name="filing_kept",
        table="trainees_renewalfiling",
        event="UPDATE",
        when="NEW.certificate_id <> OLD.certificate_id OR NEW.judgement <> OLD.judgement "
        "OR NEW.rules <> OLD.rules OR NEW.filed_at <> OLD.filed_at "
        "OR (OLD.state <> 'filed' AND (NEW.state <> OLD.state OR NEW.answer <> OLD.answer))",
    ),
]


class Migration(migrations.Migration):
    dependencies = [("trainees", "0001_initial")]
    operations = [install(RULES)]

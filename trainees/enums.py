"""States of those who learn. Groups of states have names, so that nobody spells a state elsewhere."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class EnrolmentState(models.TextChoices):
    """Where a person stands in a cohort."""

    ENROLLED = "enrolled", pgettext_lazy("where somebody stands", "Enrolled")
    FINISHED = "finished", _("Finished")
    WITHDRAWN = "withdrawn", _("Left the course")
    UNDONE = "undone", _("Entered by mistake")


HOLDS_A_SEAT = (EnrolmentState.ENROLLED, EnrolmentState.FINISHED)
ACTIVE = (EnrolmentState.ENROLLED,)


class BatchState(models.TextChoices):
    """An enrolment list: checked (nobody enrolled yet), applied, undone. One that cannot be read is not kept."""

    CHECKED = "checked", _("Checked")
    APPLYING = "applying", _("Being applied")
    APPLIED = "applied", _("Applied")
    UNDONE = "undone", _("Undone")


class RowOutcome(models.TextChoices):
    """What a row of an enrolment list comes to."""

    NEW = "new", _("New person")
    KNOWN = "known", _("Known person")
    ENROLLED = "enrolled", _("Enrolled already")
    OVER = "over", _("No seat left")
    DUPLICATE = "duplicate", _("Twice in this list")
    ERROR = "error", _("Has a mistake")


TAKES_A_SEAT = (RowOutcome.NEW, RowOutcome.KNOWN)
LEFT_OUT = (RowOutcome.OVER, RowOutcome.DUPLICATE, RowOutcome.ERROR)


class Evidence(models.TextChoices):
    """What a completion rests on."""

    ATTENDANCE = "attendance", _("Attendance")
    AGREEMENT = "agreement", _("Signed agreement")
    QUIZ = "quiz", _("Quiz")
    ASSIGNMENT = "assignment", _("Assignment or reflection")
    PRACTICE = "practice", _("Observed practice")
    SIGN_OFF = "sign_off", _("Facilitator's sign-off")
    STATED = "stated", _("Everything the module asks for")
    PRIOR_LEARNING = "prior_learning", _("Prior learning")


class ModuleState(models.TextChoices):
    """What a trainee is told about one module; computed, never stored."""

    DONE = "done", _("Done")
    NEXT = "next", pgettext_lazy("a module", "Next")
    NEEDS = "needs", _("Needs another module first")
    LATER = "later", _("Still to come")


class Mark(models.TextChoices):
    """What happened at a session for somebody. How late they came or how early they left is kept in minutes."""

    PRESENT = "present", _("Present")
    EXCUSED = "excused", _("Excused")
    ABSENT = "absent", pgettext_lazy("at a session", "Absent")
    NOT_EXPECTED = "not_expected", _("Not expected")


MISSED = (Mark.EXCUSED, Mark.ABSENT)


class MakeUpState(models.TextChoices):
    """Where a make-up stands."""

    PLANNED = "planned", pgettext_lazy("a make-up", "Planned")
    DONE = "done", pgettext_lazy("a make-up", "Done")
    CANCELLED = "cancelled", pgettext_lazy("a make-up", "Cancelled")


class AllowanceState(models.TextChoices):
    """Where somebody stands with an absence limit; computed, never stored."""

    FINE = "fine", _("Within what is allowed")
    CLOSE = "close", _("Close to what is allowed")
    OVER = "over", _("Something to make up")


class SubmissionState(models.TextChoices):
    """Where something that was handed in stands."""

    DRAFT = "draft", _("Not handed in yet")
    WAITING = "waiting", _("Waiting for feedback")
    REVISE = "revise", _("Please revise")
    ACCEPTED = "accepted", _("Accepted")


OPEN_SUBMISSION = (SubmissionState.DRAFT, SubmissionState.WAITING)


class PriorLearningState(models.TextChoices):
    """Where a request for credit stands."""

    ASKED = "asked", _("Waiting for an answer")
    GRANTED = "granted", _("Credit given")
    DECLINED = "declined", _("Not this time")
    WITHDRAWN = "withdrawn", _("Taken back")


class Standing(models.TextChoices):
    """Where somebody stands with one thing that a module asks for; computed, never stored."""

    DONE = "done", pgettext_lazy("what a module asks for", "Done")
    WAITING = "waiting", _("With your facilitator")
    TO_DO = "to_do", _("To do")
    LATER = "later", pgettext_lazy("what a module asks for", "Later")
    CLOSED = "closed", _("Talk to your facilitator")


# From what blocks most to what blocks least: what all-of says is the first of these among its parts.
BLOCKS = (Standing.CLOSED, Standing.TO_DO, Standing.WAITING, Standing.LATER, Standing.DONE)
# From what leads furthest: what any-of says.
LEADS = (Standing.DONE, Standing.WAITING, Standing.TO_DO, Standing.LATER, Standing.CLOSED)


class Wait(models.TextChoices):
    """For what somebody waits for a person who teaches; computed, never stored."""

    FEEDBACK = "feedback", _("Read and answer")
    OBSERVE = "observe", _("Watch and note")
    SIGN_OFF = "sign_off", _("Sign off")
    CONFIRM = "confirm", _("Confirm the module")
    UNDONE = "undone", _("Look again")
    CREDIT = "credit", _("Answer about prior learning")
    CREDENTIAL = "credential", _("Look at a certificate")


class PlacementState(models.TextChoices):
    """A placement is proposed, agreed to by trainee and supervisor, and ends; or it comes to nothing."""

    PROPOSED = "proposed", _("Waits for agreement")
    AGREED = "agreed", _("Agreed")
    ENDED = "ended", pgettext_lazy("a placement", "Ended")
    CANCELLED = "cancelled", pgettext_lazy("a placement", "Cancelled")


HOLDS_A_PLACE = (PlacementState.PROPOSED, PlacementState.AGREED)
HAS_HOURS = (PlacementState.AGREED, PlacementState.ENDED)


class EntryState(models.TextChoices):
    """Where an entry of the hours log stands. Whether another entry has replaced it is not a state of its own."""

    LOGGED = "logged", _("Waits for the supervisor")
    CONFIRMED = "confirmed", _("Confirmed")
    QUERIED = "queried", _("The supervisor has a question")


class ClearanceKind(models.TextChoices):
    """What a site may need to know of somebody before they start."""

    CRIMINAL_RECORD = "criminal_record", _("Criminal record check")
    HEALTH = "health", _("Health check that a site asks for")


class ClearanceResult(models.TextChoices):
    """All that is kept of a clearance beside its dates."""

    CLEAR = "clear", _("Clear")
    NOT_CLEAR = "not_clear", _("Not clear")


class ReportAuthor(models.TextChoices):
    """Who wrote a practicum report."""

    TRAINEE = "trainee", _("Trainee")
    SUPERVISOR = "supervisor", _("Supervisor")


class Rating(models.IntegerChoices):
    """How far practice shows a value of peer support, in words."""

    BEGINNING = 1, _("Just beginning")
    GROWING = 2, _("Growing")
    SHOWN = 3, _("Shown well")
    STRONG = 4, _("A strength")


class LinkPurpose(models.TextChoices):
    """The one thing that a supervisor's link is for."""

    AGREE = "agree", _("Agree to a placement")
    HOURS = "hours", _("Confirm hours")
    REPORT = "report", _("Write a report")


class ProposalState(models.TextChoices):
    """Where the proposal of an award stands."""

    OPEN = "open", _("Waits for a second person")
    APPROVED = "approved", pgettext_lazy("a proposal", "Approved")
    DECLINED = "declined", pgettext_lazy("a proposal", "Not this time")
    WITHDRAWN = "withdrawn", pgettext_lazy("a proposal", "Taken back")


class AwardStanding(models.TextChoices):
    """Where somebody stands with an award, for those who give it; computed, never stored."""

    GIVEN = "given", pgettext_lazy("an award", "Given")
    PROPOSED = "proposed", pgettext_lazy("an award", "Proposed")
    EARNED = "earned", _("Everything is there")
    MISSING = "missing", _("Not yet")
    CLOSED = "closed", _("Cannot be met any more")


class CertificateKind(models.TextChoices):
    """Why a certificate was issued."""

    FIRST = "first", _("First issued")
    CORRECTED = "corrected", _("Issued again, corrected")
    RENEWED = "renewed", _("Renewed")
    REINSTATED = "reinstated", _("Reinstated")


class CertificateState(models.TextChoices):
    """What is said about a certificate today; computed, never stored."""

    VALID = "valid", pgettext_lazy("a certificate", "Valid")
    DUE = "due", _("Valid, can be renewed now")
    LATE = "late", _("Expired, can still be renewed")
    EXPIRED = "expired", pgettext_lazy("a certificate", "Expired")
    REVOKED = "revoked", pgettext_lazy("a certificate", "Revoked")
    REPLACED = "replaced", pgettext_lazy("a certificate", "Replaced by a newer one")


# For a stranger it is valid, or it is not: when somebody can renew is nobody else's business.
STILL_VALID = (CertificateState.VALID, CertificateState.DUE)


class CertificateLanguage(models.TextChoices):
    """In which words a certificate is written."""

    ENGLISH = "en", _("English")
    FRENCH = "fr", _("French")
    BOTH = "both", _("English and French")


class BadgeFault(models.TextChoices):
    """Why a badge that somebody brings does not stand as it is; computed, never stored."""

    TOO_LONG = "too_long", _("This file is too long to be a badge.")
    UNREADABLE = (
        "unreadable",
        _("This cannot be read as a badge. It may have been changed, or cut off on its way."),
    )
    NOT_FROM_HERE = "not_from_here", _("This badge is not from here.")
    WITHDRAWN = (
        "withdrawn",
        _("This badge was signed with a key that is not safe any more. Its holder can get a new one."),
    )
    CHANGED = "changed", _("This badge was changed after it was signed.")
    DIFFERS = "differs", _("This badge does not say what our records say.")
    REVOKED = "revoked", _("This badge is from here. Its certificate was revoked.")
    REPLACED = "replaced", _("This badge is from here. Its certificate was replaced by a newer one.")
    EXPIRED = "expired", _("This badge is from here. Its certificate has expired.")


class Paper(models.TextChoices):
    """The size of the paper."""

    LETTER = "letter", _("Letter")
    A4 = "a4", "A4"


class CertificateMail(models.TextChoices):
    """How a certificate reaches its holder."""

    LINKED = "linked", _("A link to the portal")
    ATTACHED = "attached", _("The PDF is attached, with a link")


class Recommender(models.TextChoices):
    """Who recommends somebody for an award."""

    FACILITATOR = "facilitator", _("Facilitator")
    SUPERVISOR = "supervisor", _("Practicum supervisor")
    COORDINATOR = "coordinator", _("Coordinator")


class ProofState(models.TextChoices):
    """Where something stands that was sent in with its proof: an external certificate, hours of learning."""

    WAITING = "waiting", pgettext_lazy("a proof", "Waits for an answer")
    ACCEPTED = "accepted", pgettext_lazy("a proof", "Accepted")
    DECLINED = "declined", pgettext_lazy("a proof", "Not accepted")
    WITHDRAWN = "withdrawn", pgettext_lazy("a proof", "Taken back")


COUNTS_AS_PROOF = (ProofState.WAITING, ProofState.ACCEPTED)


class FilingState(models.TextChoices):
    """Where a request to renew stands."""

    FILED = "filed", _("Waits for an answer")
    APPROVED = "approved", pgettext_lazy("a renewal", "Renewed")
    DECLINED = "declined", pgettext_lazy("a renewal", "Not this time")
    WITHDRAWN = "withdrawn", pgettext_lazy("a renewal", "Taken back")

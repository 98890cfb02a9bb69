"""Who learns, and how far they are."""

from .announcements import Announcement
from .attendance import AbsenceNotice, Attendance, MakeUp, RollCall
from .badges import SigningKey
from .batches import EnrolmentBatch
from .calendars import CalendarFeed
from .certificates import AwardProposal, Certificate, CertificateTemplate
from .completions import Completion
from .enrolments import Enrolment
from .evidence import (
    ExamResult,
    Observation,
    PriorLearning,
    QuizAttempt,
    Signature,
    SignOff,
    Submission,
)
from .issuing import CertificateWish, SerialYear
from .matching import Clearance, ConflictOfInterest, Wish
from .placements import Placement, SupervisorLink
from .practicum import HoursEntry, PracticumReport
from .recommendations import ExternalCredential, Recommendation
from .renewals import ContinuingHours, RemindersOff, RenewalFiling, RenewalSignature
from .sites import PlacementSite, Supervisor

__all__ = [
    "AbsenceNotice",
    "Announcement",
    "Attendance",
    "AwardProposal",
    "CalendarFeed",
    "Certificate",
    "CertificateTemplate",
    "CertificateWish",
    "Clearance",
    "Completion",
    "ConflictOfInterest",
    "ContinuingHours",
    "Enrolment",
    "EnrolmentBatch",
    "ExamResult",
    "ExternalCredential",
    "HoursEntry",
    "MakeUp",
    "Observation",
    "Placement",
    "PlacementSite",
    "PracticumReport",
    "PriorLearning",
    "QuizAttempt",
    "Recommendation",
    "RemindersOff",
    "RenewalFiling",
    "RenewalSignature",
    "RollCall",
    "SerialYear",
    "SignOff",
    "Signature",
    "SigningKey",
    "Submission",
    "Supervisor",
    "SupervisorLink",
    "Wish",
]

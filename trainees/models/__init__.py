"""Who learns, and how far they are."""

from .announcements import Announcement
from .attendance import AbsenceNotice, Attendance, MakeUp, RollCall
from .batches import EnrolmentBatch
from .calendars import CalendarFeed
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
from .matching import Clearance, ConflictOfInterest, Wish
from .placements import Placement, SupervisorLink
from .practicum import HoursEntry, PracticumReport
from .sites import PlacementSite, Supervisor

__all__ = [
    "AbsenceNotice",
    "Announcement",
    "Attendance",
    "CalendarFeed",
    "Clearance",
    "Completion",
    "ConflictOfInterest",
    "Enrolment",
    "EnrolmentBatch",
    "ExamResult",
    "HoursEntry",
    "MakeUp",
    "Observation",
    "Placement",
    "PlacementSite",
    "PracticumReport",
    "PriorLearning",
    "QuizAttempt",
    "RollCall",
    "SignOff",
    "Signature",
    "Submission",
    "Supervisor",
    "SupervisorLink",
    "Wish",
]

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

__all__ = [
    "AbsenceNotice",
    "Announcement",
    "Attendance",
    "CalendarFeed",
    "Completion",
    "Enrolment",
    "EnrolmentBatch",
    "ExamResult",
    "MakeUp",
    "Observation",
    "PriorLearning",
    "QuizAttempt",
    "RollCall",
    "SignOff",
    "Signature",
    "Submission",
]

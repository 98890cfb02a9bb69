"""What is taught, and when."""

from .awards import Award, Renewal
from .changes import SessionChange
from .cohorts import Cohort, Coverage, Session
from .curriculum import Course, Edition, Module, Prerequisite
from .evidence import (
    AbsenceLimit,
    Agreement,
    EvidenceItem,
    Exam,
    ExamWindow,
    Material,
    Question,
    Quiz,
)
from .practicum import HourGoal
from .programmes import Programme, Region, Role, Stream

__all__ = [
    "AbsenceLimit",
    "Agreement",
    "Award",
    "Cohort",
    "Course",
    "Coverage",
    "Edition",
    "EvidenceItem",
    "Exam",
    "ExamWindow",
    "HourGoal",
    "Material",
    "Module",
    "Prerequisite",
    "Programme",
    "Question",
    "Quiz",
    "Region",
    "Renewal",
    "Role",
    "Session",
    "SessionChange",
    "Stream",
]

"""What is taught, and when."""

from .awards import Award
from .cohorts import Cohort, Session
from .curriculum import Course, Edition, Module, Prerequisite
from .practicum import HourGoal
from .programmes import Programme, Region, Role, Stream

__all__ = [
    "Award",
    "Cohort",
    "Course",
    "Edition",
    "HourGoal",
    "Module",
    "Prerequisite",
    "Programme",
    "Region",
    "Role",
    "Session",
    "Stream",
]

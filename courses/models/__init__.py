"""What is taught, and when."""

from .cohorts import Cohort, Session
from .curriculum import Course, Edition, Module, Prerequisite
from .programmes import Programme, Region, Role, Stream

__all__ = [
    "Cohort",
    "Course",
    "Edition",
    "Module",
    "Prerequisite",
    "Programme",
    "Region",
    "Role",
    "Session",
    "Stream",
]

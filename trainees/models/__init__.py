"""Who learns, and how far they are."""

from .announcements import Announcement
from .batches import EnrolmentBatch
from .completions import Completion
from .enrolments import Enrolment
from .matching import Clearance, ConflictOfInterest, Wish
from .placements import Placement, SupervisorLink
from .practicum import HoursEntry, PracticumReport
from .sites import PlacementSite, Supervisor

__all__ = [
    "Announcement",
    "Clearance",
    "Completion",
    "ConflictOfInterest",
    "Enrolment",
    "EnrolmentBatch",
    "HoursEntry",
    "Placement",
    "PlacementSite",
    "PracticumReport",
    "Supervisor",
    "SupervisorLink",
    "Wish",
]

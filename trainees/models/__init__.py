"""Who learns, and how far they are."""

from .announcements import Announcement
from .batches import EnrolmentBatch
from .completions import Completion
from .enrolments import Enrolment

__all__ = ["Announcement", "Completion", "Enrolment", "EnrolmentBatch"]

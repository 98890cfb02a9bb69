"""The pages of the site that are no training updates."""

from .course import CoursePage
from .material import MaterialPage
from .programme import ProgrammePage
from .readable import ContentPage, HomePage, ReadablePage

__all__ = ["ContentPage", "CoursePage", "HomePage", "MaterialPage", "ProgrammePage", "ReadablePage"]

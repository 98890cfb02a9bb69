"""What is read of courses, and by whom."""

from .curriculum import Curriculum, Lesson, curricula, curriculum
from .roles import programmes_of

__all__ = ["Curriculum", "Lesson", "curricula", "curriculum", "programmes_of"]

"""What of a course somebody has used: courses ask (courses.operations.used)."""

from courses.models import Agreement, Question
from courses.operations.used import tell_if_used
from trainees.models import QuizAttempt, Signature


def is_signed(agreement: Agreement) -> bool:
    """Whether somebody signed this version."""
    return Signature.objects.filter(agreement=agreement).exists()


def was_asked(question: Question) -> bool:
    """Whether the quiz of this question was begun by somebody. An attempt keeps copies, so any of it may hold it."""
    return QuizAttempt.objects.filter(item__quiz=question.quiz_id).exists()


def tell_courses() -> None:
    """Called once, when the app is ready."""
    tell_if_used(Agreement, is_signed)
    tell_if_used(Question, was_asked)

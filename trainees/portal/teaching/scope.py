"""Where every page for those who teach starts: the sessions of the programmes in which a person teaches."""

from typing import Any

from django.shortcuts import get_object_or_404

from courses.enums import TEACHES
from courses.models import Session
from courses.queries import programmes_of


def sessions_taught(person: Any) -> Any:
    """The sessions of those programmes, with cohort, course and programme; an administrator's are all."""
    programmes = programmes_of(person, *TEACHES)
    return Session.objects.filter(cohort__edition__course__programme__in=programmes).select_related(
        "cohort__edition__course__programme"
    )


def session_taught(person: Any, pk: int) -> Session:
    """One of them; Http404 for every other session."""
    found: Session = get_object_or_404(sessions_taught(person), pk=pk)
    return found

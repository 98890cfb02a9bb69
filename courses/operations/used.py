"""Whether something of a course was used by somebody, so that it is kept as it is.

Courses know no trainees; the app that does says how to find out, in its AppConfig.ready().
"""

from collections.abc import Callable
from typing import Any

from django.db import models

_answers: dict[type[models.Model], Callable[[Any], bool]] = {}


def tell_if_used(model: type[models.Model], answer: Callable[[Any], bool]) -> None:
    """`answer(thing)` says whether somebody used that thing of `model` (signed it, was asked it)."""
    _answers[model] = answer


def is_used(thing: models.Model) -> bool:
    """Whether somebody used it; False where nobody can."""
    answer = _answers.get(type(thing))
    return answer is not None and answer(thing)

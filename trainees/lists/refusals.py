"""Why a list cannot be read at all."""

from typing import Any

from django.core.exceptions import ValidationError


def refused(message: Any, *, code: str, **params: object) -> ValidationError:
    """An error about the whole list, keyed "list": nothing of it is used."""
    return ValidationError({"list": ValidationError(message, code=code, params=params)})

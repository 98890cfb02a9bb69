"""What the operations of both apps check and write in the same way."""

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.models import ModelLogEntry

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

M = TypeVar("M", bound=models.Model)


def refuse(field: str, words: "str | _StrPromise", *, code: str = "invalid") -> ValidationError:
    """The error to raise about one field; NON_FIELD_ERRORS names none. Forms, API and commands show its words."""
    return ValidationError({field: ValidationError(words, code=code)})


def assign(
    record: models.Model, fields: Mapping[str, Any], *, allowed: Iterable[str]
) -> dict[str, list[str]]:
    """Set `fields` on a record; return {field: [before, after]} of those that differ, as words for the audit log.

    A field that may not be set this way is a mistake of the caller and raises TypeError.
    """
    if unknown := set(fields) - set(allowed):
        raise TypeError(f"{type(record).__name__} does not take {', '.join(sorted(unknown))} here.")
    changes = {}
    for name, value in fields.items():
        before = getattr(record, name)
        if before != value:
            changes[name] = [str(before), str(value)]
            setattr(record, name, value)
    return changes


def save(record: M) -> M:
    """Save a record that passes its model's own checks; ValidationError keyed by field where it does not."""
    record.full_clean()
    record.save()
    return record


def fresh(record: M) -> M:
    """The record as it is in the database now, its row locked; ValidationError when it is gone."""
    found = type(record)._default_manager.select_for_update().filter(pk=record.pk).first()
    if found is None:
        raise refuse(NON_FIELD_ERRORS, _("This was removed in the meantime."), code="gone")
    return found


def log_many(*, entries: Iterable[tuple[models.Model, dict[str, Any]]], action: str, by: Any) -> int:
    """Log one action on many records of one model, each with its own data, in one INSERT. Returns their number.

    The same rows as wagtail.log_actions.log writes one by one; the action must be registered.
    """
    now = timezone.now()
    rows = [
        ModelLogEntry(
            content_type=ContentType.objects.get_for_model(record, for_concrete_model=False),
            label=str(record),
            action=action,
            timestamp=now,
            user_id=getattr(by, "pk", None),
            object_id=str(record.pk),
            data=data,
        )
        for record, data in entries
    ]
    return len(ModelLogEntry.objects.bulk_create(rows, batch_size=1_000))

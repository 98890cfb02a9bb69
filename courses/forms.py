"""Fields that the forms of both apps share."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

DIGITS = 18  # of an id; with one more a database might not take it


class SeveralField(forms.ModelMultipleChoiceField):
    """Several rows of a queryset; an id that no row can have is refused as any other wrong one."""

    def clean(self, value: Any) -> Any:
        """The rows; ValidationError for an id that is none of them."""
        for pk in value or ():
            if len(str(pk)) > DIGITS:
                raise ValidationError(
                    self.error_messages["invalid_choice"], code="invalid_choice", params={"value": pk}
                )
        return super().clean(value)

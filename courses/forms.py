"""What the forms of both apps share."""

from typing import Any

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError

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


def put_errors(form: forms.BaseForm, error: ValidationError) -> None:
    """Put what an operation refused where the reader can mend it: at its field, else above the form."""
    found = error.error_dict if hasattr(error, "error_dict") else {NON_FIELD_ERRORS: error.error_list}
    for field, errors in found.items():
        form.add_error(field if field in form.fields else None, ValidationError(errors))

"""A form with rules: what was posted is read only where it is whole."""

from typing import Any

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS
from django.utils.translation import gettext_lazy as _

from courses.requirements.stream import REQUIREMENTS

MOST = 200
"""Blocks in one list at most."""


class RulesForm(forms.BaseForm):
    """Mixed into a form with a field `requirements`: a post without it leaves the rules, a broken one is refused.

    Wagtail reads a post that its own editor made, and fails on any other.
    """

    fields: dict[str, forms.Field]
    needs_rules = False
    """Whether a post without rules is broken as well."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.is_broken = False
        if self.is_bound:
            name = self.add_prefix("requirements")
            is_missing = f"{name}-count" not in self.data
            self.is_broken = not is_whole(self.data, name) or (is_missing and self.needs_rules)
            if self.is_broken or is_missing:
                del self.fields["requirements"]

    def full_clean(self) -> None:
        """Says it above the form."""
        super().full_clean()
        if self.is_broken:
            words = _("The rules could not be read. Open this page again: nothing was changed.")
            self.add_error(NON_FIELD_ERRORS, words)


def is_whole(data: Any, name: str) -> bool:
    """Whether a post has all that the editor of rules sends."""
    counts = [value for key, value in data.items() if key.startswith(f"{name}-") and key.endswith("-count")]
    if any(not (str(value).isdecimal() and len(str(value)) < 4 and int(value) <= MOST) for value in counts):
        return False
    if f"{name}-count" not in data:
        return True
    try:
        REQUIREMENTS.value_from_datadict(data, {}, name)
    except (KeyError, ValueError, TypeError):
        return False
    return True

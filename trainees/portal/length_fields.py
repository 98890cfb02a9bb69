"""How long something took: two fields of which one is enough."""

from typing import Any

from django import forms


class _NotAlone(forms.NumberInput):
    """No browser asks for it: the other one may be filled in."""

    def use_required_attribute(self, initial: Any) -> bool:
        """Never."""
        return False


class LengthField(forms.IntegerField):
    """Hours, or minutes. Not called optional, since one of the two is needed; that both are missing, the form says."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(min_value=0, widget=_NotAlone(attrs={"inputmode": "numeric"}), **kwargs)

    def validate(self, value: Any) -> None:
        """Nothing is required of one alone."""

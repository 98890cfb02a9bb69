"""Choosing one of a few rows that stand in the database, such as a programme."""

import copy
from typing import Any

from django import forms
from django.db.models import Model, QuerySet
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from courses.models import Region


class RowBlock(blocks.ChooserBlock):
    """A drop-down list of rows; the page keeps the id. A subclass says which rows in `rows`."""

    widget = forms.Select()

    def rows(self) -> QuerySet[Any]:
        """What a page may hold, with what a template needs of each."""
        raise NotImplementedError

    def choices(self) -> QuerySet[Any]:
        """What may be chosen now."""
        return self.rows()

    @cached_property
    def target_model(self) -> type[Model]:
        return self.rows().model

    @cached_property
    def field(self) -> forms.ModelChoiceField:
        return forms.ModelChoiceField(
            queryset=self.choices(), widget=self.widget, required=self._required, help_text=self._help_text
        )

    def get_form_state(self, value: Model | None) -> str | None:
        return str(value.pk) if value is not None else None

    def to_python(self, value: int | None) -> Any:
        return self.bulk_to_python([value])[0]

    def bulk_to_python(self, values: list[int | None]) -> list[Any]:
        """One query for all such blocks of a page, their names included; None for a row that is gone."""
        wanted = [value for value in values if value is not None]
        found = self.rows().in_bulk(wanted) if wanted else {}
        return [copy.copy(found[value]) if value in found else None for value in values]


class RegionBlock(RowBlock):
    """One region."""

    def rows(self) -> QuerySet[Region]:
        """Every region."""
        return Region.objects.all()

    class Meta:
        icon = "site"
        label = _("Region")

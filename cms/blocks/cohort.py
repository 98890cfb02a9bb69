"""The facts of a cohort, which are never typed: they come from the cohort when the page is read."""

import copy
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from cms.updates.facts import describe
from courses.models import Cohort


class CohortFactsBlock(blocks.ChooserBlock):
    """Dates, place, seats left and application window of an announced cohort."""

    widget = forms.Select()

    @cached_property
    def target_model(self) -> type[Cohort]:
        return Cohort

    @cached_property
    def field(self) -> forms.ModelChoiceField:
        return forms.ModelChoiceField(
            queryset=Cohort.objects.announced(),
            widget=self.widget,
            required=self._required,
            help_text=self._help_text,
        )

    def get_form_state(self, value: Cohort | None) -> str | None:
        return str(value.pk) if value is not None else None

    def to_python(self, value: int | None) -> Cohort | None:
        return self.bulk_to_python([value])[0]

    def bulk_to_python(self, values: list[int | None]) -> list[Cohort | None]:
        """One query for all such blocks of a page, their names included."""
        wanted = [value for value in values if value is not None]
        found = Cohort.objects.with_course().in_bulk(wanted) if wanted else {}
        return [copy.copy(found[value]) if value in found else None for value in values]

    def get_context(
        self, value: Cohort | None, parent_context: dict[str, Any] | None = None
    ) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(value, parent_context=parent_context)
        context["cohort"] = describe(value, at=timezone.now()) if value is not None else None
        return context

    class Meta:
        icon = "group"
        label = _("Cohort facts")
        template = "components/blocks/cohort.html"

"""Cohorts, whose facts are never typed: they come from the cohorts when the page is read."""

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from cms.updates.facts import describe
from courses.models import Cohort

from .contacts import ProgrammeBlock
from .groups import LIVE
from .rows import RegionBlock, RowBlock


class CohortFactsBlock(RowBlock):
    """Dates, place, seats left and application window of an announced cohort."""

    def rows(self) -> QuerySet[Cohort]:
        """Also one that was called off: the page then says so."""
        cohorts: QuerySet[Cohort] = Cohort.objects.with_course()
        return cohorts

    def choices(self) -> QuerySet[Cohort]:
        """Those a visitor may know of."""
        cohorts: QuerySet[Cohort] = Cohort.objects.announced()
        return cohorts

    def get_context(
        self, value: Cohort | None, parent_context: dict[str, Any] | None = None
    ) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(value, parent_context=parent_context)
        context["cohort"] = describe(value, at=timezone.now()) if value is not None else None
        return context

    class Meta:
        icon = "group"
        label = _("Cohort facts")
        group = LIVE
        template = "components/blocks/cohort.html"


class Chosen(blocks.StructValue):
    """Region and programme. `gone`: the id of each that was chosen and is deleted since, by the name of its field."""

    gone: Mapping[str, int] = MappingProxyType({})


class IntakesBlock(blocks.StructBlock):
    """The cohorts that take applications, those that will, and those that are full; else that nothing is scheduled.

    Nothing at all where the region or programme that was asked for is gone: no other is shown in its place.
    """

    region = RegionBlock(label=_("Only in this region"), required=False)
    programme = ProgrammeBlock(label=_("Only of this programme"), required=False)

    def get_context(self, value: Any, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        from cms.home.intakes import intakes  # it reads pages, whose bodies hold this block

        context: dict[str, Any] = super().get_context(value, parent_context=parent_context)
        if value.gone:
            return context | {"intakes": None}
        found = intakes(
            context.get("request"),
            at=timezone.now(),
            region=value.get("region"),
            programme=value.get("programme"),
        )
        return context | {"intakes": found}

    def to_python(self, value: Mapping[str, Any]) -> Chosen:
        return self.bulk_to_python([value])[0]

    def bulk_to_python(self, values: Iterable[Mapping[str, Any]]) -> list[Chosen]:
        """As kept, with a note of what is gone."""
        kept = list(values)
        found: list[Chosen] = super().bulk_to_python(kept)
        for raw, value in zip(kept, found, strict=True):
            value.gone = {
                name: raw[name] for name in self.child_blocks if raw.get(name) and value[name] is None
            }
        return found

    def get_prep_value(self, value: Any) -> dict[str, Any]:
        """What is gone stays asked for, until an editor chooses again."""
        prepared: dict[str, Any] = super().get_prep_value(value)
        return prepared | dict(getattr(value, "gone", {}))

    class Meta:
        icon = "calendar-check"
        label = _("Open and coming trainings")
        value_class = Chosen
        group = LIVE
        template = "components/blocks/intakes.html"

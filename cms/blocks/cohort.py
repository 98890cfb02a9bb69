"""Cohorts, whose facts are never typed: they come from the cohorts when the page is read."""

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


class IntakesBlock(blocks.StructBlock):
    """The cohorts that take applications, those that will, and those that are full; else that nothing is scheduled."""

    region = RegionBlock(label=_("Only in this region"), required=False)
    programme = ProgrammeBlock(label=_("Only of this programme"), required=False)

    def get_context(self, value: Any, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        from cms.home.intakes import intakes  # it reads pages, whose bodies hold this block

        context: dict[str, Any] = super().get_context(value, parent_context=parent_context)
        found = intakes(
            context.get("request"),
            at=timezone.now(),
            region=value.get("region"),
            programme=value.get("programme"),
        )
        return context | {"intakes": found}

    class Meta:
        icon = "calendar-check"
        label = _("Open and coming trainings")
        group = LIVE
        template = "components/blocks/intakes.html"

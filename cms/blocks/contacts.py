"""How to reach a programme, and how to say that something on the site stands in the way."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from courses.models import Programme

from .groups import LIVE
from .rows import RowBlock


class ProgrammeBlock(RowBlock):
    """One programme, with its region."""

    def rows(self) -> QuerySet[Programme]:
        """Every programme."""
        return Programme.objects.select_related("region")

    class Meta:
        icon = "group"
        label = _("Programme")


class Whose(models.TextChoices):
    """Whose contacts are shown."""

    ALL = "all", _("All programmes")
    ONE = "one", _("One programme")


class ContactsBlock(blocks.StructBlock):
    """Region, host, e-mail, telephone and postal address, as the programmes keep them."""

    programmes = blocks.ChoiceBlock(label=_("Whose"), choices=Whose.choices, default=Whose.ALL)
    programme = ProgrammeBlock(label=_("Which programme"), required=False)

    def clean(self, value: Any) -> Any:
        cleaned = super().clean(value)
        if (cleaned.get("programmes") == Whose.ONE) != bool(cleaned.get("programme")):
            problem = ValidationError(_("Choose a programme only with “One programme”."), code="one")
            raise blocks.StructBlockValidationError(block_errors={"programme": problem})
        return cleaned

    def get_context(self, value: Any, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        from cms.home.places import find  # it reads pages, whose bodies hold this block

        context: dict[str, Any] = super().get_context(value, parent_context=parent_context)
        programmes = self.programmes_in(value)
        places = find(context.get("request"), programmes=[programme.pk for programme in programmes])
        return context | {
            "contacts": [
                {"programme": programme, "url": places.programmes.get(programme.pk, "")}
                for programme in programmes
            ]
        }

    def programmes_in(self, value: Any) -> list[Programme]:
        """Whose contacts it shows; none where the one programme is gone. At most one query."""
        if value.get("programme") is not None:
            return [value["programme"]]
        if value.get("programmes") == Whose.ONE:
            return []
        return list(Programme.objects.select_related("region"))

    class Meta:
        icon = "mail"
        label = _("Contacts")
        group = LIVE
        template = "components/blocks/contacts.html"


class ReportBarrierBlock(blocks.StaticBlock):
    """How to say that a page cannot be used, with a link to the form."""

    class Meta:
        icon = "comment-add"
        label = _("Report a barrier")
        group = LIVE
        admin_text = _("Says how to report a barrier, and leads to the form.")
        template = "components/blocks/report_barrier.html"

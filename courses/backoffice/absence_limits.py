"""How much may be missed in an edition that nobody uses yet, and whether it can be made up."""

from typing import Any

from django import forms
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets.button import HeaderButton

from courses.enums import AbsenceUnit
from courses.models import AbsenceLimit, Edition
from courses.operations import absence_limits

from .editions import EditionStep
from .pages import ConfirmPage, OperationPage
from .views import found


class LimitForm(forms.ModelForm[AbsenceLimit]):
    """In what it counts, how much, and of which module."""

    class Meta:
        model = AbsenceLimit
        fields = ["unit", "most", "module"]
        help_texts = {
            "most": _("In minutes for time: 180 is 3 hours. 0 means that it may not be missed."),
            "module": _("Empty: the whole course."),
        }

    def __init__(self, *args: Any, edition: Edition, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.instance.edition = edition
        module: Any = self.fields["module"]
        module.queryset = edition.modules.order_by("position")

    def clean(self) -> dict[str, Any]:
        """Refused here at its field: else the model's constraint would be named instead."""
        data = super().clean() or self.cleaned_data
        if data.get("module") and data.get("unit") == AbsenceUnit.MODULES:
            self.add_error("module", absence_limits.ONE_MODULE)
        return data


class LimitPage(EditionStep, OperationPage):
    """What adding and changing a limit share."""

    form_class = LimitForm

    def get_form_kwargs(self) -> dict[str, Any]:
        """A fresh record for the form to write on; the operation gets the stored one."""
        return {**super().get_form_kwargs(), "edition": self.edition, "instance": self.get_limit()}

    def get_limit(self) -> AbsenceLimit | None:
        """None for a new one."""
        return None


class NewLimit(LimitPage):
    """Add a limit to an edition that nobody uses yet."""

    page_title = _("Add an absence limit")
    button = _("Add the limit")
    done = _("The limit is added.")

    def load(self, **kwargs: Any) -> None:
        """Only what one may change."""
        self.edition = found(self.request.user, Edition, kwargs["pk"], "change", related=("course",))

    def operate(self, form: LimitForm) -> AbsenceLimit:
        """Add it."""
        return absence_limits.add_limit(edition=self.edition, by=self.request.user, **form.cleaned_data)


class OneLimit(EditionStep):
    """A page about one limit."""

    action = "change"
    limit: AbsenceLimit

    def load(self, **kwargs: Any) -> None:
        """Only what one may change, or remove."""
        related = ("edition__course", "module")
        self.limit = found(self.request.user, AbsenceLimit, kwargs["pk"], self.action, related=related)
        self.edition = self.limit.edition


class EditLimit(OneLimit, LimitPage):
    """Change a limit of an edition that nobody uses yet."""

    page_title = _("Change an absence limit")
    done = _("The limit is saved.")

    @cached_property
    def header_buttons(self) -> list[Any]:
        """Removing it."""
        url = reverse("courses:remove_absence_limit", args=[self.limit.pk])
        return [HeaderButton(_("Remove"), url=url, icon_name="bin")]

    def get_limit(self) -> AbsenceLimit:
        """Read again: the form writes on it what was typed."""
        return AbsenceLimit.objects.get(pk=self.limit.pk)

    def operate(self, form: LimitForm) -> AbsenceLimit:
        """Change it."""
        stored = AbsenceLimit.objects.select_related("edition").get(pk=self.limit.pk)
        return absence_limits.change_limit(limit=stored, by=self.request.user, **form.cleaned_data)


class RemoveLimit(OneLimit, ConfirmPage):
    """Take a limit out of an edition that nobody uses yet."""

    page_title = _("Remove the absence limit")
    question = _("Remove this limit from the edition?")
    button = _("Remove")
    done = _("The limit is removed.")
    is_destructive = True
    action = "delete"

    def operate(self) -> None:
        """Remove it."""
        absence_limits.remove_limit(limit=self.limit, by=self.request.user)


class MakeUpsForm(forms.ModelForm[Edition]):
    """Yes or no."""

    class Meta:
        model = Edition
        fields = ["allows_make_ups"]


class AllowMakeUps(EditionStep, OperationPage):
    """Whether what was missed can be made up."""

    form_class = MakeUpsForm
    page_title = _("Make-ups")
    done = _("This is saved.")

    def load(self, **kwargs: Any) -> None:
        """Only what one may change."""
        self.edition = found(self.request.user, Edition, kwargs["pk"], "change", related=("course",))

    def get_form_kwargs(self) -> dict[str, Any]:
        """Read again: the form writes on it what was typed."""
        return {**super().get_form_kwargs(), "instance": Edition.objects.get(pk=self.edition.pk)}

    def operate(self, form: MakeUpsForm) -> Edition:
        """Set it."""
        return absence_limits.set_make_ups(edition=self.edition, by=self.request.user, **form.cleaned_data)

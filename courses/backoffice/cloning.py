"""Plan a cohort like another one."""

import datetime as dt
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin import messages
from wagtail.admin.widgets import AdminDateInput

from courses import local
from courses.models import Cohort
from courses.operations.cloning import clone_cohort
from courses.rules import typed_dates

from .clock import WallClockField, instant
from .pages import OperationPage
from .workspace import CohortStep, tab_step

WINDOW = ("applications_open_at", "applications_close_at")


class CloneForm(forms.Form):
    """When the new cohort starts and what it is called."""

    starts_on = forms.DateField(label=_("Starts on"), widget=AdminDateInput)
    name_en = forms.CharField(label=_("Name in English"), max_length=200)
    name_fr = forms.CharField(label=_("Name in French"), max_length=200)
    free = forms.CharField(
        label=_("Other days off"),
        required=False,
        max_length=typed_dates.MOST_CHARACTERS + 1,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("One a line, like 2027-03-15. Public holidays are left out in any case."),
    )
    applications_open_at = WallClockField(
        label=_("Applications open"), required=False, help_text=_("On the programme's own clock.")
    )
    applications_close_at = WallClockField(label=_("Applications close"), required=False)

    def __init__(self, *args: Any, cohort: Cohort, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.cohort = cohort
        self.fields["starts_on"].help_text = _(
            "The other one started on %(day)s. On the same weekday, all sessions keep theirs."
        ) % {"day": local.day(cohort.starts_on)}

    def clean_free(self) -> list[dt.date]:
        """The days off, each bad line named."""
        typed = typed_dates.read_days(self.cleaned_data["free"])
        if typed.mistakes:
            raise ValidationError(typed.words())
        return [line.day for line in typed.lines]

    def clean(self) -> dict[str, Any]:
        """The window on the programme's clock."""
        data = super().clean() or self.cleaned_data
        for name in WINDOW:
            if data.get(name):
                try:
                    data[name] = instant(data[name], self.cohort.programme.tz)
                except ValidationError as error:
                    self.add_error(name, error)
        return data


class CloneCohort(CohortStep, OperationPage):
    """The same again, later: a draft without people."""

    form_class = CloneForm
    page_title = _("Plan one like this")
    button = _("Plan the cohort")

    def get_form_kwargs(self) -> dict[str, Any]:
        """The cohort gives the clock."""
        return {**super().get_form_kwargs(), "cohort": self.cohort}

    def operate(self, form: CloneForm) -> Any:
        """Make it, and say which days were left out."""
        data = dict(form.cleaned_data)
        cohort, moved = clone_cohort(
            cohort=self.cohort, by=self.request.user, days_off_too=data.pop("free"), **data
        )
        if moved.skipped:
            days = ", ".join(f"{local.short_day(one.day)} ({one.why})" for one in moved.skipped)
            words = gettext("Left out, and the sessions moved on: %(days)s.") % {"days": days}
            messages.warning(self.request, words)
        self.made = cohort
        return cohort

    def get_done(self) -> str:
        """Naming it."""
        return gettext("%(object)s is planned. Nobody outside sees it before you announce it.") % {
            "object": self.made
        }

    def get_success_url(self) -> str:
        """To the sessions of the new one."""
        return tab_step(self.made, "sessions")[0]

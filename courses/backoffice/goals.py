"""What an edition that nobody uses yet asks of a practicum: hour goals, and the number of reports."""

from typing import Any

from django import forms
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets.button import HeaderButton

from courses.enums import HoursCategory
from courses.models import Edition, HourGoal
from courses.operations import goals

from .editions import EditionStep
from .pages import ConfirmPage, OperationPage
from .views import found


class GoalForm(forms.ModelForm[HourGoal]):
    """A goal in words and minutes, and what counts for it."""

    categories = forms.MultipleChoiceField(
        label=_("What counts"),
        choices=HoursCategory.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Nothing ticked: all of it."),
    )

    class Meta:
        model = HourGoal
        fields = ["name_en", "name_fr", "minutes", "categories", "position"]

    def __init__(self, *args: Any, edition: Edition, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.instance.edition = edition
        if not self.instance.pk:
            del self.fields["position"]  # a new one stands after the others


class GoalPage(EditionStep, OperationPage):
    """What adding and changing a goal share."""

    form_class = GoalForm

    def get_form_kwargs(self) -> dict[str, Any]:
        """A fresh record for the form to write on; the operation gets the stored one."""
        return {**super().get_form_kwargs(), "edition": self.edition, "instance": self.get_goal()}

    def get_goal(self) -> HourGoal | None:
        """None for a new one."""
        return None


class NewGoal(GoalPage):
    """Add an hour goal to an edition that nobody uses yet."""

    page_title = _("Add an hour goal")
    button = _("Add the goal")
    done = _("The goal is added.")

    def load(self, **kwargs: Any) -> None:
        """Only what one may change."""
        self.edition = found(self.request.user, Edition, kwargs["pk"], "change", related=("course",))

    def operate(self, form: GoalForm) -> HourGoal:
        """After the others."""
        return goals.add_goal(edition=self.edition, by=self.request.user, **form.cleaned_data)


class OneGoal(EditionStep):
    """A page about one goal."""

    action = "change"
    goal: HourGoal

    def load(self, **kwargs: Any) -> None:
        """Only what one may change, or remove."""
        self.goal = found(
            self.request.user, HourGoal, kwargs["pk"], self.action, related=("edition__course",)
        )
        self.edition = self.goal.edition


class EditGoal(OneGoal, GoalPage):
    """Change a goal of an edition that nobody uses yet."""

    done = _("The goal is saved.")

    def get_page_title(self) -> str:
        """Its name."""
        return str(self.goal)

    @cached_property
    def header_buttons(self) -> list[Any]:
        """Removing it."""
        url = reverse("courses:remove_goal", args=[self.goal.pk])
        return [HeaderButton(_("Remove"), url=url, icon_name="bin")]

    def get_goal(self) -> HourGoal:
        """Read again: the form writes on it what was typed."""
        return HourGoal.objects.get(pk=self.goal.pk)

    def operate(self, form: GoalForm) -> HourGoal:
        """Words, minutes, what counts, and its place."""
        stored = HourGoal.objects.select_related("edition").get(pk=self.goal.pk)
        return goals.change_goal(goal=stored, by=self.request.user, **form.cleaned_data)


class RemoveGoal(OneGoal, ConfirmPage):
    """Take a goal out of an edition that nobody uses yet."""

    page_title = _("Remove the goal")
    button = _("Remove")
    done = _("The goal is removed.")
    is_destructive = True
    action = "delete"

    def get_question(self) -> str:
        """Naming it."""
        return str(_("Remove %(goal)s from this edition?") % {"goal": self.goal})

    def operate(self) -> None:
        """Remove it."""
        goals.remove_goal(goal=self.goal, by=self.request.user)


class ReportsForm(forms.Form):
    """A number."""

    reports_due = forms.IntegerField(
        label=_("Reports on a practicum"),
        min_value=0,
        max_value=20,
        help_text=_("Each is due at an equal share of the practicum's hours. 0: none."),
    )


class ReportsDue(EditionStep, OperationPage):
    """How many reports a practicum asks for."""

    form_class = ReportsForm
    page_title = _("Reports on a practicum")
    done = _("The number is saved.")

    def load(self, **kwargs: Any) -> None:
        """Only what one may change."""
        self.edition = found(self.request.user, Edition, kwargs["pk"], "change", related=("course",))

    def get_initial(self) -> dict[str, Any]:
        """As it stands."""
        return {"reports_due": self.edition.reports_due}

    def operate(self, form: ReportsForm) -> Edition:
        """Set it."""
        return goals.set_reports_due(edition=self.edition, by=self.request.user, **form.cleaned_data)

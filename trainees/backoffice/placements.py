"""One placement: its log and reports, and what a coordinator decides about it."""

from typing import Any

from django import forms
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets import AdminDateInput

from courses.backoffice.pages import ConfirmPage, OfficePage, OperationPage
from courses.backoffice.workspace import cohort_step, cohorts_step, tab_step
from courses.models import Cohort
from trainees.enums import HAS_HOURS, LinkPurpose, PlacementState, ReportAuthor
from trainees.models import Placement
from trainees.operations import links, placing, practicum_mail
from trainees.queries.practicum import Practicum, practicum_of

from .access import POLICIES
from .practicum import placement_for


class OnePlacement(OfficePage):
    """A page about one placement, found in the scope of `action`."""

    action = "change"
    placement: Placement
    cohort: Cohort

    def load(self, **kwargs: Any) -> None:
        """In scope."""
        scope = POLICIES[Placement].instances_user_has_permission_for(self.request.user, self.action)
        self.placement = placement_for(scope, kwargs["pk"])
        self.cohort = self.placement.enrolment.cohort

    def trail(self) -> list[tuple[str, Any]]:
        """Cohorts, the cohort, its practicum, the placement."""
        steps = [cohorts_step(), cohort_step(self.cohort), tab_step(self.cohort, "practicum")]
        return [*steps, (reverse("practicum:placement", args=[self.placement.pk]), self.names["trainee"])]

    @property
    def names(self) -> dict[str, str]:
        """For questions and answers."""
        return {
            "trainee": self.placement.enrolment.person.chosen_name,
            "site": self.placement.site.name,
            "supervisor": self.placement.supervisor.name,
        }

    @cached_property
    def practicum(self) -> Practicum:
        """With every other placement in the same module."""
        return practicum_of(self.placement)


class PlacementPage(OnePlacement):
    """What was agreed, logged, confirmed and written."""

    template_name = "backoffice/placement.html"
    header_icon = "site"

    def get_page_title(self) -> str:
        """The chosen name."""
        return self.names["trainee"]

    def trail(self) -> list[tuple[str, Any]]:
        """Cohorts, the cohort, its practicum."""
        return super().trail()[:-1]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Entries and reports of this placement, totals of the whole module."""
        context = super().get_context_data(**kwargs)
        placement = self.placement
        log = next(log for log in self.practicum.logs if log.placement.pk == placement.pk)
        tz = self.cohort.programme.tz
        context.update(
            placement=placement,
            cohort=self.cohort,
            tz=tz,
            practicum=self.practicum,
            replaced={fact.pk for fact in log.facts if fact.is_replaced},
            entries=log.entries,
            reports=self.practicum.reports,
            today=timezone.now().astimezone(tz).date(),
            links=placement.links.order_by("-made_at", "-pk")[:10],
            now=timezone.now(),
            can_end=placement.state == PlacementState.AGREED,
            can_cancel=placement.state == PlacementState.PROPOSED,
            can_send=bool(purposes(placement, self.practicum)),
        )
        return context


class PlacementStep(OnePlacement, ConfirmPage):
    """A question about a placement."""


class EndPlacement(PlacementStep):
    """It is over."""

    page_title = _("End the placement")
    button = _("Yes, it is over")
    done = _("The placement is ended.")

    def get_question(self) -> str:
        """Naming both."""
        return str(_("Is the placement of %(trainee)s at %(site)s over?") % self.names)

    def consequences(self) -> list[str]:
        """What is kept."""
        return [
            str(_("The place is free again. Everything that was logged is kept.")),
            str(_("Hours that wait can still be confirmed, and reports written.")),
        ]

    def operate(self) -> None:
        """End it."""
        placing.end(placement=self.placement, by=self.request.user)


class CancelPlacement(PlacementStep):
    """It comes to nothing."""

    page_title = _("Cancel the placement")
    button = _("Cancel the placement")
    done = _("The placement is cancelled.")
    is_destructive = True

    def get_question(self) -> str:
        """Naming both."""
        return str(_("Cancel the placement of %(trainee)s at %(site)s?") % self.names)

    def consequences(self) -> list[str]:
        """Who hears of it."""
        return [
            str(_("The place is free again. The supervisor's links stop working.")),
            str(_("Trainee and supervisor are told, if they were asked before.")),
        ]

    def operate(self) -> None:
        """Cancel it."""
        placing.cancel(placement=self.placement, by=self.request.user)


class RevokeLinks(PlacementStep):
    """Every link stops working at once."""

    page_title = _("Revoke the supervisor's links")
    button = _("Revoke the links")
    done = _("The links do not work any more.")
    is_destructive = True

    def get_question(self) -> str:
        """Naming the supervisor."""
        return str(_("Revoke every link that was sent to %(supervisor)s about %(trainee)s?") % self.names)

    def consequences(self) -> list[str]:
        """How they go on."""
        return [str(_("With the next message the supervisor gets a new link. You can also send one now."))]

    def operate(self) -> None:
        """Revoke them."""
        links.revoke(placement=self.placement, by=self.request.user)


def purposes(placement: Placement, practicum: Practicum) -> list[tuple[str, Any]]:
    """What a link could be sent for now: (value, label), a report by its number."""
    if not placement.supervisor.is_active:
        return []
    if placement.state == PlacementState.PROPOSED:
        waits = placement.supervisor_agreed_at is None
        return [(LinkPurpose.AGREE.value, LinkPurpose.AGREE.label)] if waits else []
    if placement.state not in HAS_HOURS:
        return []
    reports = [
        (f"{LinkPurpose.REPORT.value}-{r.number}", _("Write report %(number)d") % {"number": r.number})
        for r in practicum.missing(ReportAuthor.SUPERVISOR)
    ]
    return [(LinkPurpose.HOURS.value, LinkPurpose.HOURS.label), *reports]


class LinkForm(forms.Form):
    """What the link is for: one thing."""

    purpose = forms.ChoiceField(label=_("What for?"), widget=forms.RadioSelect)

    def __init__(self, *args: Any, choices: list[tuple[str, Any]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        purpose: Any = self.fields["purpose"]
        purpose.choices = choices


class SendLink(OnePlacement, OperationPage):
    """Have a new link sent to the supervisor, now."""

    form_class = LinkForm
    page_title = _("Send a link")
    button = _("Send the link")

    def get_form_kwargs(self) -> dict[str, Any]:
        """Only what waits for the supervisor."""
        return {**super().get_form_kwargs(), "choices": purposes(self.placement, self.practicum)}

    def operate(self, form: LinkForm) -> None:
        """To the address on file, whatever it is by now."""
        purpose, _hyphen, number = form.cleaned_data["purpose"].partition("-")
        practicum_mail.send_link(
            placement=self.placement,
            purpose=LinkPurpose(purpose),
            by=self.request.user,
            number=int(number) if number else None,
        )

    def get_done(self) -> str:
        """To whom."""
        return str(_("A new link is on its way to %(supervisor)s.") % self.names)


class CountsFromForm(forms.Form):
    """A date, or none."""

    counts_from = forms.DateField(
        label=_("Hours count from"),
        widget=AdminDateInput,
        required=False,
        help_text=_("Left empty, all hours count. The trainee reads this date."),
    )


class SetCountsFrom(OnePlacement, OperationPage):
    """From when on hours count."""

    form_class = CountsFromForm
    page_title = _("Hours count from")
    done = _("The date is saved.")

    def get_initial(self) -> dict[str, Any]:
        """As it stands."""
        return {"counts_from": self.placement.counts_from}

    def operate(self, form: CountsFromForm) -> Placement:
        """Set it."""
        return placing.set_counts_from(
            placement=self.placement, counts_from=form.cleaned_data["counts_from"], by=self.request.user
        )

"""Draft a cohort's sessions: a form, what comes of it, and only then they are written."""

import datetime as dt
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext, pgettext_lazy
from wagtail.admin import messages
from wagtail.admin.widgets import AdminDateInput, AdminTimeInput

from courses import local
from courses.enums import ModuleKind
from courses.forms import SeveralField, put_errors
from courses.models import Cohort, Module
from courses.operations.drafting import Situation, draft_sessions, situation
from courses.queries.facilitators import teaching
from courses.queries.schedule import taught_in_class
from courses.rules import typed_dates
from courses.rules.days_off import days_off
from courses.rules.drafting import Draft, Slot, Slots, Weekly, dated, plan, weekly

from .session_fields import AsksAgain, PeopleField, WeekField
from .sessions import SessionStep

MOST_TEXT = typed_dates.MOST_CHARACTERS + 1
ROWS = {"rows": 6}


class DraftForm(AsksAgain):
    """A week or dates, the days off, and what all sessions share."""

    first = forms.DateField(label=_("From"), required=False, widget=AdminDateInput)
    week = WeekField(label=_("Each week"), required=False)
    dates = forms.CharField(
        label=_("Or these dates"),
        required=False,
        max_length=MOST_TEXT,
        widget=forms.Textarea(attrs=ROWS),
        help_text=_(
            "One a line, like 2027-01-12 or 12 January 2027, with times if they differ: 18:00-21:00."
        ),
    )
    begins = forms.TimeField(label=_("Dates without times are from"), required=False, widget=AdminTimeInput)
    ends = forms.TimeField(label=pgettext_lazy("a time", "to"), required=False, widget=AdminTimeInput)
    skips_holidays = forms.BooleanField(label=_("Leave out public holidays"), required=False, initial=True)
    free = forms.CharField(
        label=_("Other days off"),
        required=False,
        max_length=MOST_TEXT,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("One a line, like 2027-03-15."),
    )
    optional = SeveralField(
        label=_("Optional modules to plan as well"),
        queryset=Module.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    facilitators = PeopleField(label=_("Facilitators"), queryset=None, required=False)
    place = forms.CharField(
        label=_("Place"), max_length=200, required=False, help_text=_("Only if it differs from the cohort's.")
    )
    join_url = forms.URLField(
        label=_("Link to join online"),
        required=False,
        assume_scheme="https",
        help_text=_("For the days that are online; if none is, for every session."),
    )
    end_with_last = forms.BooleanField(
        label=_("The cohort ends with its last session"), required=False, initial=True
    )
    replace = forms.BooleanField(
        label=_("Replace the sessions to come"),
        required=False,
        help_text=_("What was held stays, and its minutes are not planned again."),
    )

    def __init__(self, *args: Any, cohort: Cohort, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.cohort = cohort
        self.programme = cohort.programme
        fields: Any = self.fields
        fields["facilitators"].queryset = teaching(self.programme)
        optional = cohort.edition.modules.filter(kind=ModuleKind.CLASS, is_optional=True)
        fields["optional"].queryset = optional.order_by("position")
        if not optional.exists():
            del fields["optional"]
        if not cohort.sessions.standing().for_everybody().exists():
            del fields["replace"]
        fields["week"].help_text = local.zone_words(self.programme.tz)
        if self.programme.province:
            fields["skips_holidays"].help_text = self.programme.get_province_display()
        else:
            del fields["skips_holidays"]

    def clean_first(self) -> dt.date:
        """The cohort's first day, unless another is typed."""
        first: dt.date = self.cleaned_data["first"] or self.cohort.starts_on
        if not typed_dates.FIRST_YEAR <= first.year <= typed_dates.LAST_YEAR:
            raise ValidationError(_("This year is too far away."))
        return first

    def clean_free(self) -> set[dt.date]:
        """The days off, each bad line named."""
        typed = typed_dates.read_days(self.cleaned_data["free"])
        if typed.mistakes:
            raise ValidationError(typed.words())
        return {line.day for line in typed.lines}

    def clean(self) -> dict[str, Any]:
        """Either a week or dates."""
        data = super().clean() or self.cleaned_data
        week, text = data.get("week"), data.get("dates", "").strip()
        if "week" in self.errors or "dates" in self.errors:
            return data
        if week and text:
            self.add_error("dates", _("Type a week or dates, not both."))
        elif not week and not text:
            self.add_error("week", _("Say when the cohort meets: each week, or on which dates."))
        elif text:
            typed = typed_dates.read(text, begins=data.get("begins"), ends=data.get("ends"))
            data["lines"] = typed.lines
            if typed.mistakes:
                self.add_error("dates", ValidationError(typed.words()))
        return data

    @cached_property
    def modules(self) -> list[Module]:
        """What is planned: what everybody is taught, and what was ticked, in the edition's order."""
        chosen = [*taught_in_class(self.cohort.edition), *self.cleaned_data.get("optional", ())]
        return sorted(chosen, key=lambda module: module.position)

    @property
    def digest(self) -> str:
        """Names what the form says about the sessions: it is another one as soon as any of it is changed."""
        data = self.cleaned_data
        said = [
            data["first"],
            sorted(data["week"].items()),
            data.get("lines"),
            bool(data.get("skips_holidays")),
            sorted(data["free"]),
            [module.pk for module in self.modules],
            sorted(person.pk for person in data["facilitators"]),
            data["place"],
            data["join_url"],
            data["end_with_last"],
            bool(data.get("replace")),
        ]
        return hashlib.sha256(repr(said).encode()).hexdigest()[:16]

    def slots(self, *, minutes: int) -> Slots:
        """The meetings that come of it, with the place and the link of each."""
        data, tz = self.cleaned_data, self.programme.tz
        years = range(data["first"].year, data["first"].year + 5)
        if lines := data.get("lines"):
            years = range(min(one.day.year for one in lines), max(one.day.year for one in lines) + 1)
        closed = days_off(self.programme.province if data.get("skips_holidays") else "", years, data["free"])
        if lines:
            found = dated([(one.day, one.begins, one.ends) for one in lines], tz=tz, closed=closed)
        else:
            times = {day: (one.begins, one.ends) for day, one in data["week"].items()}
            found = weekly(Weekly(times), first=data["first"], minutes=minutes, tz=tz, closed=closed)
        return Slots(tuple(self._placed(slot) for slot in found.slots), found.skipped)

    def _placed(self, slot: Slot) -> Slot:
        data = self.cleaned_data
        online = {day for day, one in data["week"].items() if one.is_online}
        weekday = slot.starts_at.astimezone(self.programme.tz).weekday()
        is_online = not online or weekday in online
        is_hybrid = not online
        return Slot(
            slot.starts_at,
            slot.ends_at,
            place=data["place"] if is_hybrid or not is_online else "",
            join_url=data["join_url"] if is_online else "",
        )


@dataclass(frozen=True)
class Preview:
    """What would be written, for the table; `seen` names the state it starts from."""

    draft: Draft
    now: Situation
    rows: list[dict[str, Any]]
    totals: list[dict[str, Any]]


class DraftSessions(SessionStep):
    """Nothing is written before it was seen as a list."""

    form_class = DraftForm
    template_name = "backoffice/draft_sessions.html"
    page_title = _("Draft the sessions")

    def get_initial(self) -> dict[str, Any]:
        """From the first day, or from tomorrow where the cohort goes on; the times of the sessions that are there."""
        tz = self.cohort.programme.tz
        today = timezone.now().astimezone(tz).date()
        initial: dict[str, Any] = {
            "first": max(self.cohort.starts_on, today + dt.timedelta(days=1))
            if self.cohort.starts_on <= today
            else self.cohort.starts_on
        }
        week: dict[int, tuple[str, str, bool]] = {}
        for session in self.cohort.sessions.standing().for_everybody().order_by("starts_at")[:20]:
            starts, ends = session.starts_at.astimezone(tz), session.ends_at.astimezone(tz)
            is_online = bool(session.join_url and not session.place)
            week.setdefault(starts.weekday(), (f"{starts:%H:%M}", f"{ends:%H:%M}", is_online))
            initial["join_url"] = initial.get("join_url") or session.join_url
        return initial | {"week": week}

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Look at it, or write what was looked at."""
        form: Any = self.get_form()
        preview = None
        if form.is_valid():
            preview = self.preview(form)
            try:
                if self.is_to_write(form):
                    return self.done_with(self.operate(form))
                with transaction.atomic():  # what would be refused is refused now
                    self.operate(form)
                    transaction.set_rollback(True)
            except ValidationError as error:
                put_errors(form, error)
        if form.errors:
            messages.validation_error(request, _("Nothing was saved: please look at the fields below."), form)
        elif "write" in request.POST:
            messages.warning(
                request, _("The form has changed, so this is a new list. Nothing is planned yet.")
            )
        context = self.get_context_data(form=form, preview=preview, can_write=not form.errors)
        return self.render_to_response(context, status=422 if form.errors else 200)

    def is_to_write(self, form: DraftForm) -> bool:
        """Whether the list of what the form says now was seen, and is to be planned."""
        return "write" in self.request.POST and self.request.POST.get("shown") == form.digest

    def preview(self, form: DraftForm) -> Preview:
        """What the form comes to now."""
        now = situation(self.cohort, modules=form.modules, at=timezone.now())
        found = form.slots(minutes=sum(lesson.minutes for lesson in now.lessons))
        draft = plan(now.lessons, found.slots, found.skipped)
        return Preview(draft, now, list(self.rows(form, draft)), self.totals(form, draft))

    def rows(self, form: DraftForm, draft: Draft) -> list[dict[str, Any]]:
        """Sessions and skipped days together, in the order of the calendar."""
        tz = self.cohort.programme.tz
        codes = {module.pk: module.code for module in form.modules}
        rows: list[dict[str, Any]] = [
            {
                "day": one.slot.starts_at.astimezone(tz).date(),
                "slot": one.slot,
                "parts": [(codes[pk], minutes) for pk, minutes in one.parts],
            }
            for one in draft.planned
        ]
        last = rows[-1]["day"] if rows else dt.date.min
        rows += [{"day": one.day, "why": one.why} for one in draft.skipped if one.day <= last]
        return sorted(rows, key=lambda row: row["day"])

    def totals(self, form: DraftForm, draft: Draft) -> list[dict[str, Any]]:
        """What each module gets, beside what it asks for."""
        left = {lesson.pk: lesson.minutes for lesson in draft.left}
        return [
            {
                "module": module,
                "planned": draft.minutes_of(module.pk),
                "held": module.minutes - draft.minutes_of(module.pk) - left.get(module.pk, 0),
                "left": left.get(module.pk, 0),
            }
            for module in form.modules
        ]

    def write(self, form: DraftForm) -> Draft:
        """Through the operation, with what was seen."""
        now = situation(self.cohort, modules=form.modules, at=timezone.now())
        found = form.slots(minutes=sum(lesson.minutes for lesson in now.lessons))
        return draft_sessions(
            cohort=self.cohort,
            slots=found.slots,
            by=self.request.user,
            modules=form.modules,
            facilitators=form.cleaned_data["facilitators"],
            replace=bool(form.cleaned_data.get("replace")),
            end_with_last=form.cleaned_data["end_with_last"],
            despite_conflicts=form.despite_conflicts,
            seen=self.request.POST.get("seen", "")[:32] if self.is_to_write(form) else "",
        )

    def fields_of_errors(self, form: Any) -> Mapping[str, str]:
        """What is wrong with the slots stands where they were typed."""
        return {"slots": "dates" if form.cleaned_data.get("lines") else "week"}

    def done_with(self, draft: Draft) -> HttpResponse:
        """Say how many, and lead to the list."""
        count = len(draft.planned)
        messages.success(
            self.request,
            ngettext("%(count)d session is planned.", "%(count)d sessions are planned.", count)
            % {"count": count},
        )
        return redirect(self.back())

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """With the clock, for the table."""
        context = super().get_context_data(**kwargs)
        context["tz"] = self.cohort.programme.tz
        return context

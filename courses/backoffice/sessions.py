"""The sessions of a cohort: one dated meeting each, typed on the programme's clock."""

import datetime as dt
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets import AdminDateInput, AdminTimeInput

from courses.models import Cohort, Module, Session
from courses.operations import sessions
from courses.rules import local

from .clock import instant
from .pages import ConfirmPage, OperationPage
from .workspace import CohortStep, WorkspacePage


class SessionsPage(WorkspacePage):
    """Every session, in order."""

    template_name = "backoffice/cohort_sessions.html"
    tab = "sessions"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """With their modules, in two queries."""
        context = super().get_context_data(**kwargs)
        context["sessions"] = self.cohort.sessions.prefetch_related("modules").order_by("starts_at", "id")
        context["now"] = timezone.now()
        return context


class SessionForm(forms.Form):
    """One meeting. The clock is the programme's."""

    held_on = forms.DateField(label=_("Date"), widget=AdminDateInput)
    begins = forms.TimeField(label=_("From"), widget=AdminTimeInput)
    ends = forms.TimeField(label=_("To"), widget=AdminTimeInput)
    modules = forms.ModelMultipleChoiceField(
        label=_("Modules"),
        queryset=Module.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    title_en = forms.CharField(
        label=_("Title in English"),
        max_length=200,
        required=False,
        help_text=_("Only if the modules do not say enough."),
    )
    title_fr = forms.CharField(label=_("Title in French"), max_length=200, required=False)
    place = forms.CharField(
        label=_("Place"), max_length=200, required=False, help_text=_("Only if it differs from the cohort's.")
    )
    join_url = forms.URLField(label=_("Link to join online"), required=False, assume_scheme="https")

    def __init__(self, *args: Any, cohort: Cohort, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.tz = cohort.programme.tz
        modules: Any = self.fields["modules"]
        modules.queryset = cohort.edition.modules.order_by("position")
        self.fields["begins"].help_text = local.zone_words(self.tz)

    def clean(self) -> dict[str, Any]:
        """Two instants from a date and two times."""
        data = super().clean() or self.cleaned_data
        for typed, name in (("begins", "starts_at"), ("ends", "ends_at")):
            if data.get("held_on") and data.get(typed):
                try:
                    data[name] = instant(dt.datetime.combine(data["held_on"], data[typed]), self.tz)
                except ValidationError as error:
                    self.add_error(typed, error)
        if data.get("starts_at") and data.get("ends_at") and data["ends_at"] <= data["starts_at"]:
            self.add_error("ends", _("The session cannot end before it starts."))
        return data

    def fields_of_session(self) -> dict[str, Any]:
        """What the operations take."""
        names = ("starts_at", "ends_at", "title_en", "title_fr", "place", "join_url")
        return {
            **{name: self.cleaned_data[name] for name in names},
            "modules": list(self.cleaned_data["modules"]),
        }


# Where the operations' words about instants belong in this form.
FIELDS = {"starts_at": "held_on", "ends_at": "ends"}


class SessionPage(CohortStep, OperationPage):
    """What adding and changing share."""

    form_class = SessionForm
    tab = "sessions"

    def get_form_kwargs(self) -> dict[str, Any]:
        """The cohort gives the clock and the modules."""
        return {**super().get_form_kwargs(), "cohort": self.cohort}

    def write(self, form: SessionForm) -> Session:
        """Call the operation."""
        raise NotImplementedError

    def operate(self, form: SessionForm) -> Session:
        """Errors about instants stand at the date and the times."""
        try:
            return self.write(form)
        except ValidationError as error:
            if not hasattr(error, "error_dict"):
                raise
            raise ValidationError(
                {FIELDS.get(name, name): errors for name, errors in error.error_dict.items()}
            ) from error


class AddSession(SessionPage):
    """Plan a session."""

    page_title = _("Add a session")
    button = _("Add the session")
    done = _("The session is added.")

    def get_initial(self) -> dict[str, Any]:
        """Like the last one: the same times, the same place."""
        last = self.cohort.sessions.standing().order_by("-starts_at").first()
        if last is None:
            return {"held_on": self.cohort.starts_on}
        tz = self.cohort.programme.tz
        return {
            "begins": last.starts_at.astimezone(tz).time(),
            "ends": last.ends_at.astimezone(tz).time(),
            "place": last.place,
            "join_url": last.join_url,
        }

    def write(self, form: SessionForm) -> Session:
        """Add it."""
        return sessions.add_session(cohort=self.cohort, by=self.request.user, **form.fields_of_session())


class OneSession(CohortStep):
    """A page about one session of the cohort."""

    tab = "sessions"
    session: Session

    def load(self, **kwargs: Any) -> None:
        """A session of this very cohort."""
        super().load(**kwargs)
        self.session = get_object_or_404(self.cohort.sessions, pk=kwargs["session"])

    def when(self) -> str:
        """The session's date in words."""
        return local.day(self.session.held_on)


class ChangeSession(OneSession, SessionPage):
    """Move or correct a session."""

    done = _("The session is saved.")

    def get_page_title(self) -> str:
        """Its date."""
        return self.when()

    def get_initial(self) -> dict[str, Any]:
        """As it stands."""
        session, tz = self.session, self.cohort.programme.tz
        return {
            "held_on": session.held_on,
            "begins": session.starts_at.astimezone(tz).time(),
            "ends": session.ends_at.astimezone(tz).time(),
            "modules": session.modules.all(),
            "title_en": session.title_en,
            "title_fr": session.title_fr,
            "place": session.place,
            "join_url": session.join_url,
        }

    def write(self, form: SessionForm) -> Session:
        """Change it."""
        return sessions.change_session(session=self.session, by=self.request.user, **form.fields_of_session())


class CancelSession(OneSession, ConfirmPage):
    """Call one session off."""

    page_title = _("Cancel the session")
    button = _("Cancel the session")
    done = _("The session is cancelled.")
    is_destructive = True

    def get_question(self) -> str:
        """Naming its date."""
        return str(_("Cancel the session of %(day)s?") % {"day": self.when()})

    def consequences(self) -> list[str]:
        """What follows for reminders."""
        return [
            str(_("No reminder is sent for it.")),
            str(_("Write to the cohort if people should know today.")),
        ]

    def operate(self) -> None:
        """Cancel it."""
        sessions.cancel_session(session=self.session, by=self.request.user)

"""The sessions of a cohort: one dated meeting each, typed on the programme's clock."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets import AdminDateInput, AdminTimeInput

from courses import local
from courses.enums import CohortState, SessionKind
from courses.models import Cohort, Session
from courses.operations import sessions
from courses.operations.facilitating import is_conflict
from courses.operations.splitting import split_session
from courses.queries.facilitators import teaching

from .clock import instant, on_clock
from .pages import ConfirmPage, OperationPage
from .session_fields import AsksAgain, CoverageField, PeopleField
from .workspace import CohortStep


class SessionForm(AsksAgain):
    """One meeting. The clock is the programme's."""

    held_on = forms.DateField(label=_("Date"), widget=AdminDateInput)
    begins = forms.TimeField(label=_("From"), widget=AdminTimeInput)
    ends = forms.TimeField(label=_("To"), widget=AdminTimeInput)
    kind = forms.ChoiceField(
        label=_("Who is expected"),
        choices=SessionKind.choices,
        required=False,
        help_text=_("A make-up session is only for those who missed another one."),
    )
    modules = CoverageField(
        label=_("Modules"),
        required=False,
        help_text=_("Without minutes, the ticked modules share the time evenly."),
    )
    facilitators = PeopleField(label=_("Facilitators"), queryset=None, required=False)
    place = forms.CharField(
        label=_("Place"), max_length=200, required=False, help_text=_("Only if it differs from the cohort's.")
    )
    join_url = forms.URLField(
        label=_("Link to join online"),
        required=False,
        assume_scheme="https",
        help_text=_("With a place and a link, people may come or join from afar."),
    )
    title_en = forms.CharField(
        label=_("Title in English"),
        max_length=200,
        required=False,
        help_text=_("Only if the modules do not say enough."),
    )
    title_fr = forms.CharField(label=_("Title in French"), max_length=200, required=False)

    def __init__(self, *args: Any, cohort: Cohort, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.tz = cohort.programme.tz
        fields: Any = self.fields
        fields["modules"].offer(cohort.edition.modules.order_by("position"))
        fields["facilitators"].queryset = teaching(cohort.programme)
        fields["begins"].help_text = local.zone_words(self.tz)

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
        covered = self.cleaned_data["modules"]
        return {
            **{name: self.cleaned_data[name] for name in names},
            "kind": self.cleaned_data["kind"] or SessionKind.REGULAR,
            "modules": list(covered),
            "minutes": {module.pk: minutes for module, minutes in covered.items()},
            "facilitators": list(self.cleaned_data["facilitators"]),
            "despite_conflicts": self.despite_conflicts,
        }


# Where the operations' words about instants belong in these forms.
FIELDS = {"starts_at": "held_on", "ends_at": "ends"}


class SessionStep(CohortStep, OperationPage):
    """What the forms about sessions share."""

    tab = "sessions"

    def get_form_kwargs(self) -> dict[str, Any]:
        """The cohort gives the clock and the modules."""
        return {**super().get_form_kwargs(), "cohort": self.cohort}

    def fields_of_errors(self, form: Any) -> Mapping[str, str]:
        """Where in this form the operation's words about its own fields belong."""
        return FIELDS

    def write(self, form: Any) -> Any:
        """Call the operation."""
        raise NotImplementedError

    def operate(self, form: Any) -> Any:
        """Errors about instants stand at the date and the times; a conflict may be gone past with a tick."""
        try:
            return self.write(form)
        except ValidationError as error:
            if is_conflict(error):
                form.offer_despite()
            if not hasattr(error, "error_dict"):
                raise
            names = self.fields_of_errors(form)
            raise ValidationError(
                {names.get(name, name): errors for name, errors in error.error_dict.items()}
            ) from error


class AddSession(SessionStep):
    """Plan a session."""

    form_class = SessionForm
    page_title = _("Add a session")
    button = _("Add the session")
    done = _("The session is added.")

    def get_initial(self) -> dict[str, Any]:
        """Like the last one: the same times, the same place, the same facilitators."""
        last = self.cohort.sessions.standing().order_by("-starts_at").first()
        if last is None:
            return {"held_on": self.cohort.starts_on}
        tz = self.cohort.programme.tz
        return {
            "begins": last.starts_at.astimezone(tz).time(),
            "ends": last.ends_at.astimezone(tz).time(),
            "place": last.place,
            "join_url": last.join_url,
            "facilitators": last.facilitators.all(),
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


class ChangeSession(OneSession, SessionStep):
    """Move or correct a session."""

    form_class = SessionForm
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
            "kind": session.kind,
            "modules": dict(session.coverage.values_list("module", "minutes")),
            "facilitators": session.facilitators.all(),
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
        """Whom it reaches."""
        if self.cohort.state != CohortState.ANNOUNCED or self.session.starts_at <= timezone.now():
            return [str(_("Nobody is written to."))]
        return [
            str(_("Everybody who is expected is told in some minutes.")),
            str(_("No reminder is sent for it.")),
        ]

    def operate(self) -> None:
        """Cancel it."""
        sessions.cancel_session(session=self.session, by=self.request.user)


class SplitForm(AsksAgain):
    """Where the first part ends, and when the second begins."""

    ends = forms.TimeField(label=_("The first part ends at"), widget=AdminTimeInput)
    second_on = forms.DateField(label=_("The second part is on"), widget=AdminDateInput)
    second_begins = forms.TimeField(label=_("It begins at"), widget=AdminTimeInput)

    def __init__(self, *args: Any, cohort: Cohort, session: Session, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.tz = cohort.programme.tz
        self.day = session.starts_at.astimezone(self.tz).date()
        self.fields["ends"].help_text = _("The session is %(hours)s.") % {
            "hours": local.hours(session.starts_at, session.ends_at, self.tz)
        }
        self.fields["second_begins"].help_text = _("It lasts as long as what is left of the first.")

    def clean(self) -> dict[str, Any]:
        """Two instants."""
        data = super().clean() or self.cleaned_data
        for typed, day, name in (
            ("ends", self.day, "ends_at"),
            ("second_begins", data.get("second_on"), "second_starts_at"),
        ):
            if day and data.get(typed):
                try:
                    data[name] = instant(dt.datetime.combine(day, data[typed]), self.tz)
                except ValidationError as error:
                    self.add_error(typed, error)
        return data


class SplitSession(OneSession, SessionStep):
    """Make two of one."""

    form_class = SplitForm
    page_title = _("Split the session")
    button = _("Split the session")
    done = _("The session is split. Its modules are divided between both parts.")

    def fields_of_errors(self, form: Any) -> Mapping[str, str]:
        """The first part's end, the second's date and time."""
        return {"ends_at": "ends", "second_starts_at": "second_begins", "starts_at": "second_on"}

    def get_form_kwargs(self) -> dict[str, Any]:
        """With the session, for its hours."""
        return {**super().get_form_kwargs(), "session": self.session}

    def get_initial(self) -> dict[str, Any]:
        """In the middle; the rest at the same time of another day."""
        tz = self.cohort.programme.tz
        half = dt.timedelta(minutes=self.session.minutes // 2)
        starts, middle = on_clock(self.session.starts_at, tz), on_clock(self.session.starts_at + half, tz)
        return {
            "ends": middle.time() if middle else None,
            "second_begins": starts.time() if starts else None,
        }

    def write(self, form: SplitForm) -> Any:
        """Split it."""
        return split_session(
            session=self.session,
            ends_at=form.cleaned_data["ends_at"],
            second_starts_at=form.cleaned_data["second_starts_at"],
            by=self.request.user,
            despite_conflicts=form.despite_conflicts,
        )

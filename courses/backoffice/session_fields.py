"""Fields of the forms about sessions: the minutes of each module, the times of each weekday, who is asked twice."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext_lazy as _

from courses.models import Module

MOST_MINUTES = 24 * 60


class CoverageWidget(forms.Widget):
    """A tick for each module, and its minutes beside it."""

    template_name = "backoffice/widgets/coverage.html"
    use_fieldset = True
    modules: Iterable[Module] = ()

    def id_for_label(self, id_: str | None, index: str | None = None) -> str:
        """None: its controls have labels of their own, as those of a list of boxes."""
        return ""

    def value_from_datadict(self, data: Any, files: Any, name: str) -> dict[str, str]:
        """{id: what was typed as minutes} of the ticked ones and of those with minutes."""
        ticked = set(data.getlist(name)) if hasattr(data, "getlist") else set(data.get(name, ()))
        typed = {str(m.pk): str(data.get(f"{name}_{m.pk}", "")).strip() for m in self.modules}
        # What was ticked and is none of them is kept, to be refused.
        return {
            pk: typed.get(pk, "")
            for pk in [*typed, *sorted(ticked - set(typed))]
            if pk in ticked or typed.get(pk)
        }

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        """An unticked box is not sent."""
        return False

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        """A row for each module, as it was typed."""
        context = super().get_context(name, value, attrs)
        given: Mapping[str, Any] = {str(pk): minutes for pk, minutes in (value or {}).items()}
        context["rows"] = [
            {
                "module": module,
                "id": f"{context['widget']['attrs'].get('id', name)}_{module.pk}",
                "is_ticked": str(module.pk) in given,
                "minutes": given.get(str(module.pk)) or "",
            }
            for module in self.modules
        ]
        return context


class CoverageField(forms.Field):
    """What a session covers: cleaned to ({module: minutes or None})."""

    widget = CoverageWidget

    def offer(self, modules: Iterable[Module]) -> None:
        """The modules to choose from."""
        self.modules = list(modules)
        self.widget.modules = self.modules

    def clean(self, value: Any) -> dict[Module, int | None]:
        """Only modules that were offered; whole minutes of one day."""
        by_id = {str(module.pk): module for module in self.modules}
        if set(value or ()) - set(by_id):
            raise ValidationError(_("Not part of this cohort's edition."), code="unknown")
        return {by_id[pk]: self._minutes(by_id[pk], typed) for pk, typed in (value or {}).items()}

    def _minutes(self, module: Module, typed: str) -> int | None:
        if not typed:
            return None
        if not (
            typed.isascii() and typed.isdecimal() and len(typed) <= 4 and 1 <= int(typed) <= MOST_MINUTES
        ):
            raise ValidationError(
                _("%(module)s: type whole minutes, like 90.") % {"module": module.code}, code="minutes"
            )
        return int(typed)


@dataclass(frozen=True)
class Day:
    """One weekday on which a cohort meets."""

    begins: dt.time
    ends: dt.time
    is_online: bool


class WeekWidget(forms.Widget):
    """Times for each day of the week."""

    template_name = "backoffice/widgets/week.html"
    use_fieldset = True

    def id_for_label(self, id_: str | None, index: str | None = None) -> str:
        """None: its controls have labels of their own, as those of a list of boxes."""
        return ""

    def value_from_datadict(self, data: Any, files: Any, name: str) -> dict[int, tuple[str, str, bool]]:
        """{weekday: (from, to, online)}, as typed."""
        return {
            day: (
                str(data.get(f"{name}_{day}_from", "")).strip(),
                str(data.get(f"{name}_{day}_to", "")).strip(),
                bool(data.get(f"{name}_{day}_online")),
            )
            for day in WEEKDAYS
        }

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        """Empty days are empty."""
        return False

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        """Seven rows."""
        context = super().get_context(name, value, attrs)
        context["days"] = [
            {
                "name": f"{name}_{day}",
                "id": f"{context['widget']['attrs'].get('id', name)}_{day}",
                "label": label,
                "begins": (value or {}).get(day, ("", "", False))[0],
                "ends": (value or {}).get(day, ("", "", False))[1],
                "is_online": (value or {}).get(day, ("", "", False))[2],
            }
            for day, label in WEEKDAYS.items()
        ]
        return context


class WeekField(forms.Field):
    """The weekly pattern: cleaned to {weekday: Day}, Monday being 0."""

    widget = WeekWidget

    def clean(self, value: Any) -> dict[int, Day]:
        """Both times or none; the end after the start. Each mistake names its day."""
        days: dict[int, Day] = {}
        wrong: list[ValidationError] = []
        for day, (begins, ends, is_online) in (value or {}).items():
            if not begins and not ends:
                continue
            first, last = _time(begins), _time(ends)
            if first is None or last is None:
                words = _("%(day)s: type both times, like 18:00 and 21:00.")
            elif last <= first:
                words = _("%(day)s: it must end after it starts.")
            else:
                days[day] = Day(first, last, is_online)
                continue
            wrong.append(ValidationError(words % {"day": WEEKDAYS[day]}, code="time"))
        if wrong:
            raise ValidationError(wrong)
        return days


def _time(typed: str) -> dt.time | None:
    try:
        return dt.time.fromisoformat(typed) if len(typed) in (5, 8) else None
    except ValueError:
        return None


class PeopleField(forms.ModelMultipleChoiceField):
    """People by their chosen names."""

    widget = forms.CheckboxSelectMultiple

    def label_from_instance(self, person: Any) -> str:
        """As they want to be called."""
        return str(person.chosen_name)


DESPITE = "despite_conflicts"


class AsksAgain(forms.Form):
    """A form that is refused when somebody is needed in two places, and then offers to go on all the same."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.data.get(DESPITE):
            self.offer_despite()

    def offer_despite(self) -> None:
        """Show the tick."""
        self.fields[DESPITE] = forms.BooleanField(label=_("Plan it all the same"), required=False)

    @property
    def despite_conflicts(self) -> bool:
        """Whether it is ticked."""
        return bool(self.cleaned_data.get(DESPITE))

"""The exams of a cohort: when they are open, who has which mark; results by hand, from a list, corrected."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Count, Q
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets import AdminDateInput

from courses.backoffice.access import TEACHING
from courses.backoffice.clock import WallClockField, instant, on_clock
from courses.backoffice.pages import OperationPage
from courses.backoffice.workspace import CohortStep, WorkspacePage, add_tab
from courses.models import Exam, ExamWindow
from courses.operations.exams import set_window
from trainees.models import Enrolment, ExamResult
from trainees.operations import exams
from trainees.operations.facts import TEXT, today
from trainees.queries.roster import everybody

from .facts import RELATED, VoidFact


class ExamsPage(WorkspacePage):
    """The exams of the cohort's edition."""

    template_name = "backoffice/cohort_exams.html"
    tab = "exams"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Each with its times and the number of people who have a mark."""
        context = super().get_context_data(**kwargs)
        windows = {window.exam_id: window for window in self.cohort.exam_windows.all()}
        standing = Q(results__voided_at__isnull=True, results__enrolment__cohort=self.cohort)
        found = (
            Exam.objects.filter(edition=self.cohort.edition_id).select_related("after").order_by("position")
        )
        context["exams"] = [
            {"exam": exam, "window": windows.get(exam.pk)}
            for exam in found.annotate(people=Count("results__enrolment", filter=standing, distinct=True))
        ]
        return context


class OneExam(CohortStep):
    """A page about one exam of this cohort's edition."""

    tab = "exams"
    action = "mark"
    exam: Exam

    def load(self, **kwargs: Any) -> None:
        """An exam of this very cohort."""
        super().load(**kwargs)
        self.exam = get_object_or_404(Exam, edition=self.cohort.edition_id, pk=kwargs["exam"])

    def get_page_title(self) -> str:
        """Its title."""
        return str(self.exam)

    def url(self, name: str = "exam") -> str:
        """Of a page about it."""
        return reverse(f"roster:{name}", args=[self.cohort.pk, self.exam.pk])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The exam and when it is open."""
        context = super().get_context_data(**kwargs)  # its "exam" is the number in the address
        window = ExamWindow.objects.filter(cohort=self.cohort, exam=self.exam).first()
        return {
            **context,
            "exam": self.exam,
            "window": window,
            "tz": self.cohort.programme.tz,
            "coordinates": self.coordinates,
        }


class WindowForm(forms.Form):
    """Two instants on the programme's clock, or none."""

    opens_at = WallClockField(label=_("Opens at"), required=False)
    closes_at = WallClockField(
        label=_("Closes at"), required=False, help_text=_("Leave both empty: it may be taken at any time.")
    )

    def __init__(self, *args: Any, tz: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.tz = tz

    def clean(self) -> dict[str, Any]:
        """From the clock to instants; hours that the clock skips are refused at their field."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        for name in ("opens_at", "closes_at"):
            if data.get(name):
                try:
                    data[name] = instant(data[name], self.tz)
                except ValidationError as error:
                    self.add_error(name, error)
        return data


class ExamWindowPage(OneExam, OperationPage):
    """Say when the cohort may take it."""

    form_class = WindowForm
    action = "change"
    done = _("The time is saved.")

    def get_form_kwargs(self) -> dict[str, Any]:
        """The programme's clock."""
        return {**super().get_form_kwargs(), "tz": self.cohort.programme.tz}

    def get_initial(self) -> dict[str, Any]:
        """As it is now."""
        window = ExamWindow.objects.filter(cohort=self.cohort, exam=self.exam).first()
        if window is None:
            return {}
        tz = self.cohort.programme.tz
        return {"opens_at": on_clock(window.opens_at, tz), "closes_at": on_clock(window.closes_at, tz)}

    def operate(self, form: WindowForm) -> ExamWindow | None:
        """Set or clear it."""
        data = form.cleaned_data
        return set_window(
            cohort=self.cohort,
            exam=self.exam,
            opens_at=data.get("opens_at"),
            closes_at=data.get("closes_at"),
            by=self.request.user,
        )


class ResultForm(forms.Form):
    """One mark of one person."""

    enrolment = forms.ModelChoiceField(label=_("Name"), queryset=Enrolment.objects.none(), empty_label="—")
    mark = forms.IntegerField(label=_("Mark in percent"), min_value=0, max_value=100)
    taken_on = forms.DateField(label=_("Date"), widget=AdminDateInput)

    def __init__(self, *args: Any, people: Any = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        enrolment: Any = self.fields["enrolment"]
        if people is not None:
            enrolment.queryset = people
            enrolment.label_from_instance = lambda one: one.person.chosen_name


class ExamResultsPage(OneExam, OperationPage):
    """Everybody's marks, voided ones too; a form for one more."""

    form_class = ResultForm
    template_name = "backoffice/exam_results.html"
    button = _("Record")
    done = _("The result is recorded.")

    def get_form_kwargs(self) -> dict[str, Any]:
        """Only those who are in the course can be chosen, and are accepted."""
        return {**super().get_form_kwargs(), "people": everybody(self.cohort).active()}

    def get_initial(self) -> dict[str, Any]:
        """Today, or the cohort's last day."""
        return {"taken_on": min(today(self.cohort), self.cohort.ends_on)}

    def operate(self, form: ResultForm) -> ExamResult:
        """As the next attempt."""
        return exams.record_result(exam=self.exam, by=self.request.user, **form.cleaned_data)

    def get_success_url(self) -> str:
        """The same page."""
        return self.url()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """People and their marks: two queries."""
        context = super().get_context_data(**kwargs)
        marks: dict[int, list[ExamResult]] = {}
        found = ExamResult.objects.filter(exam=self.exam, enrolment__cohort=self.cohort)
        for result in found.order_by("attempt", "pk"):
            marks.setdefault(result.enrolment_id, []).append(result)
        context["people"] = [
            {"enrolment": one, "results": marks.get(one.pk, [])} for one in everybody(self.cohort)
        ]
        return context


class CorrectionForm(forms.Form):
    """What is right, and why."""

    mark = forms.IntegerField(label=_("Mark in percent"), min_value=0, max_value=100)
    taken_on = forms.DateField(label=_("Date"), widget=AdminDateInput)
    reason = forms.CharField(
        label=_("Why it was not so"), max_length=TEXT, widget=forms.Textarea(attrs={"rows": 3})
    )


class OfExam:
    """A page about one result, reached from its exam."""

    model: type[Any] = ExamResult
    related: tuple[str, ...] = (*RELATED, "exam")
    fact: Any

    def trail(self) -> list[tuple[str, Any]]:
        """Cohorts, the cohort, its exams, this one."""
        steps: list[tuple[str, Any]] = super().trail()[:2]  # type: ignore[misc]  # of the page that this is mixed into
        url = reverse("roster:exam", args=[self.fact.enrolment.cohort_id, self.fact.exam_id])
        return [*steps, (url, str(self.fact.exam))]

    def what(self) -> str:
        """Exam, attempt, mark."""
        words = _("%(exam)s, attempt %(attempt)d: %(mark)d %%")
        return str(words % {"exam": self.fact.exam, "attempt": self.fact.attempt, "mark": self.fact.mark})


class CorrectResult(OfExam, VoidFact):
    """Replace a result by what is right."""

    form_class: type[forms.Form] = CorrectionForm
    page_title = _("Correct the result")
    button = _("Correct")
    done = _("The result is corrected. The old one stays in the history with your reason.")

    def get_initial(self) -> dict[str, Any]:
        """As it is now."""
        return {"mark": self.fact.mark, "taken_on": self.fact.taken_on}

    def operate(self, form: Any) -> ExamResult:
        """Void and record anew."""
        return exams.correct_result(result=self.fact, by=self.request.user, **form.cleaned_data)


class VoidResult(OfExam, VoidFact):
    """There was no such result."""

    page_title = _("Void the result")
    done = _("The result is voided. It stays in the history with your reason.")

    def operate(self, form: Any) -> ExamResult:
        """Void it."""
        return exams.void_result(result=self.fact, reason=form.cleaned_data["reason"], by=self.request.user)


add_tab("exams", _("Exams"), "roster:exams", order=45, kinds=TEACHING)

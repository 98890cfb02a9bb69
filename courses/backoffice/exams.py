"""The exams of an edition that nobody uses yet."""

from typing import Any

from django import forms
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets.button import HeaderButton

from courses.models import Edition, Exam
from courses.operations import exams

from .editions import EditionStep
from .pages import ConfirmPage, OperationPage
from .rules_words import asked_for_by
from .views import found


class ExamForm(forms.ModelForm[Exam]):
    """An exam; only modules of the edition can be chosen."""

    class Meta:
        model = Exam
        fields = ["code", "title_en", "title_fr", "after", "pass_mark", "attempts"]

    def __init__(self, *args: Any, edition: Edition, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        after: Any = self.fields["after"]
        after.queryset = edition.modules.order_by("position")
        after.empty_label = _("No module in particular")

    def _post_clean(self) -> None:
        """The operation checks the record; the form has only what was typed."""


class ExamPage(EditionStep, OperationPage):
    """What adding and changing share."""

    form_class = ExamForm

    def get_form_kwargs(self) -> dict[str, Any]:
        """The edition gives the modules; a fresh record for the form to write on."""
        return {**super().get_form_kwargs(), "edition": self.edition, "instance": self.get_exam()}

    def get_exam(self) -> Exam | None:
        """None for a new one."""
        return None


class NewExam(ExamPage):
    """Add an exam to an edition that nobody uses yet."""

    page_title = _("Add an exam")
    button = _("Add the exam")
    done = _("The exam is added.")

    def load(self, **kwargs: Any) -> None:
        """Only what one may change."""
        self.edition = found(self.request.user, Edition, kwargs["pk"], "change", related=("course",))

    def operate(self, form: ExamForm) -> Exam:
        """After the others."""
        return exams.add_exam(edition=self.edition, by=self.request.user, **form.cleaned_data)


class OneExam(EditionStep):
    """A page about one exam."""

    action = "change"
    exam: Exam

    def load(self, **kwargs: Any) -> None:
        """Only what one may change, or remove."""
        self.exam = found(self.request.user, Exam, kwargs["pk"], self.action, related=("edition__course",))
        self.edition = self.exam.edition


class EditExam(OneExam, ExamPage):
    """Change an exam of an edition that nobody uses yet."""

    done = _("The exam is saved.")

    def get_page_title(self) -> str:
        """Its title."""
        return str(self.exam)

    @cached_property
    def header_buttons(self) -> list[Any]:
        """Removing it."""
        url = reverse("courses:remove_exam", args=[self.exam.pk])
        return [HeaderButton(_("Remove"), url=url, icon_name="bin")]

    def get_exam(self) -> Exam:
        """Read again: the form writes on it what was typed."""
        return Exam.objects.get(pk=self.exam.pk)

    def operate(self, form: ExamForm) -> Exam:
        """What it is called, how often, how well."""
        return exams.change_exam(exam=self.exam, by=self.request.user, **form.cleaned_data)


class RemoveExam(OneExam, ConfirmPage):
    """Take an exam out of an edition that nobody uses yet."""

    page_title = _("Remove the exam")
    button = _("Remove")
    done = _("The exam is removed.")
    is_destructive = True
    action = "delete"

    def get_question(self) -> str:
        """Naming it."""
        return str(_("Remove %(exam)s from this edition?") % {"exam": self.exam})

    def consequences(self) -> list[str]:
        """Whose rules ask for it."""
        return asked_for_by(self.edition, "exam", self.exam.code)

    def operate(self) -> None:
        """Remove it."""
        exams.remove_exam(exam=self.exam, by=self.request.user)

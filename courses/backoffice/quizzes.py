"""The quizzes of a course and their questions."""

from typing import Any

from django import forms
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets.button import HeaderButton

from courses.models import Question, Quiz
from courses.operations import quizzes

from .access import POLICIES
from .agreements import OfCourse
from .editions import course_step, courses_step
from .pages import ConfirmPage, OfficePage, OperationPage
from .views import found

ROWS = 6
"""So many answers can be typed; more where a question has more already."""


class QuizForm(forms.ModelForm[Quiz]):
    """What it is called."""

    class Meta:
        model = Quiz
        fields = ["title_en", "title_fr"]

    def _post_clean(self) -> None:
        """The operation checks the record; the form has only what was typed."""


class QuestionForm(forms.ModelForm[Question]):
    """A question and its answers: each a row of words in both languages and a tick where it is right."""

    choices = forms.CharField(label=_("Answers"), required=False, widget=forms.HiddenInput)
    position = forms.IntegerField(label=_("Position"), min_value=1, max_value=1_000)

    class Meta:
        model = Question
        fields = ["text_en", "text_fr", "is_multiple", "why_en", "why_fr", "is_retired"]
        widgets = {
            name: forms.Textarea(attrs={"rows": 3}) for name in ("text_en", "text_fr", "why_en", "why_fr")
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        stored = list(self.instance.choices)
        self.rows = max(ROWS, len(stored) + 1)
        if not self.instance.pk:
            del self.fields["position"], self.fields["is_retired"]
        for number in range(self.rows):
            kept = stored[number] if number < len(stored) else {}
            words = {"row": number + 1}
            self.fields[f"en_{number}"] = forms.CharField(
                label=_("Answer %(row)d in English") % words,
                max_length=500,
                required=False,
                initial=kept.get("en"),
            )
            self.fields[f"fr_{number}"] = forms.CharField(
                label=_("Answer %(row)d in French") % words,
                max_length=500,
                required=False,
                initial=kept.get("fr"),
            )
            self.fields[f"right_{number}"] = forms.BooleanField(
                label=_("Answer %(row)d is right") % words,
                required=False,
                initial=kept.get("is_right", False),
            )

    def answers(self) -> list[list[Any]]:
        """The rows, for the template: words in English, in French, and whether it is right."""
        return [[self[f"{name}_{number}"] for name in ("en", "fr", "right")] for number in range(self.rows)]

    def others(self) -> list[Any]:
        """The fields that are no rows, for the template."""
        rows = {f"{name}_{number}" for name in ("en", "fr", "right") for number in range(self.rows)}
        return [field for field in self.visible_fields() if field.name not in rows]

    def _post_clean(self) -> None:
        """The operation checks the record; the form has only what was typed."""

    def clean(self) -> dict[str, Any]:
        """Rows that say nothing are left out."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        choices = []
        for number in range(self.rows):
            en, fr, right = (data.pop(f"{name}_{number}", "") for name in ("en", "fr", "right"))
            if en or fr or right:
                choices.append({"en": en, "fr": fr, "is_right": bool(right)})
        data["choices"] = choices
        return data


class QuizzesPage(OfCourse):
    """The quizzes of a course."""

    template_name = "backoffice/quizzes.html"
    header_icon = "help"
    page_title = _("Quizzes")
    action = "view"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """With their questions."""
        context = super().get_context_data(**kwargs)
        context["course"] = self.course
        context["quizzes"] = self.course.quizzes.prefetch_related("questions")
        context["can_change"] = POLICIES[Quiz].user_has_permission_for_instance(
            self.request.user, "add", Quiz(course=self.course)
        )
        return context


class NewQuiz(OfCourse, OperationPage):
    """Name one; questions come next."""

    form_class = QuizForm
    page_title = _("New quiz")
    done = _("The quiz is saved. Add its questions.")

    def trail(self) -> list[tuple[str, Any]]:
        """Courses, the course, its quizzes."""
        return [*super().trail(), (reverse("courses:quizzes", args=[self.course.pk]), _("Quizzes"))]

    def operate(self, form: QuizForm) -> Quiz:
        """Without questions."""
        return quizzes.add_quiz(course=self.course, by=self.request.user, **form.cleaned_data)

    def get_success_url(self) -> str:
        """To its questions."""
        return reverse("courses:quiz", args=[self.result.pk])


class InQuiz(OfficePage):
    """A page that belongs to a quiz."""

    action = "change"
    quiz: Quiz

    def load(self, **kwargs: Any) -> None:
        """In scope."""
        self.quiz = found(self.request.user, Quiz, kwargs["pk"], self.action, related=("course__programme",))

    def trail(self) -> list[tuple[str, Any]]:
        """Courses, the course, its quizzes."""
        course = self.quiz.course
        return [
            courses_step(),
            course_step(course),
            (reverse("courses:quizzes", args=[course.pk]), _("Quizzes")),
        ]


class QuizPage(InQuiz):
    """Its questions, with the answers that are right."""

    template_name = "backoffice/quiz.html"
    header_icon = "help"
    action = "view"

    def get_page_title(self) -> str:
        """Its title."""
        return self.quiz.title

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Retired ones last."""
        context = super().get_context_data(**kwargs)
        context["quiz"] = self.quiz
        context["questions"] = self.quiz.questions.order_by("is_retired", "position", "pk")
        context["can_change"] = POLICIES[Quiz].user_has_permission_for_instance(
            self.request.user, "change", self.quiz
        )
        return context


class EditQuiz(InQuiz, OperationPage):
    """Change what it is called."""

    form_class = QuizForm
    page_title = _("Change the title")
    done = _("The quiz is saved.")

    def trail(self) -> list[tuple[str, Any]]:
        """To the quiz."""
        return [*super().trail(), (reverse("courses:quiz", args=[self.quiz.pk]), self.quiz.title)]

    def get_form_kwargs(self) -> dict[str, Any]:
        """Read again: the form writes on it what was typed."""
        return {**super().get_form_kwargs(), "instance": Quiz.objects.get(pk=self.quiz.pk)}

    def operate(self, form: QuizForm) -> Quiz:
        """Titles."""
        return quizzes.change_quiz(quiz=self.quiz, by=self.request.user, **form.cleaned_data)


class QuestionPage(InQuiz, OperationPage):
    """What adding and changing a question share."""

    form_class = QuestionForm
    template_name = "backoffice/question.html"

    def trail(self) -> list[tuple[str, Any]]:
        """To the quiz."""
        return [*super().trail(), (reverse("courses:quiz", args=[self.quiz.pk]), self.quiz.title)]


class NewQuestion(QuestionPage):
    """Ask one thing more."""

    page_title = _("Add a question")
    button = _("Add the question")
    done = _("The question is added.")

    def operate(self, form: QuestionForm) -> Question:
        """At the end."""
        return quizzes.add_question(quiz=self.quiz, by=self.request.user, **form.cleaned_data)


class OneQuestion(InQuiz):
    """A page about one question."""

    question: Question

    def load(self, **kwargs: Any) -> None:
        """Only what one may change, or remove."""
        related = ("quiz__course__programme",)
        self.question = found(self.request.user, Question, kwargs["pk"], self.action, related=related)
        self.quiz = self.question.quiz


class EditQuestion(OneQuestion, QuestionPage):
    """Improve a question, at any time: attempts keep what they were asked."""

    page_title = _("Change the question")
    done = _("The question is saved.")

    @cached_property
    def header_buttons(self) -> list[Any]:
        """Removing it."""
        url = reverse("courses:remove_question", args=[self.question.pk])
        return [HeaderButton(_("Remove"), url=url, icon_name="bin")]

    def get_form_kwargs(self) -> dict[str, Any]:
        """Read again: the form writes on it what was typed."""
        return {**super().get_form_kwargs(), "instance": Question.objects.get(pk=self.question.pk)}

    def operate(self, form: QuestionForm) -> Question:
        """Words, answers, place."""
        return quizzes.change_question(question=self.question, by=self.request.user, **form.cleaned_data)


class RemoveQuestion(OneQuestion, ConfirmPage):
    """Ask it no more."""

    page_title = _("Remove the question")
    button = _("Remove")
    done = _("The question is not asked any more.")
    is_destructive = True
    action = "delete"

    def trail(self) -> list[tuple[str, Any]]:
        """To the quiz."""
        return [*super().trail(), (reverse("courses:quiz", args=[self.quiz.pk]), self.quiz.title)]

    def get_question(self) -> str:
        """Naming it."""
        return str(_("Ask “%(question)s” no more?") % {"question": self.question})

    def consequences(self) -> list[str]:
        """What was asked before is kept."""
        return [
            str(
                _(
                    "Attempts that were made keep it. If somebody was asked it, it stays in the list as retired."
                )
            )
        ]

    def operate(self) -> bool:
        """Delete or retire."""
        return quizzes.remove_question(question=self.question, by=self.request.user)

"""The agreements of a programme, reached from its courses. A version that somebody signed is read, never changed."""

from typing import Any

from django import forms
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from courses.models import Agreement, Course, Programme
from courses.operations import agreements
from courses.operations.used import is_used

from .access import POLICIES, seen_by
from .editions import course_step, courses_step
from .pages import ConfirmPage, OfficePage, OperationPage
from .views import found


class AgreementForm(forms.ModelForm[Agreement]):
    """A text in both languages; its short name is given once."""

    class Meta:
        model = Agreement
        fields = ["code", "title_en", "title_fr", "text_en", "text_fr"]
        widgets = {name: forms.Textarea(attrs={"rows": 14}) for name in ("text_en", "text_fr")}
        help_texts = {
            "code": _("Small letters and hyphens, like group-norms. It stays the same in every version.")
        }

    def __init__(self, *args: Any, is_new: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not is_new:
            del self.fields["code"]

    def _post_clean(self) -> None:
        """The operation checks the record; the form has only what was typed."""


class OfCourse(OfficePage):
    """A page that is reached from a course and belongs to its programme."""

    action = "change"
    course: Course

    def load(self, **kwargs: Any) -> None:
        """In scope."""
        self.course = found(self.request.user, Course, kwargs["pk"], self.action, related=("programme",))

    def trail(self) -> list[tuple[str, Any]]:
        """Courses, the course."""
        return [courses_step(), course_step(self.course)]


class AgreementsPage(OfCourse):
    """Every agreement of the course's programme, the newest version of each first."""

    template_name = "backoffice/agreements.html"
    header_icon = "doc-full"
    page_title = _("Agreements")
    action = "view"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """All versions: what was signed can be read again."""
        context = super().get_context_data(**kwargs)
        context["course"] = self.course
        context["agreements"] = seen_by(self.request.user, Agreement).filter(
            programme=self.course.programme_id
        )
        context["can_change"] = POLICIES[Course].user_has_permission_for_instance(
            self.request.user, "change", self.course
        )
        return context


class NewAgreement(OfCourse, OperationPage):
    """Write one."""

    form_class = AgreementForm
    page_title = _("Write an agreement")
    done = _("The agreement is saved. Modules can ask for it now.")

    def trail(self) -> list[tuple[str, Any]]:
        """Courses, the course, its agreements."""
        return [*super().trail(), (reverse("courses:agreements", args=[self.course.pk]), _("Agreements"))]

    def get_form_kwargs(self) -> dict[str, Any]:
        """Nothing stored yet."""
        return {**super().get_form_kwargs(), "instance": None}

    def operate(self, form: AgreementForm) -> Agreement:
        """Version 1."""
        programme: Programme = self.course.programme
        return agreements.add_agreement(programme=programme, by=self.request.user, **form.cleaned_data)


class OneAgreement(OfficePage):
    """A page about one version of an agreement."""

    action = "change"
    agreement: Agreement

    def load(self, **kwargs: Any) -> None:
        """In scope."""
        self.agreement = found(
            self.request.user, Agreement, kwargs["pk"], self.action, related=("programme",)
        )

    def get_page_title(self) -> str:
        """Title and version."""
        return str(self.agreement)

    def trail(self) -> list[tuple[str, Any]]:
        """Courses; the agreements of one of the programme's courses, where it has one."""
        courses = seen_by(self.request.user, Course).filter(programme=self.agreement.programme_id)
        course = courses.order_by("pk").first()
        steps = [courses_step()]
        if course is not None:
            steps.append((reverse("courses:agreements", args=[course.pk]), _("Agreements")))
        return steps


class EditAgreement(OneAgreement, OperationPage):
    """Mend a version that nobody signed; read one that somebody did."""

    form_class = AgreementForm
    template_name = "backoffice/agreement.html"
    done = _("The agreement is saved.")

    def get_form_kwargs(self) -> dict[str, Any]:
        """Read again: the form writes on it what was typed."""
        stored = Agreement.objects.get(pk=self.agreement.pk)
        return {**super().get_form_kwargs(), "instance": stored, "is_new": False}

    def operate(self, form: AgreementForm) -> Agreement:
        """Refused where somebody signed it meanwhile."""
        return agreements.change_agreement(
            agreement=self.agreement, by=self.request.user, **form.cleaned_data
        )

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Whether it is signed, and whether it is the newest."""
        later = Q(code=self.agreement.code, version__gt=self.agreement.version)
        return {
            "agreement": self.agreement,
            "is_signed": is_used(self.agreement),
            "is_newest": not self.agreement.programme.agreements.filter(later).exists(),
            **super().get_context_data(**kwargs),
        }


class NewVersion(OneAgreement, ConfirmPage):
    """The way to change what somebody signed."""

    question = _("Make a new version of this agreement?")
    button = _("Make a new version")
    done = _("This is the new version. Change it as you like: nobody has signed it yet.")

    def consequences(self) -> list[str]:
        """Who signs what."""
        return [
            str(_("What people signed stays as it is, and can be read again.")),
            str(_("Whoever signs from now on signs the new version.")),
        ]

    def operate(self) -> Agreement:
        """Copy and count up."""
        return agreements.new_version(agreement=self.agreement, by=self.request.user)

    def get_success_url(self) -> str:
        """To the new version."""
        return reverse("courses:agreement", args=[self.result.pk])

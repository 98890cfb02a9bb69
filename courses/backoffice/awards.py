"""The awards of an edition that nobody uses yet."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets.button import HeaderButton

from courses.models import Award, Edition
from courses.operations import awards

from .editions import EditionStep
from .pages import ConfirmPage
from .rules import CodesPage
from .rules_fields import RulesForm
from .rules_words import asked_for_by
from .views import found


class AwardForm(RulesForm, forms.ModelForm[Award]):
    """An award in words, its rank among the edition's others, and its rules."""

    class Meta:
        model = Award
        fields = [
            "name_en",
            "name_fr",
            "code",
            "summary_en",
            "summary_fr",
            "alignment",
            "position",
            "requirements",
        ]
        widgets = {
            name: forms.Textarea(attrs={"rows": 5}) for name in ("summary_en", "summary_fr", "alignment")
        }
        help_texts = {"position": _("1 is earned first; the last is the highest.")}

    def __init__(self, *args: Any, edition: Edition, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.instance.edition = edition
        self.fields["code"].required = False  # a new one is made of the English name
        if not self.instance.pk:
            del self.fields["position"]  # a new one ranks above the others

    def _free(self, name: str) -> str:
        """Said here, because the model's own check names no field."""
        value: str = self.cleaned_data[name]
        others = Award.objects.filter(edition=self.instance.edition).exclude(pk=self.instance.pk)
        if others.filter(**{name: value}).exists():
            raise ValidationError(_("Another award of this edition has this name."))
        return value

    def clean_code(self) -> str:
        """Each short name once in an edition; without one it stays."""
        return self._free("code") or self.initial.get("code", "")

    def clean_name_en(self) -> str:
        """Each name once in an edition."""
        return self._free("name_en")

    def clean_name_fr(self) -> str:
        """Each name once in an edition."""
        return self._free("name_fr")


class AwardPage(CodesPage):
    """What adding and changing an award share."""

    form_class = AwardForm

    def get_form_kwargs(self) -> dict[str, Any]:
        """A fresh record for the form to write on; the operation gets the stored one."""
        return {**super().get_form_kwargs(), "edition": self.edition, "instance": self.get_award()}

    def get_award(self) -> Award | None:
        """None for a new one."""
        return None


class NewAward(AwardPage):
    """Add an award to an edition that nobody uses yet."""

    page_title = _("Add an award")
    button = _("Add the award")
    done = _("The award is added.")

    def load(self, **kwargs: Any) -> None:
        """Only what one may change."""
        self.edition = found(self.request.user, Edition, kwargs["pk"], "change", related=("course",))

    def operate(self, form: AwardForm) -> Award:
        """Above the others."""
        return awards.add_award(edition=self.edition, by=self.request.user, **form.cleaned_data)


class OneAward(EditionStep):
    """A page about one award."""

    action = "change"
    award: Award

    def load(self, **kwargs: Any) -> None:
        """Only what one may change, or remove."""
        self.award = found(self.request.user, Award, kwargs["pk"], self.action, related=("edition__course",))
        self.edition, self.own_code = self.award.edition, self.award.code


class EditAward(OneAward, AwardPage):
    """Change an award of an edition that nobody uses yet."""

    done = _("The award is saved.")

    def get_page_title(self) -> str:
        """Its name."""
        return str(self.award)

    @cached_property
    def header_buttons(self) -> list[Any]:
        """What keeps it valid, and removing it."""
        renewal = reverse("courses:renewal", args=[self.award.pk])
        remove = reverse("courses:remove_award", args=[self.award.pk])
        return [
            HeaderButton(_("What keeps it valid"), url=renewal, icon_name="calendar-alt"),
            HeaderButton(_("Remove"), url=remove, icon_name="bin"),
        ]

    def get_award(self) -> Award:
        """Read again: the form writes on it what was typed."""
        return Award.objects.get(pk=self.award.pk)

    def operate(self, form: AwardForm) -> Award:
        """Words and rank."""
        stored = Award.objects.select_related("edition").get(pk=self.award.pk)
        return awards.change_award(award=stored, by=self.request.user, **form.cleaned_data)


class RemoveAward(OneAward, ConfirmPage):
    """Take an award out of an edition that nobody uses yet."""

    page_title = _("Remove the award")
    button = _("Remove")
    done = _("The award is removed.")
    is_destructive = True
    action = "delete"

    def get_question(self) -> str:
        """Naming it."""
        return str(_("Remove %(award)s from this edition?") % {"award": self.award})

    def consequences(self) -> list[str]:
        """Whose rules ask for it."""
        return asked_for_by(self.edition, "award", self.award.code)

    def operate(self) -> None:
        """Remove it."""
        awards.remove_award(award=self.award, by=self.request.user)

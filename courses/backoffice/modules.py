"""The modules of an edition that nobody uses yet, and what each needs."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets.button import HeaderButton

from courses.forms import SeveralField
from courses.models import Edition, Module
from courses.operations import editions

from .editions import EditionStep
from .pages import ConfirmPage, OperationPage
from .rules_words import asked_for_by
from .views import found


class ModuleForm(forms.ModelForm[Module]):
    """A module, and which of the edition's others it needs."""

    needs = SeveralField(
        label=_("Needs first"),
        queryset=Module.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Only modules that come earlier."),
    )

    class Meta:
        model = Module
        fields = [
            "code", "title_en", "title_fr", "outcome_en", "outcome_fr", "kind", "minutes", "position",
            "is_optional", "must_attend", "completes_by",
        ]  # fmt: skip

    def __init__(self, *args: Any, edition: Edition, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.instance.edition = edition
        self.fields["minutes"].validators.append(MinValueValidator(1))
        needs: Any = self.fields["needs"]
        needs.queryset = edition.modules.exclude(pk=self.instance.pk).order_by("position")
        if self.instance.pk:
            needs.initial = list(self.instance.prerequisites.values_list("needs_id", flat=True))
        else:
            del self.fields["position"]  # a new one stands at the end

    def clean_code(self) -> str:
        """Said here, because the model's own check names no field."""
        code: str = self.cleaned_data["code"]
        others = Module.objects.filter(edition=self.instance.edition).exclude(pk=self.instance.pk)
        if others.filter(code=code).exists():
            raise ValidationError(_("Another module of this edition has this code."))
        return code


class ModulePage(EditionStep, OperationPage):
    """What adding and changing a module share."""

    form_class = ModuleForm
    module: Module

    def get_form_kwargs(self) -> dict[str, Any]:
        """A fresh record for the form to write on; the operation gets the stored one."""
        return {**super().get_form_kwargs(), "edition": self.edition, "instance": self.get_module()}

    def get_module(self) -> Module | None:
        """None for a new one."""
        return None


class NewModule(ModulePage):
    """Add a module to an edition that nobody uses yet."""

    page_title = _("Add a module")
    button = _("Add the module")
    done = _("The module is added.")

    def load(self, **kwargs: Any) -> None:
        """Only what one may change."""
        self.edition = found(self.request.user, Edition, kwargs["pk"], "change", related=("course",))

    def operate(self, form: ModuleForm) -> Module:
        """Module and needs."""
        return editions.add_module(edition=self.edition, by=self.request.user, **form.cleaned_data)


class EditModule(ModulePage):
    """Change a module of an edition that nobody uses yet."""

    done = _("The module is saved.")

    def load(self, **kwargs: Any) -> None:
        """Only what one may change."""
        self.module = found(self.request.user, Module, kwargs["pk"], "change", related=("edition__course",))
        self.edition = self.module.edition

    def get_page_title(self) -> str:
        """Code and title."""
        return str(self.module)

    @cached_property
    def header_buttons(self) -> list[Any]:
        """Removing it."""
        url = reverse("courses:remove_module", args=[self.module.pk])
        return [HeaderButton(_("Remove"), url=url, icon_name="bin")]

    def get_module(self) -> Module:
        """Read again: the form writes on it what was typed."""
        return Module.objects.get(pk=self.module.pk)

    def operate(self, form: ModuleForm) -> Module:
        """Drop needs, move, add needs: in this order a module may change its place and its needs at once."""
        fields, by = dict(form.cleaned_data), self.request.user
        needs = list(fields.pop("needs"))
        stored = Module.objects.select_related("edition").get(pk=self.module.pk)
        kept = [need for need in stored.needs.all() if need in needs]
        editions.set_needs(module=stored, needs=kept, by=by)
        module = editions.change_module(module=stored, by=by, **fields)
        return editions.set_needs(module=module, needs=needs, by=by)


class RemoveModule(EditionStep, ConfirmPage):
    """Take a module out of an edition that nobody uses yet."""

    page_title = _("Remove the module")
    button = _("Remove")
    done = _("The module is removed.")
    is_destructive = True

    def load(self, **kwargs: Any) -> None:
        """Only what one may remove."""
        self.module = found(self.request.user, Module, kwargs["pk"], "delete", related=("edition__course",))
        self.edition = self.module.edition

    def get_question(self) -> str:
        """Naming it."""
        return str(_("Remove %(module)s from this edition?") % {"module": self.module})

    def consequences(self) -> list[str]:
        """Whose rules ask for it."""
        return asked_for_by(self.edition, "module", self.module.code)

    def operate(self) -> None:
        """Remove it."""
        editions.remove_module(module=self.module, by=self.request.user)

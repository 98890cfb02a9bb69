"""What there is to read for a module. It may change while cohorts use the edition."""

from typing import Any

from django import forms
from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets import AdminPageChooser
from wagtail.admin.widgets.button import HeaderButton
from wagtail.documents.widgets import AdminDocumentChooser

from courses.models import Material, Module
from courses.operations import material

from .access import POLICIES, seen_by
from .editions import EditionStep
from .pages import ConfirmPage, OfficePage, OperationPage
from .views import found

RELATED = ("edition__course__programme",)


class MaterialForm(forms.ModelForm[Material]):
    """A page or a document, and from when on.

    What is material of other programmes alone is not taken: whoever gave it to their own could read it.
    """

    position = forms.IntegerField(label=_("Position"), min_value=1, max_value=1_000)

    class Meta:
        model = Material
        fields = ["title_en", "title_fr", "page", "document", "opens_after_days"]
        widgets = {"page": AdminPageChooser, "document": AdminDocumentChooser}
        help_texts = {
            "page": _("A page of material: only those who are enrolled can read it."),
            "document": _("Instead of a page."),
            "opens_after_days": _("Empty: open from the day of enrolment on."),
        }

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, same in (("page", "translation_key"), ("document", "pk")):
            field: Any = self.fields[name]
            path = f"{name}__{same}"
            field.queryset = field.queryset.filter(
                ~Exists(Material.objects.filter(**{path: OuterRef(same)}))
                | Exists(seen_by(user, Material).filter(**{path: OuterRef(same)}))
            )
        if not self.instance.pk:
            del self.fields["position"]  # a new one stands at the end

    def _post_clean(self) -> None:
        """The operation checks the record; the form has only what was typed."""


class MaterialStep(EditionStep):
    """A page that belongs to the material of one module."""

    action = "change"
    module: Module

    def load(self, **kwargs: Any) -> None:
        """In scope."""
        self.module = found(self.request.user, Module, kwargs["pk"], self.action, related=RELATED)
        self.edition = self.module.edition

    def trail(self) -> list[tuple[str, Any]]:
        """Courses, course, edition, the module's material."""
        url = reverse("courses:materials", args=[self.module.pk])
        return [*super().trail(), (url, _("Material of %(module)s") % {"module": self.module.code})]


class MaterialsPage(MaterialStep, OfficePage):
    """Everything that there is to read for a module."""

    template_name = "backoffice/materials.html"
    header_icon = "doc-full"
    action = "view"

    def get_page_title(self) -> str:
        """Naming the module."""
        return str(_("Material of %(module)s") % {"module": self.module.code})

    def trail(self) -> list[tuple[str, Any]]:
        """Courses, course, edition."""
        return EditionStep.trail(self)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """In its order."""
        context = super().get_context_data(**kwargs)
        context["module"] = self.module
        context["material"] = self.module.material.select_related("page", "document").order_by(
            "position", "pk"
        )
        context["can_change"] = POLICIES[Module].user_has_permission_for_instance(
            self.request.user, "change", self.module
        )
        return context


class MaterialPage(MaterialStep, OperationPage):
    """What adding and changing share."""

    form_class = MaterialForm

    def get_form_kwargs(self) -> dict[str, Any]:
        """A fresh record for the form to write on."""
        return {
            **super().get_form_kwargs(),
            "instance": self.get_material(),
            "user": self.request.user,
        }

    def get_material(self) -> Material | None:
        """None for something new."""
        return None


class NewMaterial(MaterialPage):
    """Give a module something to read."""

    page_title = _("Add material")
    button = _("Add")
    done = _("The material is added.")

    def operate(self, form: MaterialForm) -> Material:
        """At the end."""
        return material.add_material(module=self.module, by=self.request.user, **form.cleaned_data)


class OneMaterial(MaterialStep):
    """A page about one thing to read."""

    material: Material

    def load(self, **kwargs: Any) -> None:
        """Only what one may change, or remove."""
        related = ("module__edition__course__programme",)
        self.material = found(self.request.user, Material, kwargs["pk"], self.action, related=related)
        self.module, self.edition = self.material.module, self.material.module.edition


class EditMaterial(OneMaterial, MaterialPage):
    """Change what there is to read."""

    done = _("The material is saved.")

    def get_page_title(self) -> str:
        """Its title."""
        return str(self.material)

    @cached_property
    def header_buttons(self) -> list[Any]:
        """Removing it."""
        url = reverse("courses:remove_material", args=[self.material.pk])
        return [HeaderButton(_("Remove"), url=url, icon_name="bin")]

    def get_material(self) -> Material:
        """Read again: the form writes on it what was typed."""
        return Material.objects.get(pk=self.material.pk)

    def operate(self, form: MaterialForm) -> Material:
        """What it is, from when, where it stands."""
        return material.change_material(material=self.material, by=self.request.user, **form.cleaned_data)


class RemoveMaterial(OneMaterial, ConfirmPage):
    """Give it no more."""

    page_title = _("Remove the material")
    button = _("Remove")
    done = _("The material is removed.")
    is_destructive = True
    action = "delete"

    def get_question(self) -> str:
        """Naming both."""
        words = _("Remove “%(title)s” from %(module)s?")
        return str(words % {"title": self.material, "module": self.module.code})

    def consequences(self) -> list[str]:
        """The thing itself is kept."""
        return [str(_("The page or document itself stays."))]

    def operate(self) -> None:
        """Remove it."""
        material.remove_material(material=self.material, by=self.request.user)

"""What a module asks for: the tree of an edition that nobody uses yet, changed by plain forms."""

from typing import Any

from django import forms
from django.db.models import Exists, OuterRef
from django.http import Http404
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets.button import HeaderButton

from courses.enums import COMBINES, EvidenceKind, ModuleKind
from courses.models import Agreement, EvidenceItem, Module
from courses.operations import evidence
from courses.queries.evidence import asked_by
from courses.rules.asking import FIELDS_OF, HIGHEST_LEVEL

from .editions import EditionStep
from .pages import ConfirmPage, OfficePage, OperationPage
from .views import found

RELATED = ("edition__course__programme",)
LEVELS = ((1, _("With help")), (2, _("Well")), (HIGHEST_LEVEL, _("Very well")))


class ItemForm(forms.ModelForm[EvidenceItem]):
    """One thing that is asked for; of its fields those that count for its kind."""

    criteria_en = forms.CharField(
        label=_("What is looked at, in English"),
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("One in each line."),
    )
    criteria_fr = forms.CharField(
        label=_("What is looked at, in French"),
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("The same, line by line."),
    )
    level_needed = forms.TypedChoiceField(
        label=_("Level needed in each"), coerce=int, choices=LEVELS, initial=2
    )
    within = forms.ModelChoiceField(
        label=_("Stands in"),
        queryset=EvidenceItem.objects.none(),
        required=False,
        empty_label=_("The first level: needed in any case"),
    )
    position = forms.IntegerField(label=_("Position"), min_value=1, max_value=1_000)

    class Meta:
        model = EvidenceItem
        fields = [
            "title_en", "title_fr", "agreement", "quiz", "exam", "percent", "attempts", "wait_hours",
            "questions_asked", "prompt_en", "prompt_fr", "takes", "due_days",
        ]  # fmt: skip
        widgets = {name: forms.Textarea(attrs={"rows": 4}) for name in ("prompt_en", "prompt_fr")}
        help_texts = {
            "attempts": _("0 means as many as needed."),
            "questions_asked": _("0 means all of the quiz."),
            "title_en": _("Only if it should be called something else."),
        }

    def __init__(self, *args: Any, module: Module, kind: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.instance.module, self.instance.kind = module, kind
        wanted = {*FIELDS_OF[kind], "within", "position"}
        if "criteria" in wanted:
            wanted |= {"criteria_en", "criteria_fr"}
        if not self.instance.pk:
            wanted -= {"position"}  # a new one stands at the end
        for name in set(self.fields) - wanted:
            del self.fields[name]
        self._offer(module)
        if self.instance.pk:
            for code in ("en", "fr"):
                self.initial[f"criteria_{code}"] = _lines(self.instance.criteria, code)

    def _offer(self, module: Module) -> None:
        """Only what belongs to this programme, course, edition and module can be chosen, and is accepted."""
        edition = module.edition
        groups = EvidenceItem.objects.filter(module=module, kind__in=COMBINES).exclude(pk=self.instance.pk)
        offered = {
            "within": groups.select_related("agreement", "quiz", "exam").order_by("position", "pk"),
            "agreement": newest(edition.course.programme_id),
            "quiz": edition.course.quizzes.all(),
            "exam": edition.exams.order_by("position"),
        }
        for name, queryset in offered.items():
            if name in self.fields:
                field: Any = self.fields[name]
                field.queryset = queryset

    def _post_clean(self) -> None:
        """The operation checks the record; the form has only what was typed."""

    def clean(self) -> dict[str, Any]:
        """Both languages line by line."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        if "criteria_en" in self.fields:
            lines = [_typed_lines(data.pop(f"criteria_{code}", "")) for code in ("en", "fr")]
            if len(lines[0]) != len(lines[1]) and not self.errors:
                self.add_error("criteria_fr", _("Write as many lines in French as in English."))
            data["criteria"] = [{"en": en, "fr": fr} for en, fr in zip(*lines, strict=False)]
        return data


def newest(programme: int) -> Any:
    """The newest version of each agreement of a programme (id)."""
    later = Agreement.objects.filter(
        programme=programme, code=OuterRef("code"), version__gt=OuterRef("version")
    )
    return Agreement.objects.filter(~Exists(later), programme=programme)


def _lines(criteria: Any, code: str) -> str:
    return "\n".join(str(one.get(code, "")) for one in criteria)


def _typed_lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


class AsksStep(EditionStep):
    """A page that belongs to what one module asks for."""

    module: Module

    def load(self, **kwargs: Any) -> None:
        """Only what one may change."""
        self.module = found(self.request.user, Module, kwargs["pk"], "change", related=RELATED)
        self.edition = self.module.edition

    def trail(self) -> list[tuple[str, Any]]:
        """Courses, course, edition, what the module asks for."""
        return [*super().trail(), (reverse("courses:asks", args=[self.module.pk]), self.module.code)]


class AsksPage(AsksStep, OfficePage):
    """Everything that a module asks for, and what can be added."""

    template_name = "backoffice/asks.html"
    header_icon = "tasks"

    def get_page_title(self) -> str:
        """Naming the module."""
        return str(_("What %(module)s asks for") % {"module": self.module.code})

    def trail(self) -> list[tuple[str, Any]]:
        """Courses, course, edition."""
        return EditionStep.trail(self)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The tree, and a link for each kind."""
        context = super().get_context_data(**kwargs)
        context.update(
            module=self.module,
            edition=self.edition,
            asked=asked_by(module=self.module).get(self.module.pk, ()),
            kinds=[
                (kind, label)
                for kind, label in EvidenceKind.choices
                if kind != EvidenceKind.PRACTICUM or self.module.kind == ModuleKind.PRACTICUM
            ],
            can_change=not self.edition.is_frozen,
        )
        return context


class ItemPage(AsksStep, OperationPage):
    """What adding and changing share."""

    form_class = ItemForm
    kind = ""

    def get_form_kwargs(self) -> dict[str, Any]:
        """The module says what can be chosen; a fresh record for the form to write on."""
        return {
            **super().get_form_kwargs(),
            "module": self.module,
            "kind": self.kind,
            "instance": self.get_item(),
        }

    def get_item(self) -> EvidenceItem | None:
        """None for a new one."""
        return None


class NewItem(ItemPage):
    """Ask for one thing more."""

    button = _("Add")
    done = _("The module asks for this now.")

    def load(self, **kwargs: Any) -> None:
        """A kind that is known."""
        super().load(**kwargs)
        self.kind = kwargs["kind"]
        if self.kind not in EvidenceKind.values:
            raise Http404

    def get_page_title(self) -> str:
        """Its kind."""
        return str(EvidenceKind(self.kind).label)

    def operate(self, form: ItemForm) -> EvidenceItem:
        """At the end of its group."""
        return evidence.add_item(
            module=self.module, kind=self.kind, by=self.request.user, **form.cleaned_data
        )


class OneItem(AsksStep):
    """A page about one thing that is asked for."""

    action = "change"
    item: EvidenceItem

    def load(self, **kwargs: Any) -> None:
        """Only what one may change, or remove."""
        related = ("module__edition__course__programme", "agreement", "quiz", "exam")
        self.item = found(self.request.user, EvidenceItem, kwargs["pk"], self.action, related=related)
        self.kind = self.item.kind
        self.module, self.edition = self.item.module, self.item.module.edition


class EditItem(OneItem, ItemPage):
    """Change it, or put it somewhere else."""

    done = _("This is saved.")

    def get_page_title(self) -> str:
        """Its name."""
        return str(self.item)

    @cached_property
    def header_buttons(self) -> list[Any]:
        """Removing it."""
        url = reverse("courses:remove_item", args=[self.item.pk])
        return [HeaderButton(_("Remove"), url=url, icon_name="bin")]

    def get_item(self) -> EvidenceItem:
        """Read again: the form writes on it what was typed."""
        return EvidenceItem.objects.get(pk=self.item.pk)

    def operate(self, form: ItemForm) -> EvidenceItem:
        """What it asks for, then where it stands."""
        fields, by = dict(form.cleaned_data), self.request.user
        within, position = fields.pop("within"), fields.pop("position")
        item = evidence.change_item(item=self.item, by=by, **fields)
        return evidence.move_item(item=item, within=within, position=position, by=by)


class RemoveItem(OneItem, ConfirmPage):
    """Ask for it no more."""

    page_title = _("Remove")
    button = _("Remove")
    done = _("The module does not ask for this any more.")
    is_destructive = True
    action = "delete"

    def get_question(self) -> str:
        """Naming both."""
        words = _("Remove “%(item)s” from what %(module)s asks for?")
        return str(words % {"item": self.item, "module": self.module.code})

    def consequences(self) -> list[str]:
        """A group goes as a whole."""
        return [str(_("Everything in this group is removed with it."))] if self.item.combines else []

    def operate(self) -> None:
        """Remove it."""
        evidence.remove_item(item=self.item, by=self.request.user)

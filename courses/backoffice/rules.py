"""Rules of awards as forms: with what they may name beside them, and what keeps an award valid."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets.button import HeaderButton

from courses.models import Award, Renewal
from courses.operations import awards
from courses.queries.outlines import edition_outline, with_learning

from .editions import EditionStep
from .pages import ConfirmPage, OperationPage
from .rules_fields import RulesForm
from .rules_words import Codes, codes_of
from .views import found

AUTOMATIC = "auto"
TYPED_IN = {"category": "id_categories", "source": "id_sources"}
"""What rules of a renewal name and the same form says: the ids of its fields."""


class LinesField(forms.CharField):
    """Things with a code and words in both languages, one a line: code | English | French."""

    widget = forms.Textarea

    def __init__(self, *, has_automatic: bool = False, **kwargs: Any) -> None:
        self.has_automatic = has_automatic
        kwargs.setdefault("widget", forms.Textarea(attrs={"rows": 5}))
        super().__init__(required=False, **kwargs)

    def prepare_value(self, value: Any) -> Any:
        """As it is typed."""
        if not isinstance(value, list):
            return value
        return "\n".join(
            " | ".join([one["code"], one["en"], one["fr"], *([AUTOMATIC] if one.get("is_automatic") else [])])
            for one in value
        )

    def clean(self, value: Any) -> list[dict[str, Any]]:
        """[{"code", "en", "fr"}], with "is_automatic" where it may be said; ValidationError names the line."""
        found: list[dict[str, Any]] = []
        for number, line in enumerate(super().clean(value).splitlines(), 1):
            if not line.strip():
                continue
            parts = [part.strip() for part in line.split("|")]
            is_automatic = self.has_automatic and len(parts) == 4 and parts.pop().lower() == AUTOMATIC
            if len(parts) != 3 or not all(parts) or len(parts[0]) > 60 or " " in parts[0]:
                words = _("Line %(number)d: write a short name, the words in English, and those in French.")
                raise ValidationError(words, params={"number": number})
            if parts[0] in [one["code"] for one in found]:
                words = _("Line %(number)d: this short name is there already.")
                raise ValidationError(words, params={"number": number})
            one: dict[str, Any] = dict(zip(("code", "en", "fr"), parts, strict=True))
            found.append(one | ({"is_automatic": is_automatic} if self.has_automatic else {}))
        return found

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Compared as it is typed."""
        return super().has_changed(self.prepare_value(initial), data)


class RenewalForm(RulesForm, forms.ModelForm[Renewal]):
    """When a term ends, what renewing takes, and what counts as continuing education."""

    categories = LinesField(
        label=_("Kinds of continuing education"),
        help_text=_(
            "One a line: short name | English | French. For example: law | Law and ethics | Droit et éthique"
        ),
    )
    sources = LinesField(
        label=_("Sources of continuing education"),
        has_automatic=True,
        help_text=_("One a line, as above. With | auto at the end, hours from it need nobody’s approval."),
    )

    class Meta:
        model = Renewal
        fields = [
            "anchor",
            "every_months",
            "ends_on_month",
            "ends_on_day",
            "window_days",
            "grace_days",
            "fee_en",
            "fee_fr",
            "requirements",
            "categories",
            "sources",
            "audit_percent",
        ]
        help_texts = {
            "every_months": _("For a term that is counted from the award."),
            "ends_on_month": _("For a term that ends on a day of the year."),
        }


class CodesPage(EditionStep, OperationPage):
    """A form with rules: beside it stands what they may name, which its fields offer to choose from."""

    template_name = "backoffice/rules_form.html"

    own_code = ""
    """That of the award whose rules they are, where there is one already."""

    def get_codes(self) -> list[Codes]:
        """What the edition has."""
        return codes_of(edition_outline(self.edition), own=self.own_code)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """With what rules may name."""
        return {"codes": self.get_codes(), **super().get_context_data(**kwargs)}


class RenewalPage(CodesPage):
    """What keeps an award of an edition valid that nobody uses yet."""

    form_class = RenewalForm
    page_title = _("What keeps it valid")
    done = _("What keeps the award valid is saved.")

    def load(self, **kwargs: Any) -> None:
        """Only what one may change."""
        related = ("edition__course", "renewal")
        self.award = found(self.request.user, Award, kwargs["pk"], "change", related=related)
        self.edition = self.award.edition

    def get_page_subtitle(self) -> str:
        """The award."""
        return str(self.award)

    @cached_property
    def header_buttons(self) -> list[Any]:
        """Removing it, where there is one."""
        if getattr(self.award, "renewal", None) is None:
            return []
        url = reverse("courses:remove_renewal", args=[self.award.pk])
        return [HeaderButton(_("Remove"), url=url, icon_name="bin")]

    def get_form_kwargs(self) -> dict[str, Any]:
        """A fresh record for the form to write on; the operation gets the stored one."""
        renewal = Renewal.objects.filter(award=self.award).first() or Renewal(award=self.award)
        return {**super().get_form_kwargs(), "instance": renewal}

    def get_codes(self) -> list[Codes]:
        """Of kinds and sources only its own ones, as they are stored: a script adds those that are typed below."""
        renewal = getattr(self.award, "renewal", None) or Renewal(award=self.award)
        outline = with_learning(edition_outline(self.edition), renewal)
        return [
            one._replace(typed_in=TYPED_IN.get(one.sort, "")) for one in codes_of(outline, is_renewal=True)
        ]

    def operate(self, form: RenewalForm) -> Renewal:
        """Set it."""
        return awards.set_renewal(award=self.award, by=self.request.user, **form.cleaned_data)


class RemoveRenewal(EditionStep, ConfirmPage):
    """Let an award of an edition that nobody uses yet never expire."""

    page_title = _("Remove what keeps it valid")
    button = _("Remove")
    done = _("The award does not expire any more.")
    is_destructive = True

    def load(self, **kwargs: Any) -> None:
        """Only what one may change."""
        self.award = found(self.request.user, Award, kwargs["pk"], "change", related=("edition__course",))
        self.edition = self.award.edition

    def get_question(self) -> str:
        """Naming it."""
        return str(_("Shall certificates of %(award)s never expire?") % {"award": self.award})

    def operate(self) -> None:
        """Remove it."""
        awards.remove_renewal(award=self.award, by=self.request.user)

"""Correcting the rules of an award whose edition a cohort uses: who would be judged otherwise, then the change."""

import hmac
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin import messages

from courses.backoffice.pages import about
from courses.backoffice.rules import CodesPage
from courses.backoffice.rules_fields import RulesForm
from courses.backoffice.views import found
from courses.forms import put_errors
from courses.models import Award
from courses.operations.awards import REASON, check_rules, correct_rules
from courses.queries.outlines import edition_outline
from courses.requirements.asking import asked, marked, same
from courses.requirements.stream import requirements_of
from trainees.queries.what_if import WhatIf, what_if


class CorrectionForm(RulesForm, forms.ModelForm[Award]):
    """The rules, why they are corrected, and what was seen of their consequences."""

    needs_rules = True
    reason = forms.CharField(
        label=_("Reason"),
        max_length=REASON,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("It stays in the history of the edition."),
    )
    seen = forms.CharField(required=False, max_length=64, widget=forms.HiddenInput)

    class Meta:
        model = Award
        fields = ["requirements"]


class CorrectRules(CodesPage):
    """A form; then, on the same page, who would be judged otherwise; then the change. Only what was seen is saved:
    where rules or facts changed since, it is shown again.
    """

    form_class = CorrectionForm
    template_name = "backoffice/what_if.html"
    page_title = _("Correct the rules")
    header_icon = "edit"
    button = _("Show what would change")
    done = _("The rules are corrected. Everybody is judged by them from now on.")
    outcome: WhatIf | None = None

    def load(self, **kwargs: Any) -> None:
        """Only what one may change."""
        related = ("edition__course__programme",)
        self.award = found(self.request.user, Award, kwargs["pk"], "change", related=related)
        self.edition, self.own_code = self.award.edition, self.award.code
        if not self.edition.is_frozen:
            raise Http404  # what nobody uses yet is changed without further ado

    def get_page_subtitle(self) -> str:
        """With the award."""
        return about(str(self.page_title), self.award)

    def get_form_kwargs(self) -> dict[str, Any]:
        """A fresh record for the form to write on; the stored one is judged by."""
        return {**super().get_form_kwargs(), "instance": Award.objects.get(pk=self.award.pk)}

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Show what would change; with that seen, save it."""
        form = self.get_form()
        if not self.is_meant(form):
            words = _("Nothing was saved: please look at the fields below.")
            messages.validation_error(request, words, form)
            return self.render_to_response(self.get_context_data(form=form), status=422)
        rules = form.cleaned_data["requirements"]
        if same(self.award.requirements, rules):
            messages.success(request, _("These are the rules already. Nothing was changed."))
            return redirect(self.get_success_url())
        self.outcome = what_if(self.award, rules, at=timezone.now())
        seen = form.cleaned_data["seen"]
        if seen and "look" not in request.POST:
            if hmac.compare_digest(seen.encode(), self.outcome.digest.encode()):
                return super().post(request, *args, **kwargs)
            messages.warning(request, _("Something changed since you looked. Please look again."))
        form.data = {**form.data.dict(), "seen": self.outcome.digest}
        return self.render_to_response(self.get_context_data(form=form))

    def is_meant(self, form: CorrectionForm) -> bool:
        """Whether it can be saved at all; what is wrong stands at its field."""
        if form.is_valid():
            try:
                check_rules(form.instance)
            except ValidationError as error:
                put_errors(form, error)
        return form.is_valid()

    def operate(self, form: CorrectionForm) -> Award:
        """Correct them."""
        return correct_rules(
            award=self.award,
            requirements=form.cleaned_data["requirements"],
            reason=form.cleaned_data["reason"],
            by=self.request.user,
            version=self.award.rules_version,
        )

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """What would change, once there is something to compare."""
        context = super().get_context_data(**kwargs)
        if self.outcome is None:
            return context
        outline, then = edition_outline(self.edition), context["form"].cleaned_data["requirements"]
        rules_now = asked(requirements_of(self.award.requirements), outline)
        rules_then = asked(requirements_of(then), outline)
        return {
            **context,
            "found": self.outcome,
            "now": marked(rules_now, rules_then),
            "then": marked(rules_then, rules_now),
            "submit_button_label": _("Save these rules"),
        }

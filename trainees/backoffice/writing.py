"""Write to the cohort: write, read it as a trainee would, send. Each step keeps what was typed."""

import hashlib
import uuid
from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from wagtail.admin import messages

from courses.backoffice.pages import OperationPage
from courses.backoffice.workspace import CohortStep
from courses.forms import put_errors
from trainees.models import Enrolment
from trainees.operations import announcement
from trainees.operations.announcement import SUBJECT

FIELDS = ("subject_en", "text_en", "subject_fr", "text_fr")


def _text(label: Any) -> forms.CharField:
    return forms.CharField(label=label, required=False, widget=forms.Textarea(attrs={"rows": 8}))


class WriteForm(forms.Form):
    """One language or both. `token` makes a second click find the first one; `read` says which text was previewed."""

    subject_en = forms.CharField(
        label=_("Subject in English"),
        max_length=SUBJECT,
        required=False,
        help_text=_("Neutral: others may see it."),
    )
    text_en = _text(_("Text in English"))
    subject_fr = forms.CharField(label=_("Subject in French"), max_length=SUBJECT, required=False)
    text_fr = _text(_("Text in French"))
    token = forms.UUIDField(widget=forms.HiddenInput)
    read = forms.CharField(widget=forms.HiddenInput, required=False)

    def written(self) -> dict[str, str]:
        """What the operations take."""
        return {name: self.cleaned_data[name] for name in FIELDS}

    def digest(self, recipients: Iterable[Enrolment]) -> str:
        """Of what was written, and to whom: it tells whether the preview still shows what would be sent."""
        parts = (*self.written().values(), *(str(enrolment.pk) for enrolment in recipients))
        return hashlib.sha256("\0".join(parts).encode()).hexdigest()


class WriteToCohort(CohortStep, OperationPage):
    """Nothing is sent before it was read as a trainee would read it, with the recipients beside it."""

    form_class = WriteForm
    template_name = "backoffice/write.html"
    tab = "messages"
    page_title = _("Write to the cohort")

    def get_initial(self) -> dict[str, Any]:
        """A token of its own for each new text."""
        return {"token": uuid.uuid4()}

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Preview, or send what was previewed."""
        form: Any = self.get_form()
        preview = None
        if form.is_valid():
            try:
                sends = "send" in request.POST
                if sends and self.was_sent(form):
                    return self.send(form)
                preview = announcement.draft(cohort=self.cohort, **form.written())
                if sends and form.cleaned_data["read"] == form.digest(preview.recipients):
                    return self.send(form)
            except ValidationError as error:
                put_errors(form, error)
        if preview is None:
            messages.validation_error(request, _("Nothing was sent: please look at the fields below."), form)
        elif "send" in request.POST:
            messages.warning(
                request, _("The text or its readers have changed since the preview. Please look once more.")
            )
        return self.render_to_response(
            self.get_context_data(form=form, preview=preview), status=200 if preview else 422
        )

    def was_sent(self, form: WriteForm) -> bool:
        """Whether a first click has sent it already."""
        return bool(self.cohort.announcements.filter(token=form.cleaned_data["token"]).exists())

    def send(self, form: WriteForm) -> HttpResponse:
        """Once, however often it is clicked."""
        sent = announcement.send(
            cohort=self.cohort, token=form.cleaned_data["token"], by=self.request.user, **form.written()
        )
        count = sent.recipients
        words = ngettext("Written to %(count)d person.", "Written to %(count)d people.", count) % {
            "count": count
        }
        messages.success(self.request, words)
        return redirect(self.back())

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The preview of each language, and the digest that allows sending."""
        context = super().get_context_data(**kwargs)
        form = context["form"]
        if preview := kwargs.get("preview"):
            context["digest"] = form.digest(preview.recipients)
            context["recipients"] = preview.recipients
            context["send_words"] = ngettext(
                "Send to %(count)d person", "Send to %(count)d people", preview.count
            ) % {"count": preview.count}
            context["rendered"] = [
                {"language": code, "mail": mail} for code, mail in sorted(preview.rendered.items())
            ]
        return context

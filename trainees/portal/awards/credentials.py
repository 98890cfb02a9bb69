"""Certificates from elsewhere, such as first aid: sent in with a copy, taken back, answered."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from courses.enums import CohortState
from trainees.enums import ProofState
from trainees.models import Enrolment, ExternalCredential
from trainees.operations import credentials as operations
from trainees.portal.learning.finding import UNPROCESSABLE, add_errors, id_in, own_enrolment
from trainees.portal.learning.forms import FileField
from trainees.queries.credentials import Wanted, name_of, wanted_in

TAGS: Mapping[str, str] = {
    ProofState.WAITING: "info",
    ProofState.ACCEPTED: "done",
    ProofState.DECLINED: "care",
    ProofState.WITHDRAWN: "closed",
}
DATE = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class CredentialForm(forms.Form):
    """What it is, its dates, and a copy. The token tells a second click from a second certificate."""

    use_required_attribute = False

    token = forms.UUIDField(widget=forms.HiddenInput)
    kind = forms.ChoiceField(label=gettext_lazy("What it is"))
    issued_on = forms.DateField(label=gettext_lazy("Issued on"), widget=DATE)
    expires_on = forms.DateField(
        label=gettext_lazy("Valid until"),
        required=False,
        widget=DATE,
        help_text=gettext_lazy("Leave it empty if it says no end."),
    )
    file = FileField()

    def __init__(self, *args: Any, wanted: Mapping[str, Wanted], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kind: Any = self.fields["kind"]
        kind.choices = [(code, str(one.name)) for code, one in wanted.items()]
        if len(wanted) > 1:
            kind.choices = [("", _("Please choose")), *kind.choices]
        self.fields["file"].label = _("A copy of it")
        self.wanted = wanted
        # What the label says: the field itself takes nothing for a copy.
        self.fields["file"].required = all(one.needs_proof for one in wanted.values())

    def clean(self) -> dict[str, Any]:
        """A missing copy is said together with all else that is missing: the operation would say it only afterwards."""
        data = super().clean() or self.cleaned_data
        chosen = self.wanted.get(data.get("kind", ""))
        needs_proof = chosen.needs_proof if chosen else self.fields["file"].required
        if needs_proof and not data.get("file") and "file" not in self.errors:
            self.add_error("file", _("Please add a copy of it: a file or a photo."))
        return data


@dataclass(frozen=True, kw_only=True)
class Sent:
    """One that was sent in, and where it stands (`kind`, `word`: components/tag.html)."""

    credential: ExternalCredential
    name: str

    @property
    def kind(self) -> str:
        """Its sign."""
        return TAGS[self.credential.state]

    @property
    def word(self) -> str:
        """The state, in words."""
        return str(self.credential.get_state_display())

    @property
    def waits(self) -> bool:
        """Whether it can be taken back."""
        return self.credential.state == ProofState.WAITING


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def credentials(request: HttpRequest, cohort: int) -> HttpResponse:
    """Send one in, take it back, read the answer."""
    enrolment = own_enrolment(request, cohort)
    wanted = wanted_in(enrolment.cohort.edition)
    form, status = CredentialForm(initial={"token": uuid.uuid4()}, wanted=wanted), 200
    if request.method == "POST":
        form = CredentialForm(request.POST, request.FILES, wanted=wanted)
        if _act(request, enrolment, form):
            return redirect("portal:credentials", cohort)
        status = UNPROCESSABLE
    may_send = bool(wanted) and enrolment.cohort.state != CohortState.CANCELLED
    context = {
        "enrolment": enrolment,
        "cohort": enrolment.cohort,
        "sent": _sent(enrolment, wanted),
        "form": form if may_send or status == UNPROCESSABLE else None,
    }
    return render(request, "portal/awards/credentials.html", context, status=status)


def _sent(enrolment: Enrolment, wanted: Mapping[str, Wanted]) -> Sequence[Sent]:
    """The latest first."""
    found = enrolment.credentials.order_by("-sent_at", "-pk")
    return [Sent(credential=one, name=name_of(one, wanted)) for one in found]


def _act(request: HttpRequest, enrolment: Enrolment, form: CredentialForm) -> bool:
    """Send one in, or take one back; False with the errors in the form. What cannot be taken back is said above."""
    if request.POST.get("action") == "take_back":
        _take_back(request, enrolment)
        return True
    if not form.is_valid():
        return False
    try:
        operations.send(enrolment=enrolment, by=request.user, **form.cleaned_data)
    except ValidationError as error:
        add_errors(form, error)
        return False
    messages.success(
        request, _("Thank you. Your certificate is on its way. Somebody looks at it and answers.")
    )
    return True


def _take_back(request: HttpRequest, enrolment: Enrolment) -> None:
    """One of one's own; 404 for any other."""
    found = get_object_or_404(enrolment.credentials, pk=id_in(request.POST.get("credential", "")))
    try:
        operations.take_back(credential=found, by=request.user)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, _("Taken back."))

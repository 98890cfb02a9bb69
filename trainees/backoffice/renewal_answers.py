"""One request to renew, one entry of hours: looked at and answered."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets import AdminAutoHeightTextInput

from courses.backoffice.pages import OperationPage, about
from courses.requirements.base import Requirement
from courses.requirements.record import Outline
from courses.requirements.stream import requirements_of, stored
from trainees.enums import FilingState, ProofState
from trainees.models import Certificate, ContinuingHours, RenewalFiling
from trainees.operations import continuing, renewing
from trainees.operations.facts import TEXT
from trainees.operations.holding import newest_of_term
from trainees.queries.renewals import WITH, Term, term_of, today_of
from trainees.queries.renewals_waiting import OF, RELATED

from .certificate_forms import HELP_IN
from .renewals import SIGNS, coordinated, holder_name, renewals_step, row_of

YES, NO = "yes", "no"


class AnswerForm(forms.Form):
    """Yes, or no with words."""

    decision = forms.ChoiceField(label=_("Your answer"), widget=forms.RadioSelect)
    answer = forms.CharField(
        label=_("Words to the holder"),
        required=False,
        max_length=TEXT,
        widget=AdminAutoHeightTextInput,
        help_text=_("Needed where the answer is no: what is missing, and what would help."),
    )

    def __init__(self, *args: Any, yes: Any, no: Any, reads: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        answer = self.fields["answer"]
        answer.help_text = " ".join(
            str(words) for words in (answer.help_text, HELP_IN.get(reads, "")) if words
        )
        decision: Any = self.fields["decision"]
        decision.choices = [(YES, yes), (NO, no)]


class Answering(OperationPage):
    """A page with an answer to give; once it was given, the page says so."""

    form_class = AnswerForm
    button = _("Send the answer")
    done = _("Your answer is saved.")
    yes: Any = ""
    no: Any = ""
    certificate: Certificate

    def trail(self) -> list[tuple[str, Any]]:
        """From what waits."""
        return [renewals_step()]

    def what(self) -> str:
        """What is asked about: the award, where there is nothing nearer."""
        return str(self.certificate.award.name)

    def get_page_title(self) -> str:
        """The chosen name, and what it is about."""
        return about(holder_name(self.certificate), self.what())

    def get_form_kwargs(self) -> dict[str, Any]:
        """What yes and no mean here, and the language that the holder reads."""
        person = self.certificate.person
        reads = person.language if person else ""
        return {**super().get_form_kwargs(), "yes": self.yes, "no": self.no, "reads": reads}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The certificate and its programme's clock."""
        return {
            **super().get_context_data(**kwargs),
            "certificate": self.certificate,
            "programme": self.certificate.award.edition.course.programme,
            "name": holder_name(self.certificate),
            "is_own": self.certificate.person_id == self.request.user.pk,
        }


class RequestPage(Answering):
    """A request to renew: the verdict as it was filed on, the hours, and what a yes leads to."""

    template_name = "backoffice/renewals/request.html"
    header_icon = "rotate"
    yes = _("Renew the certificate")
    no = _("Not yet")
    filing: RenewalFiling

    def load(self, **kwargs: Any) -> None:
        """In a programme that the person coordinates."""
        found = RenewalFiling.objects.filter(**{f"{OF}__in": coordinated(self.request.user)})
        self.filing = get_object_or_404(found.select_related(*RELATED, "decided_by"), pk=kwargs["pk"])
        self.certificate = self.filing.certificate

    def operate(self, form: AnswerForm) -> Any:
        """One of the two answers."""
        facts: dict[str, Any] = {"filing": self.filing, "by": self.request.user}
        if form.cleaned_data["decision"] == YES:
            return renewing.approve(**facts)
        return renewing.decline(answer=form.cleaned_data["answer"], **facts)

    @cached_property
    def term(self) -> Term:
        """As it is now."""
        newest = newest_of_term(self.certificate)
        if newest.pk != self.certificate.pk:
            newest = Certificate.objects.select_related(*WITH).get(pk=newest.pk)
        return term_of(newest, at=timezone.now())

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Everything that an answer needs."""
        filing, term = self.filing, self.term
        rows = [row_of(_with(one, self.certificate)) for one in term.hours]
        return {
            **super().get_context_data(**kwargs),
            "filing": filing,
            "filed_on": today_of(term.programme, filing.filed_at),
            "is_open": filing.state == FilingState.FILED,
            "sign": SIGNS.get(filing.state, filing.state),
            "lines": said_lines(filing.judgement, requirements_of(stored(filing.rules)), term.record.outline),
            "rows": rows,
            "samples": [row for row in rows if is_sample_open(row.hours)],
            "leads_to": self.leads_to(),
        }

    def leads_to(self) -> dict[str, Any] | None:
        """What a yes makes today: renewed or reinstated, until when."""
        renewed = self.term.renewed_by(self.filing)
        if renewed is None or self.filing.state != FilingState.FILED:
            return None
        return {"kind": renewed.kind.label if renewed.kind else "", "until": renewed.until}


class HoursEntryPage(Answering):
    """Continuing education: to accept, or a sample to look at."""

    template_name = "backoffice/renewals/entry.html"
    header_icon = "time"
    hours: ContinuingHours

    def load(self, **kwargs: Any) -> None:
        """In a programme that the person coordinates."""
        found = ContinuingHours.objects.filter(**{f"{OF}__in": coordinated(self.request.user)})
        related = (*RELATED, "answered_by", "audited_by")
        self.hours = get_object_or_404(found.select_related(*related), pk=kwargs["pk"])
        self.certificate = self.hours.certificate
        self.yes, self.no = (
            (_("It is fine"), _("It does not count")) if self.is_sample else (_("Accept"), _("Do not accept"))
        )

    @property
    def is_sample(self) -> bool:
        """Whether it counts already, and is looked at."""
        return bool(self.hours.is_sampled)

    @property
    def is_open(self) -> bool:
        """Whether an answer is still to be given."""
        return self.hours.state == ProofState.WAITING or is_sample_open(self.hours)

    def what(self) -> str:
        """The title of the entry."""
        return self.hours.title

    def trail(self) -> list[tuple[str, Any]]:
        """From the list it stands in."""
        if self.is_sample:
            return [*super().trail(), (reverse("renewals:samples"), _("Samples"))]
        return [*super().trail(), (reverse("renewals:hours"), _("Continuing education"))]

    def operate(self, form: AnswerForm) -> ContinuingHours:
        """One of the two answers."""
        is_fine, answer = form.cleaned_data["decision"] == YES, form.cleaned_data["answer"]
        facts: dict[str, Any] = {"hours": self.hours, "by": self.request.user}
        if self.is_sample:
            return continuing.audit(is_fine=is_fine, answer=answer, **facts)
        if is_fine:
            return continuing.accept(**facts)
        return continuing.decline(answer=answer, **facts)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The entry in words."""
        return {
            **super().get_context_data(**kwargs),
            "row": row_of(self.hours),
            "is_open": self.is_open,
            "is_sample": self.is_sample,
            "is_renewed": newest_of_term(self.certificate).replaced_at is not None,
        }


def is_sample_open(hours: ContinuingHours) -> bool:
    """Whether hours that count already are still to be looked at."""
    return hours.state == ProofState.ACCEPTED and hours.is_sampled and hours.audited_at is None


def said_lines(
    judgement: dict[str, Any], rules: Sequence[Requirement], outline: Outline
) -> list[dict[str, Any]]:
    """The parts of a kept verdict, and what the rules asked for that were kept with it, in the reader's language."""
    language = (get_language() or "en")[:2]

    def words(said: dict[str, Any]) -> str:
        return str(said.get(language) or said.get("en", ""))

    return [
        {
            "asks": rule.asks(outline),
            "text": words(part["text"]),
            "is_met": part["is_met"],
            "next_step": words(part["next_step"]),
            "parts": said_lines(part, rule.parts(), outline),
        }
        for part, rule in zip(judgement.get("parts", ()), rules, strict=False)
    ]


def _with(hours: ContinuingHours, certificate: Certificate) -> ContinuingHours:
    """The same entry, with the certificate (and its award's rules) at hand: no query for each row."""
    hours.certificate = certificate
    return hours

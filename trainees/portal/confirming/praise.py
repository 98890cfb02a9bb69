"""Recommendations, and what trainees had certified elsewhere: given and answered by those who teach."""

from typing import Any

from django import forms
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from courses.enums import CohortState
from courses.models import Cohort
from trainees.enums import HOLDS_A_SEAT, ProofState, Rating, Recommender
from trainees.models import Enrolment, ExternalCredential, Recommendation
from trainees.operations import credentials
from trainees.operations.facts import TEXT
from trainees.operations.recommendations import may_recommend_as, recommend
from trainees.queries.credentials import name_of, wanted_in
from trainees.queries.recommending import awards_with_recommendation
from trainees.queries.roster import everybody

from .forms import ProofForm
from .pages import Confirming
from .scope import credential_of, enrolment_of, found_or_404, programmes_taught, teaches

YES, NO = "yes", "no"
LATEST_COHORTS = 50
WAYS = {
    Recommender.FACILITATOR: gettext_lazy("Me, as a facilitator"),
    Recommender.COORDINATOR: gettext_lazy("Me, as a coordinator"),
    Recommender.SUPERVISOR: gettext_lazy("A practicum supervisor, who told me"),
}


class RecommendForm(forms.Form):
    """Yes or not yet; how practice shows; a note. Who says it, where there is a choice."""

    given_by = forms.ChoiceField(label=gettext_lazy("Who says it"), widget=forms.RadioSelect)
    recommends = forms.ChoiceField(widget=forms.RadioSelect)
    rating = forms.TypedChoiceField(
        label=gettext_lazy("How practice shows the values of peer support"),
        coerce=int,
        empty_value=None,
        required=False,
        widget=forms.RadioSelect,
        choices=[("", gettext_lazy("No rating")), *Rating.choices],
    )
    note = forms.CharField(
        label=gettext_lazy("Note"),
        max_length=TEXT,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("For those who decide about the award."),
    )

    def __init__(self, *args: Any, name: str, ways: list[Recommender], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        fields["recommends"].label = _("Do you recommend %(name)s for an award?") % {"name": name}
        fields["recommends"].choices = [(YES, _("Yes")), (NO, _("Not yet"))]
        fields["given_by"].choices = [(way.value, WAYS[way]) for way in ways]
        fields["given_by"].initial = ways[0].value if ways else None
        if len(ways) == 1:
            fields["given_by"].widget = forms.HiddenInput()


@login_required
@require_safe
def recommendations(request: HttpRequest) -> HttpResponse:
    """The cohorts in whose programmes somebody teaches, the latest first; 404 for those who teach nowhere."""
    found_or_404(teaches(request.user))
    cohorts = _cohorts(request.user).order_by("-starts_on", "pk")[:LATEST_COHORTS]
    return render(request, "portal/confirming/recommendations.html", {"cohorts": cohorts})


@login_required
@require_safe
def of_cohort(request: HttpRequest, cohort: int) -> HttpResponse:
    """Everybody in a cohort, with what was said of them; 404 outside of one's programmes."""
    found = get_object_or_404(_cohorts(request.user), pk=cohort)
    said: dict[int, list[Recommendation]] = {}
    standing = Recommendation.objects.standing().filter(enrolment__cohort=found)
    for one in standing.select_related("recorded_by").order_by("given_on", "pk"):
        said.setdefault(one.enrolment_id, []).append(one)
    people = everybody(found).filter(state__in=HOLDS_A_SEAT).exclude(person=request.user.pk)
    lines = [{"enrolment": one, "said": said.get(one.pk, [])} for one in people]
    return render(request, "portal/confirming/cohort_recommendations.html", {"cohort": found, "lines": lines})


def _cohorts(person: Any) -> Any:
    found = Cohort.objects.of_programmes(programmes_taught(person)).with_course()
    return found.exclude(state=CohortState.CANCELLED)


class Recommend(Confirming):
    """Say whether one recommends somebody."""

    form_class = RecommendForm
    template_name = "portal/confirming/recommend.html"
    button = gettext_lazy("Save it")
    done = gettext_lazy("It is saved. You can change it at any time.")

    def load(self, **kwargs: Any) -> None:
        """In scope; nobody finds themselves here."""
        self.enrolment = enrolment_of(self.request.user, kwargs["enrolment"])
        found_or_404(
            self.enrolment.state in HOLDS_A_SEAT and self.enrolment.person_id != self.request.user.pk
        )

    def get_form_kwargs(self) -> dict[str, Any]:
        """Whom it is about, and who may say it."""
        more = {
            "name": self.enrolment.person.chosen_name,
            "ways": may_recommend_as(self.request.user, self.enrolment.cohort.programme),
        }
        return {**super().get_form_kwargs(), **more}

    def operate(self, form: RecommendForm) -> Recommendation:
        """Keep it."""
        given = form.cleaned_data
        return recommend(
            enrolment=self.enrolment,
            given_by=Recommender(given["given_by"]),
            recommends=given["recommends"] == YES,
            rating=given["rating"],
            note=given["note"],
            by=self.request.user,
        )

    def leads_to(self) -> str:
        """Back to the cohort."""
        return reverse("portal:cohort_recommendations", args=[self.enrolment.cohort_id])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """What was said before."""
        standing = self.enrolment.recommendations.standing().select_related("recorded_by")
        return {
            "said": standing.order_by("given_on", "pk"),
            "awards": awards_with_recommendation(self.enrolment.cohort.edition),
            "back_url": self.leads_to(),
            **super().get_context_data(**kwargs),
        }


class AnswerCredential(Confirming):
    """Look at a certificate from elsewhere, and answer. Coordinators only; opening it is logged."""

    form_class = ProofForm
    template_name = "portal/confirming/credential.html"
    button = gettext_lazy("Send the answer")
    done = gettext_lazy("Your answer is on its way.")
    credential: ExternalCredential

    def load(self, **kwargs: Any) -> None:
        """In a programme that the person coordinates."""
        self.credential = credential_of(self.request.user, kwargs["pk"])
        self.enrolment: Enrolment = self.credential.enrolment

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Keep who read it."""
        credentials.log_reading(credential=self.credential, by=request.user)
        return super().get(request, *args, **kwargs)

    def operate(self, form: ProofForm) -> ExternalCredential:
        """One of the two answers."""
        facts = {
            "credential": self.credential,
            "answer": form.cleaned_data["answer"],
            "by": self.request.user,
        }
        if form.cleaned_data["decision"] == ProofState.ACCEPTED:
            return credentials.accept(**facts)
        return credentials.decline(**facts)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """What was sent."""
        waits = self.credential.state == ProofState.WAITING
        return {
            "sent": self.credential,
            "name": name_of(self.credential, wanted_in(self.enrolment.cohort.edition)),
            "can_answer": waits or self.request.method == "POST",
            **super().get_context_data(**kwargs),
        }

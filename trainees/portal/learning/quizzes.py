"""The page of a quiz: all its questions at once, no clock, saved as often as one likes."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from courses import local
from courses.enums import EvidenceKind
from courses.models import EvidenceItem
from trainees.models import Enrolment, QuizAttempt
from trainees.operations import quizzes
from trainees.queries.evidence import Tries, tries_at
from trainees.rules.quizzes import is_right, number_right

from .finding import DRAFT, UNPROCESSABLE, can_act, id_in, own_enrolment, own_item, page
from .forms import QuizForm, field_of, question_text, text_of


@dataclass(frozen=True, kw_only=True)
class Answered:
    """A question after the quiz: what was chosen, what is right, why."""

    text: str
    is_right: bool
    chosen: str
    right: str
    why: str


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def quiz(request: HttpRequest, cohort: int, item: int) -> HttpResponse:
    """Begin, answer, save, hand in; and how it went."""
    enrolment = own_enrolment(request, cohort)
    asked = own_item(enrolment, item, EvidenceKind.QUIZ)
    if request.method != "POST":
        return _page(request, enrolment, asked)
    if request.POST.get("action") == "begin":
        return _begin(request, enrolment, asked)
    return _answer(request, enrolment, asked)


def _begin(request: HttpRequest, enrolment: Enrolment, item: EvidenceItem) -> HttpResponse:
    try:
        quizzes.begin(enrolment=enrolment, item=item, by=request.user)
    except ValidationError as error:
        return _page(request, enrolment, item, refused=error.messages, status=UNPROCESSABLE)
    return redirect("portal:quiz", enrolment.cohort_id, item.pk)


def _answer(request: HttpRequest, enrolment: Enrolment, item: EvidenceItem) -> HttpResponse:
    """Keep the answers; hand them in where that was asked for and none is missing."""
    attempt = QuizAttempt.objects.filter(
        enrolment=enrolment, item=item, pk=id_in(request.POST.get("attempt", ""))
    ).first()
    if attempt is None:
        raise Http404
    attempt.enrolment = enrolment
    answers = {asked["id"]: request.POST.getlist(field_of(asked)) for asked in attempt.asked}
    is_last = request.POST.get("action") == "hand_in"
    form = QuizForm(request.POST, attempt=attempt)
    try:
        quizzes.save(attempt=attempt, answers=answers, by=request.user)
        if is_last and form.is_valid():
            quizzes.hand_in(attempt=attempt, answers=answers, by=request.user)
    except ValidationError as error:
        return _page(request, enrolment, item, form=form, refused=error.messages, status=UNPROCESSABLE)
    if is_last and form.errors:
        return _page(request, enrolment, item, form=form, status=UNPROCESSABLE)
    if DRAFT in request.headers:
        return HttpResponse(status=204)
    if is_last:
        return redirect("portal:quiz", enrolment.cohort_id, item.pk)
    messages.success(request, _("Your answers are saved. Go on whenever you like."))
    return redirect("portal:module", enrolment.cohort_id, item.module_id)


def _page(
    request: HttpRequest,
    enrolment: Enrolment,
    item: EvidenceItem,
    *,
    form: QuizForm | None = None,
    refused: list[str] | None = None,
    status: int = 200,
) -> HttpResponse:
    tries = tries_at(item, enrolment)
    attempt = tries.open if can_act(enrolment) else None
    if attempt is not None and form is None:
        initial = {f"q{name}": keys for name, keys in attempt.answers.items()}
        for asked in attempt.asked:
            if not asked["is_multiple"] and (keys := attempt.answers.get(asked["id"])):
                initial[field_of(asked)] = keys[0]
        form = QuizForm(initial=initial, attempt=attempt)
    waits = tries.next_at if tries.next_at and tries.next_at > timezone.now() else None
    tz = enrolment.cohort.programme.tz
    return page(
        request,
        "quiz",
        enrolment,
        status=status,
        item=item,
        tries=tries,
        attempt=attempt,
        form=form if attempt is not None else None,
        refused=refused,
        result=_result(tries),
        answered=_answered(tries.last) if tries.last and tries.shows_answers else None,
        waits=_("You can try again from %(moment)s on.") % {"moment": local.moment(waits, tz)}
        if waits and not tries.is_passed and tries.left != 0
        else "",
        may_begin=can_act(enrolment)
        and attempt is None
        and not tries.is_passed
        and tries.left != 0
        and waits is None,
        left=ngettext("%(left)d attempt left", "%(left)d attempts left", tries.left) % {"left": tries.left}
        if tries.left
        else "",
    )


def _result(tries: Tries) -> str:
    """How the last attempt went."""
    last = tries.last
    if last is None:
        return ""
    facts = {
        "right": number_right(last.asked, last.answers),
        "all": len(last.asked),
        "percent": last.percent,
        "needed": tries.pass_mark,
    }
    words = _("%(right)d of %(all)d answers were right: %(percent)d %%. You need %(needed)d %%.")
    return words % facts


def _answered(attempt: QuizAttempt) -> list[Answered]:
    return [_one(asked, attempt.answers.get(asked["id"], [])) for asked in attempt.asked]


def _one(asked: Mapping[str, Any], keys: list[str]) -> Answered:
    return Answered(
        text=question_text(asked),
        is_right=is_right(asked, keys),
        chosen="; ".join(text_of(choice) for choice in asked["choices"] if choice["key"] in keys),
        right="; ".join(text_of(choice) for choice in asked["choices"] if choice["is_right"]),
        why=question_text(asked, "why"),
    )

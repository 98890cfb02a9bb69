"""Enrolments across cohorts, and the page of one: how far, what was sent, what happened."""

from typing import Any

from django.urls import path, reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column, DateColumn, TitleColumn
from wagtail.log_actions import registry

from courses.backoffice.access import COORDINATORS, may
from courses.backoffice.history import details
from courses.backoffice.views import OfficeViewSet, ScopedList
from courses.enums import EvidenceKind
from courses.rules.asking import percent
from tasks.outbox.models import Message
from trainees.enums import ACTIVE, EnrolmentState
from trainees.models import Certificate, Completion, Enrolment, Recommendation
from trainees.queries.attendance import attendance_from
from trainees.queries.records import cohort_record
from trainees.queries.steps import progress_from
from trainees.rules import keys

from .attendance import make_up_lines, row_of
from .certificate_list import state_today
from .documents import documents_waiting
from .enrolling import Finish, OneEnrolment, Withdraw
from .facts import recommendation_words
from .make_ups import CancelMakeUp, ConfirmMakeUp, PlanMakeUp


class EnrolmentPage(OneEnrolment):
    """One person in one cohort."""

    template_name = "backoffice/enrolment.html"
    header_icon = "user"
    action = "view"

    def get_page_title(self) -> str:
        """The chosen name."""
        return str(self.enrolment.person.chosen_name)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The path as the trainee reads it; address, messages and history for coordinators."""
        context = super().get_context_data(**kwargs)
        enrolment = self.enrolment
        record = cohort_record(self.cohort, at=timezone.now(), enrolments=[enrolment])[0]
        coordinates = may(self.request.user, self.cohort.edition.course.programme_id, *COORDINATORS)
        context.update(
            enrolment=enrolment,
            person=enrolment.person,
            cohort=self.cohort,
            tz=self.cohort.programme.tz,
            progress=progress_from(record),
            completions=completions(enrolment),
            confirmed=confirmed(enrolment),
            coordinates=coordinates,
            sees_contact=coordinates and enrolment.state != EnrolmentState.UNDONE,
            can_change=coordinates and enrolment.state in ACTIVE,
        )
        found = attendance_from(record)
        row = row_of(found, enrolment)
        context.update(
            attendance=found.of(enrolment.pk).attended,
            allowances=row.worries,
            can_make_up=row.can_make_up,
            make_ups=make_up_lines(found, enrolment),
        )
        if coordinates:
            context["certificates"] = certificates_of(enrolment)
            context["documents"] = documents_waiting(self.request.user, enrolment)
            context["messages_sent"] = (
                Message.objects.listable().about(keys.about(enrolment)).order_by("-pk")[:50]
            )
            entries = (
                registry.get_logs_for_instance(enrolment).select_related("user").order_by("-timestamp", "-pk")
            )
            context["history"] = [{"entry": entry, "details": details(entry)} for entry in entries[:100]]
        return context


def certificates_of(enrolment: Enrolment) -> list[dict[str, Any]]:
    """Those that were not replaced, the latest first, with what is said of each today. One query."""
    found = Certificate.objects.filter(enrolment=enrolment, replaced_at=None).order_by("-pk")
    related = found.select_related("award__renewal", "award__edition__course__programme")
    latest = related.defer("content", "judgement")
    return [{"certificate": one, "state": state_today(one)} for one in latest]


def completions(enrolment: Enrolment) -> Any:
    """Every completion, voided ones too: a correction stays visible."""
    found = Completion.objects.filter(enrolment=enrolment).select_related(
        "module", "recorded_by", "voided_by"
    )
    return found.order_by("module__position", "recorded_at")


def confirmed(enrolment: Enrolment) -> list[dict[str, Any]]:
    """What people saw, signed off and marked, voided ones too, in the order of recording. Four queries."""
    named = ("item__module", "item__quiz", "item__agreement", "item__exam", "recorded_by")
    seen = enrolment.observations.select_related(*named)
    signed = enrolment.sign_offs.select_related(*named)
    marks = enrolment.exam_results.select_related("exam", "recorded_by")
    lines = [_line(one, one.item, EvidenceKind.PRACTICE.label, "void_observation") for one in seen]
    lines += [_line(one, one.item, EvidenceKind.SIGN_OFF.label, "void_sign_off") for one in signed]
    lines += [_line(one, one.exam, percent(one.mark), "correct_result") for one in marks]
    praise = enrolment.recommendations.select_related("recorded_by")
    word = capfirst(str(Recommendation._meta.verbose_name))
    lines += [_line(one, word, recommendation_words(one), "void_recommendation") for one in praise]
    return sorted(lines, key=lambda line: line["fact"].recorded_at)


def _line(fact: Any, what: Any, kind: Any, page: str) -> dict[str, Any]:
    return {"fact": fact, "what": what, "kind": kind, "url": reverse(f"roster:{page}", args=[fact.pk])}


class EnrolmentList(ScopedList):
    """People in the cohorts of one's programmes."""

    related = ("person", "cohort__edition__course__programme")


class EnrolmentViewSet(OfficeViewSet):
    """Enrolments are made in a cohort's workspace; here they are found."""

    model = Enrolment
    name = "enrolments"
    icon = "user"
    index_view_class = EnrolmentList
    unused = ("add", "edit", "delete", "usage", "history", "history_results")
    search_fields = ["person__chosen_name", "person__email"]
    search_backend_name = None
    list_filter = ["state"]
    ordering = "-enrolled_at"
    list_display = [
        TitleColumn(
            "person",
            label=_("Person"),
            sort_key="person__chosen_name",
            get_url=lambda enrolment: reverse("enrolments:read", args=[enrolment.pk]),
        ),
        Column("cohort", label=_("Cohort")),
        Column("get_state_display", label=_("State"), sort_key="state"),
        DateColumn("enrolled_at", label=_("Enrolled"), sort_key="enrolled_at"),
    ]

    def get_form_class(self, for_update: bool = False) -> None:
        """None: everything that changes an enrolment has its own page."""

    def get_urlpatterns(self) -> list[Any]:
        """With the page of one enrolment and what can be decided about it."""
        return [
            *super().get_urlpatterns(),
            path("<int:pk>/", EnrolmentPage.as_view(), name="read"),
            path("<int:pk>/leave/", Withdraw.as_view(), name="leave"),
            path("<int:pk>/finish/", Finish.as_view(), name="finish"),
            path("<int:pk>/make-up/", PlanMakeUp.as_view(), name="plan_make_up"),
            path("make-up/<int:pk>/cancel/", CancelMakeUp.as_view(), name="cancel_make_up"),
            path("make-up/<int:pk>/confirm/", ConfirmMakeUp.as_view(), name="confirm_make_up"),
        ]

"""What happened to a cohort and those in it, or to one certificate, in words."""

from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import CharField, Model, Q, QuerySet
from django.db.models.functions import Cast
from django.utils.translation import gettext_lazy as _
from wagtail.models import ModelLogEntry

from courses.backoffice.access import COORDINATORS
from courses.backoffice.history import CHOICES, HISTORY_COLUMNS
from courses.backoffice.workspace import WorkspaceListing, add_tab
from courses.models import Cohort
from trainees.enums import Evidence
from trainees.models import Certificate, Enrolment
from trainees.operations.certificates import REPLACE, REVOKE


def entries(cohort: Cohort) -> QuerySet[ModelLogEntry]:
    """The log entries of a cohort and of its enrolments, and what became of their certificates; latest first.

    That a certificate was issued is said with the proposal that was approved; what holders do with theirs is not
    the cohort's.
    """
    mine = Q(content_type=ContentType.objects.get_for_model(Cohort), object_id=str(cohort.pk))
    theirs = _about(Enrolment, cohort.enrolments.all())
    papers = _about(Certificate, Certificate.objects.filter(enrolment__cohort=cohort))
    return _latest(mine | theirs | (papers & Q(action__in=(REPLACE, REVOKE))))


def certificate_entries(certificate: Certificate) -> QuerySet[ModelLogEntry]:
    """The log entries of a certificate, and of others of the same person and award when they were replaced or revoked;
    latest first.
    """
    mine = _about(Certificate, Certificate.objects.filter(pk=certificate.pk))
    kin = Q(replaces=certificate) | Q(replaced_by=certificate)
    if certificate.enrolment_id:
        kin |= Q(enrolment=certificate.enrolment_id, award=certificate.award_id)
    theirs = _about(Certificate, Certificate.objects.filter(kin))
    return _latest(mine | (theirs & Q(action__in=(REPLACE, REVOKE))))


def _about(model: type[Model], records: QuerySet[Any]) -> Q:
    keys = records.order_by().annotate(key=Cast("pk", CharField())).values("key")
    return Q(content_type=ContentType.objects.get_for_model(model), object_id__in=keys)


def _latest(which: Q) -> QuerySet[ModelLogEntry]:
    found = ModelLogEntry.objects.filter(which).order_by("-timestamp", "-pk")
    return found.select_related("user__wagtail_userprofile", "content_type")


class HistoryPage(WorkspaceListing):
    """Who did what, when."""

    tab = "history"
    action = "change"
    model = ModelLogEntry
    columns = HISTORY_COLUMNS
    url_name = "roster:history"

    def get_base_queryset(self) -> Any:
        """Cohort and enrolments."""
        return entries(self.cohort)


add_tab("history", _("History"), "roster:history", order=60, kinds=COORDINATORS)
CHOICES["evidence"] = dict(Evidence.choices)

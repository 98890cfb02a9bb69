"""What happened to a cohort and those in it, or to one enrolment, in words."""

from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import CharField, Q, QuerySet
from django.db.models.functions import Cast
from django.utils.translation import gettext_lazy as _
from wagtail.models import ModelLogEntry

from courses.backoffice.access import COORDINATORS
from courses.backoffice.history import HISTORY_COLUMNS
from courses.backoffice.workspace import WorkspaceListing, add_tab
from courses.models import Cohort
from trainees.models import Enrolment


def entries(cohort: Cohort) -> QuerySet[ModelLogEntry]:
    """The log entries of a cohort and of its enrolments, latest first."""
    mine = Q(content_type=ContentType.objects.get_for_model(Cohort), object_id=str(cohort.pk))
    enrolments = cohort.enrolments.order_by().annotate(key=Cast("pk", CharField())).values("key")
    theirs = Q(content_type=ContentType.objects.get_for_model(Enrolment), object_id__in=enrolments)
    found = ModelLogEntry.objects.filter(mine | theirs).order_by("-timestamp", "-pk")
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

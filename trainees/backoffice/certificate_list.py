"""The list of certificates of one's programmes: filters, states of today, an export."""

from typing import Any

import django_filters
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.views.reports import ReportView

from courses import local
from courses.backoffice.access import COORDINATORS, is_administrator, programme_ids, seen_by
from courses.backoffice.pages import allow
from courses.models import Award, Cohort, Programme, Renewal
from trainees.enums import CertificateKind, CertificateState
from trainees.lists.export import neutralise
from trainees.models import Certificate
from trainees.models.certificates import STANDING
from trainees.queries.register import not_over
from trainees.rules.certificates import state_of

from .access import POLICIES

PROGRAMME = "award__edition__course__programme"
STATES = (
    ("valid", pgettext_lazy("a certificate", "Valid")),
    ("expired", pgettext_lazy("a certificate", "Expired")),
    ("revoked", pgettext_lazy("a certificate", "Revoked")),
    ("replaced", pgettext_lazy("a certificate", "Replaced by a newer one")),
)


def sees_certificates(person: Any) -> bool:
    """Whether there is a list of certificates for this person."""
    return is_administrator(person) or bool(programme_ids(person, *COORDINATORS))


def _mine(model: Any) -> Any:
    """What a filter offers: of one's own programmes."""

    def of(request: HttpRequest | None) -> Any:
        return model.objects.none() if request is None else seen_by(request.user, model)

    return of


class CertificateFilters(WagtailFilterSet):
    """By name or number, programme, award, cohort, what holds today, and day of issue."""

    q = django_filters.CharFilter(label=gettext_lazy("Name or number"), method="named")
    state = django_filters.ChoiceFilter(label=gettext_lazy("State"), choices=STATES, method="in_state")
    programme = django_filters.ModelChoiceFilter(
        label=gettext_lazy("Programme"), field_name=PROGRAMME, queryset=_mine(Programme)
    )
    award = django_filters.ModelChoiceFilter(label=gettext_lazy("Award"), queryset=_mine(Award))
    cohort = django_filters.ModelChoiceFilter(
        label=gettext_lazy("Cohort"), field_name="enrolment__cohort", queryset=_mine(Cohort)
    )
    kind = django_filters.ChoiceFilter(label=gettext_lazy("Why"), choices=CertificateKind.choices)
    issued_on = django_filters.DateFilter(label=gettext_lazy("Issued on or after"), lookup_expr="gte")

    class Meta:
        model = Certificate
        fields: list[str] = []

    def named(self, rows: QuerySet[Certificate], _name: str, typed: str) -> QuerySet[Certificate]:
        """The name on it, or its number."""
        return rows.filter(Q(name__icontains=typed) | Q(serial__icontains=typed))

    def in_state(self, rows: QuerySet[Certificate], _name: str, state: str) -> QuerySet[Certificate]:
        """What holds today, on each programme's calendar."""
        if state == "revoked":
            return rows.filter(revoked_at__isnull=False)
        if state == "replaced":
            return rows.filter(revoked_at__isnull=True, replaced_at__isnull=False)
        standing = rows.filter(STANDING)
        lasts = not_over(at=timezone.now())
        return standing.exclude(lasts) if state == "expired" else standing.filter(lasts)


class StateColumn(Column):
    """The state in words, with its sign."""

    cell_template_name = "backoffice/certificate_state.html"

    def get_value(self, instance: Certificate) -> Any:
        """As it is today."""
        return state_today(instance)


class DayColumn(Column):
    """A date in words; Wagtail's own column counts hours from its midnight."""

    def get_value(self, instance: Certificate) -> str:
        """Empty where there is none."""
        day = super().get_value(instance)
        return local.short_day(day) if day else ""


class EndColumn(DayColumn):
    """The last day of something that may have none."""

    def get_value(self, instance: Certificate) -> str:
        """Said, where there is none."""
        return super().get_value(instance) or _("No end")


def state_today(certificate: Certificate) -> CertificateState:
    """What is said of it today on its programme's calendar. The award and its renewal are at hand."""
    award = certificate.award
    renewal: Renewal | None = getattr(award, "renewal", None)
    tz = award.edition.course.programme.tz
    return state_of(certificate, renewal, on=timezone.now().astimezone(tz).date())


class CertificatesReport(ReportView):
    """Every certificate of one's programmes, the latest first."""

    page_title = gettext_lazy("Certificates")
    header_icon = "tick-inverse"
    model = Certificate
    filterset_class = CertificateFilters
    index_url_name = "certificates:index"
    index_results_url_name = "certificates:index_results"
    default_ordering = "-issued_at"
    is_searchable = False
    verbose_name_plural = gettext_lazy("certificates")
    export_filename = "certificates"
    list_export = (
        "serial",
        "name",
        "award",
        "programme",
        "state",
        "first_awarded_on",
        "issued_on",
        "expires_on",
    )
    export_headings = {  # as Wagtail reads it
        "serial": gettext_lazy("Number"),
        "programme": gettext_lazy("Programme"),
        "state": gettext_lazy("State"),
    }
    columns = (
        TitleColumn(
            "serial",
            label=gettext_lazy("Number"),
            sort_key="serial",
            get_url=lambda one: reverse("certificates:read", args=[one.pk]),
        ),
        Column("name", label=gettext_lazy("Name"), sort_key="name"),
        Column("award", label=gettext_lazy("Award")),
        Column("programme", label=gettext_lazy("Programme"), accessor="award.edition.course.programme"),
        StateColumn("state", label=gettext_lazy("State")),
        DayColumn("issued_on", label=gettext_lazy("Issued on"), sort_key="issued_on"),
        EndColumn("expires_on", label=gettext_lazy("Valid until"), sort_key="expires_on"),
    )

    def dispatch(self, request: Any, *args: Any, **kwargs: Any) -> Any:
        """For those who coordinate something."""
        allow(sees_certificates(request.user))
        return super().dispatch(request, *args, **kwargs)

    def get_base_queryset(self) -> Any:
        """In scope, without what the list does not show."""
        mine = POLICIES[Certificate].instances_user_has_permission_for(self.request.user, "view")
        return mine.select_related("award__renewal", PROGRAMME).defer("content", "judgement")

    def to_row_dict(self, item: Certificate) -> dict[str, Any]:
        """Texts as no spreadsheet runs them, dates as dates."""
        row = {
            "serial": item.serial,
            "name": neutralise(item.name),
            "award": neutralise(item.award.name),
            "programme": neutralise(item.award.edition.course.programme.name),
            "state": str(state_today(item).label),
            "first_awarded_on": item.first_awarded_on,
            "issued_on": item.issued_on,
            "expires_on": item.expires_on,
        }
        return {field: row[field] for field in self.list_export}

"""Certificates of one's programmes: the list, one with its lineage, revoking it, issuing it again, its PDF."""

from typing import Any

import django_filters
from django import forms
from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.views.reports import ReportView
from wagtail.admin.viewsets.base import ViewSet
from wagtail.log_actions import registry

from courses import local
from courses.backoffice.access import COORDINATORS, is_administrator, programme_ids, seen_by
from courses.backoffice.history import details
from courses.backoffice.pages import OfficePage, OperationPage, allow
from courses.backoffice.views import found
from courses.models import Award, Cohort, Programme, Renewal
from trainees.enums import CertificateKind, CertificateLanguage, CertificateState, Paper
from trainees.lists.export import neutralise
from trainees.models import Certificate
from trainees.operations import certificates
from trainees.operations.facts import TEXT
from trainees.queries.papers import certificate_pdf
from trainees.rules.certificates import grouped, state_of
from trainees.rules.verification import verification_address

from .access import POLICIES
from .verdicts import lines_kept

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
        """What holds today, on the server's calendar; each page says it on its programme's."""
        if state == "revoked":
            return rows.filter(revoked_at__isnull=False)
        if state == "replaced":
            return rows.filter(revoked_at__isnull=True, replaced_at__isnull=False)
        standing = rows.filter(revoked_at__isnull=True, replaced_at__isnull=True)
        is_over = Q(expires_on__lt=timezone.localdate())
        return standing.filter(is_over) if state == "expired" else standing.exclude(is_over)


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
        DayColumn("expires_on", label=gettext_lazy("Valid until"), sort_key="expires_on"),
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


class OneCertificate(OfficePage):
    """A page about one certificate, found in the scope of `action`."""

    action = "change"
    certificate: Certificate

    def load(self, **kwargs: Any) -> None:
        """In scope."""
        related = (
            "award__renewal",
            f"{PROGRAMME}__region",
            "enrolment__person",
            "enrolment__cohort",
            "replaces",
            "replaced_by",
            "issued_by",
            "revoked_by",
            "proposal__proposed_by",
        )
        self.certificate = found(self.request.user, Certificate, kwargs["pk"], self.action, related)

    def trail(self) -> list[tuple[str, Any]]:
        """Certificates, this one."""
        return [
            (reverse("certificates:index"), _("Certificates")),
            (reverse("certificates:read", args=[self.certificate.pk]), self.certificate.serial),
        ]


class CertificatePage(OneCertificate):
    """What is on it, what it was given on, what came before and after it."""

    template_name = "backoffice/certificate.html"
    header_icon = "tick-inverse"
    action = "view"

    def get_page_title(self) -> str:
        """The number."""
        return self.certificate.serial

    def trail(self) -> list[tuple[str, Any]]:
        """Certificates."""
        return super().trail()[:-1]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Facts, the verdict it was given on, its history."""
        context = super().get_context_data(**kwargs)
        one = self.certificate
        entries = registry.get_logs_for_instance(one).select_related("user").order_by("-timestamp", "-pk")
        context.update(
            certificate=one,
            programme=one.award.edition.course.programme,
            tz=one.award.edition.course.programme.tz,
            state=state_today(one),
            code=grouped(one.code),
            verify_url=verification_address(one),
            minutes=one.content.get("minutes", {}),
            lines=lines_kept(one.judgement),
            is_met=one.judgement.get("is_met", True),
            older=one.replaces,
            newer=getattr(one, "replaced_by", None),
            is_mine=one.person_id == self.request.user.pk,
            papers=[{"language": language, "paper": Paper.LETTER.value} for language in CertificateLanguage],
            history=[{"entry": entry, "details": details(entry)} for entry in entries[:50]],
        )
        return context


class ReasonForm(forms.Form):
    """Why it holds no more."""

    reason = forms.CharField(
        label=gettext_lazy("Why it is revoked"),
        max_length=TEXT,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("The holder reads it. Strangers read only that it was revoked."),
    )


class RevokeCertificate(OneCertificate, OperationPage):
    """For good: a revoked certificate is never revived."""

    template_name = "backoffice/revoke_certificate.html"
    form_class = ReasonForm
    page_title = gettext_lazy("Revoke the certificate")
    button = gettext_lazy("Revoke it")
    done = gettext_lazy("The certificate is revoked. The holder is told.")

    def operate(self, form: Any) -> Certificate:
        """Revoke it."""
        return certificates.revoke(certificate=self.certificate, by=self.request.user, **form.cleaned_data)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Which one."""
        return {"certificate": self.certificate, **super().get_context_data(**kwargs)}


class ReissueForm(forms.Form):
    """What is corrected."""

    name = forms.CharField(label=gettext_lazy("Name on the certificate"), max_length=200)
    language = forms.ChoiceField(label=gettext_lazy("Language"), choices=CertificateLanguage.choices)
    reason = forms.CharField(
        label=gettext_lazy("What is corrected"),
        max_length=TEXT,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("The holder reads it."),
    )


class ReissueCertificate(OneCertificate, OperationPage):
    """A corrected one takes its place."""

    template_name = "backoffice/reissue_certificate.html"
    form_class = ReissueForm
    page_title = gettext_lazy("Issue the certificate again")
    button = gettext_lazy("Issue it again")
    result: Certificate

    def get_initial(self) -> dict[str, Any]:
        """As it is."""
        return {"name": self.certificate.name, "language": self.certificate.language}

    def operate(self, form: Any) -> Certificate:
        """Issue it again."""
        return certificates.reissue(certificate=self.certificate, by=self.request.user, **form.cleaned_data)

    def get_done(self) -> str:
        """With the new number."""
        return _("A new certificate is issued: %(serial)s. The holder is told.") % {
            "serial": self.result.serial
        }

    def get_success_url(self) -> str:
        """To the new one."""
        return reverse("certificates:read", args=[self.result.pk])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Which one."""
        return {"certificate": self.certificate, **super().get_context_data(**kwargs)}


class CertificatePdf(OneCertificate):
    """The certificate as a file."""

    action = "view"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """In the language that is asked for, else its own."""
        language = request.GET.get("language", "")
        if language and language not in CertificateLanguage.values:
            raise Http404
        return pdf_answer(self.certificate, language=language)


def pdf_answer(certificate: Certificate, *, language: str = "", paper: str = "") -> HttpResponse:
    """A download that no cache keeps."""
    return HttpResponse(
        certificate_pdf(certificate, language=language, paper=paper),
        content_type="application/pdf",
        headers={
            "Content-Disposition": f'attachment; filename="{certificate.serial}.pdf"',
            "Cache-Control": "private, no-store",
        },
    )


class CertificateViewSet(ViewSet):
    """The list, a certificate, and what may be decided about it."""

    name = "certificates"
    add_to_admin_menu = True
    icon = "tick-inverse"
    menu_label = gettext_lazy("Certificates")
    menu_name = "certificates"
    menu_icon = "tick-inverse"

    @property
    def menu_item_class(self) -> type[Any]:
        """For those who coordinate something."""
        return type(
            "CertificatesMenuItem",
            (MenuItem,),
            {"is_shown": lambda _self, request: sees_certificates(request.user)},
        )

    def get_urlpatterns(self) -> list[Any]:
        """A GET only reads."""
        return [
            path("", CertificatesReport.as_view(), name="index"),
            path("results/", CertificatesReport.as_view(results_only=True), name="index_results"),
            path("<int:pk>/", CertificatePage.as_view(), name="read"),
            path("<int:pk>/pdf/", CertificatePdf.as_view(), name="pdf"),
            path("<int:pk>/revoke/", RevokeCertificate.as_view(), name="revoke"),
            path("<int:pk>/again/", ReissueCertificate.as_view(), name="reissue"),
        ]

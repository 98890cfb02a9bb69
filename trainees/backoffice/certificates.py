"""One certificate with its lineage, revoking it, issuing it again, its PDF."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.menu import MenuItem
from wagtail.admin.viewsets.base import ViewSet

from courses.backoffice.history import details
from courses.backoffice.pages import OfficePage, OperationPage
from courses.backoffice.views import found
from courses.downloads import private_pdf
from trainees.enums import CertificateLanguage
from trainees.models import Certificate
from trainees.operations import certificates, showing
from trainees.queries.papers import certificate_pdf
from trainees.rules.certificates import grouped
from trainees.rules.papers import hours_words
from trainees.rules.verification import verification_address

from .certificate_forms import ReasonForm, ReissueForm, WithholdForm
from .certificate_list import PROGRAMME, CertificatesReport, sees_certificates, state_today
from .history import certificate_entries
from .verdicts import lines_kept


class OneCertificate(OfficePage):
    """A page about one certificate, found in the scope of `action`."""

    action = "change"
    certificate: Certificate

    def load(self, **kwargs: Any) -> None:
        """In scope."""
        related = (
            "award__renewal",
            f"{PROGRAMME}__region",
            "person",
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

    def reads(self) -> str:
        """The language that the holder reads; "" where the account is gone."""
        person = self.certificate.person
        return person.language if person else ""


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
        context.update(
            certificate=one,
            programme=one.award.edition.course.programme,
            tz=one.award.edition.course.programme.tz,
            state=state_today(one),
            code=grouped(one.code),
            verify_url=verification_address(one),
            hours=hours_words(one.content.get("minutes")),
            lines=lines_kept(one.judgement),
            is_met=one.judgement.get("is_met", True),
            older=one.replaces,
            newer=getattr(one, "replaced_by", None),
            is_mine=one.person_id == self.request.user.pk,
            can_withhold=one.person_id is None and not one.hides_name,
            history=[{"entry": entry, "details": details(entry)} for entry in certificate_entries(one)[:50]],
        )
        return context


class RevokeCertificate(OneCertificate, OperationPage):
    """For good: a revoked certificate is never revived."""

    template_name = "backoffice/revoke_certificate.html"
    form_class = ReasonForm
    page_title = gettext_lazy("Revoke the certificate")
    button = gettext_lazy("Revoke it")
    done = gettext_lazy("The certificate is revoked. The holder is told.")

    def get_form_kwargs(self) -> dict[str, Any]:
        """With the language that the holder reads."""
        return {**super().get_form_kwargs(), "reads": self.reads()}

    def operate(self, form: Any) -> Certificate:
        """Revoke it."""
        return certificates.revoke(certificate=self.certificate, by=self.request.user, **form.cleaned_data)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Which one."""
        return {"certificate": self.certificate, **super().get_context_data(**kwargs)}


class ReissueCertificate(OneCertificate, OperationPage):
    """A corrected one takes its place."""

    template_name = "backoffice/reissue_certificate.html"
    form_class = ReissueForm
    page_title = gettext_lazy("Issue the certificate again")
    button = gettext_lazy("Issue it again")
    result: Certificate

    def get_form_kwargs(self) -> dict[str, Any]:
        """With the language that the holder reads."""
        return {**super().get_form_kwargs(), "reads": self.reads()}

    def get_initial(self) -> dict[str, Any]:
        """As the holder wishes it now."""
        one = self.certificate
        name, language = one.name, one.language
        if one.enrolment is not None:
            name, language = certificates.wanted(one.enrolment, otherwise=language)
        return {"name": name, "language": language}

    def operate(self, form: Any) -> Certificate:
        """Issue it again. What was left as it stood is no wish of this person's."""
        changed = {
            name: form.cleaned_data[name] for name in ("name", "language") if name in form.changed_data
        }
        reason = form.cleaned_data["reason"]
        return certificates.reissue(
            certificate=self.certificate, reason=reason, by=self.request.user, **changed
        )

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


class WithholdName(OneCertificate, OperationPage):
    """Hide the name of a holder whose account is gone; 404 where somebody is there to say so."""

    template_name = "backoffice/withhold_name.html"
    form_class = WithholdForm
    page_title = gettext_lazy("Hide the name")
    button = gettext_lazy("Hide the name")
    done = gettext_lazy("The name is hidden now. Who checks the certificate does not see it.")
    withholds = True

    def load(self, **kwargs: Any) -> None:
        """In scope, and nobody's own."""
        super().load(**kwargs)
        if self.certificate.person_id is not None:
            raise Http404

    def operate(self, form: Any) -> Certificate:
        """Hide it, or show it again."""
        return showing.withhold_name(
            certificate=self.certificate, withholds=self.withholds, by=self.request.user, **form.cleaned_data
        )

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Which one, and what is asked."""
        return {
            "certificate": self.certificate,
            "withholds": self.withholds,
            **super().get_context_data(**kwargs),
        }


class ReleaseName(WithholdName):
    """Show a name again that the office hid; 404 for one that it did not hide."""

    page_title = gettext_lazy("Show the name again")
    button = gettext_lazy("Show the name again")
    done = gettext_lazy("The name is shown now.")
    withholds = False

    def load(self, **kwargs: Any) -> None:
        """In scope, and hidden by the office, or shown again in the meantime."""
        super().load(**kwargs)
        if self.certificate.hides_name and not self.certificate.is_withheld:
            raise Http404


class CertificatePdf(OneCertificate):
    """The certificate as a file."""

    action = "view"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """In the language that is asked for, else its own."""
        language = request.GET.get("language", "")
        if language and language not in CertificateLanguage.values:
            raise Http404
        return private_pdf(certificate_pdf(self.certificate, language=language), name=self.certificate.serial)


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
            path("<int:pk>/hide-name/", WithholdName.as_view(), name="withhold_name"),
            path("<int:pk>/show-name/", ReleaseName.as_view(), name="release_name"),
            path("<int:pk>/again/", ReissueCertificate.as_view(), name="reissue"),
        ]

"""How somebody wants their certificates written: the name on them, and the language."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from courses.operations.checks import refuse
from trainees.enums import CertificateLanguage
from trainees.models import CertificateWish, Enrolment
from trainees.rules.names import clean_printed_name

from .facts import held

WISH = "trainees.certificate.wish"


@transaction.atomic
def wish(*, enrolment: Enrolment, by: Any, name: str = "", language: str = "") -> CertificateWish:
    """Keep how the certificates of an enrolment are to be written; an empty value is the person's own.

    For those that are issued from now on: what was issued does not change. The log says that it changed, not the name.
    Raises ValidationError keyed by field: name, language.
    """
    return keep(enrolment=held(enrolment.pk), name=name, language=language, by=by)


def keep(*, enrolment: Enrolment, name: str | None, language: str | None, by: Any) -> CertificateWish:
    """As `wish`, for an enrolment that is locked; None leaves a value as it is."""
    name, language = clean_wish(name, language)
    kept, _made = CertificateWish.objects.get_or_create(enrolment=enrolment)
    before = (kept.name, kept.language)
    kept.name = before[0] if name is None else name
    kept.language = before[1] if language is None else language
    if (kept.name, kept.language) != before:
        kept.save()
        changed = [
            field
            for field, old, new in zip(("name", "language"), before, (kept.name, kept.language), strict=True)
            if old != new
        ]
        log(instance=enrolment, action=WISH, user=by, data={"changed": changed})
    return kept


def clean_wish(name: str | None, language: str | None) -> tuple[str | None, str | None]:
    """Both as they are kept. Raises ValidationError keyed by field."""
    if name is not None:
        try:
            name = clean_printed_name(name)
        except ValidationError as error:
            raise ValidationError({"name": error}) from None
    if language and language not in CertificateLanguage.values:
        raise refuse("language", _("Choose one of these languages."), code="language")
    return name, language

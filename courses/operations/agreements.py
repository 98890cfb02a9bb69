"""Agreements: written, mended while nobody signed, then followed by a next version."""

from typing import Any

from django.core.exceptions import NON_FIELD_ERRORS
from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import log

from courses.models import Agreement, Programme

from .checks import assign, fresh, refuse, save
from .used import is_used

TEXTS = ("title_en", "title_fr", "text_en", "text_fr")


@transaction.atomic
def add_agreement(*, programme: Programme, code: str, by: Any, version: int = 1, **fields: Any) -> Agreement:
    """A new agreement of a programme. `fields` are those of TEXTS; all are needed. Another first `version` than 1 is
    that of a text that was signed elsewhere before.

    Raises ValidationError keyed by field; a short name that the programme uses already is one.
    """
    programme = fresh(programme)
    if Agreement.objects.filter(programme=programme, code=code).exists():
        raise refuse("code", _("Another agreement of this programme has this short name."), code="unique")
    agreement = Agreement(programme=programme, code=code, version=version)
    assign(agreement, fields, allowed=TEXTS)
    save(agreement)
    log(instance=agreement, action="courses.agreement.add", user=by)
    return agreement


@transaction.atomic
def change_agreement(*, agreement: Agreement, by: Any, **fields: Any) -> Agreement:
    """Change a version that nobody signed. Raises ValidationError for one that somebody did: make a new version."""
    agreement = fresh(agreement)
    changes = assign(agreement, fields, allowed=TEXTS)
    if not changes:
        return agreement
    if is_used(agreement):
        raise refuse(
            NON_FIELD_ERRORS,
            _("Somebody signed this version, so it stays as it is. Make a new version."),
            code="signed",
        )
    save(agreement)
    data = {"fields": sorted(changes)}
    log(instance=agreement, action="courses.agreement.change", user=by, data=data)
    return agreement


@transaction.atomic
def new_version(*, agreement: Agreement, by: Any) -> Agreement:
    """A copy of the newest version with the next number, free to change; modules ask for the newest from now on.

    A newest version that nobody signed is returned as it is: it can still be changed.
    """
    programme = fresh(agreement.programme)
    versions = Agreement.objects.filter(programme=programme, code=agreement.code)
    newest = versions.order_by("-version")[0]
    if not is_used(newest):
        return newest
    last: int = versions.aggregate(last=Max("version"))["last"]
    texts = {name: getattr(newest, name) for name in TEXTS}
    copy = save(Agreement(programme=programme, code=newest.code, version=last + 1, **texts))
    log(instance=copy, action="courses.agreement.version", user=by, data={"version": copy.version})
    return copy


@transaction.atomic
def follow_agreement(*, agreement: Agreement, version: int, by: Any, **fields: Any) -> Agreement:
    """A later version with texts of its own; `version` is higher than the newest one. Raises ValidationError."""
    programme = fresh(agreement.programme)
    last: int = Agreement.objects.filter(programme=programme, code=agreement.code).aggregate(
        last=Max("version")
    )["last"]
    if version <= last:
        raise refuse(
            "version", _("There is version %(version)d already.") % {"version": last}, code="version"
        )
    made = Agreement(programme=programme, code=agreement.code, version=version)
    assign(made, fields, allowed=TEXTS)
    save(made)
    log(instance=made, action="courses.agreement.version", user=by, data={"version": made.version})
    return made

"""Placement sites and their supervisors, kept by coordinators."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import log

from courses.models import Programme
from courses.operations.checks import assign, fresh, refuse, save
from tasks.outbox.addresses import normalise_address
from trainees.models import PlacementSite, Supervisor

from . import practicum_mail

SITE_FIELDS = (
    "name",
    "address",
    "areas_en",
    "areas_fr",
    "requirements_en",
    "requirements_fr",
    "needs_clearance",
    "capacity",
    "is_active",
)
SUPERVISOR_FIELDS = ("name", "email", "language", "is_active")


@transaction.atomic
def add_site(*, programme: Programme, by: Any, **fields: Any) -> PlacementSite:
    """Add a site to a programme. `fields` are those of SITE_FIELDS. Raises ValidationError keyed by field."""
    site = PlacementSite(programme=programme)
    assign(site, fields, allowed=SITE_FIELDS)
    _check_name(site)
    save(site)
    log(instance=site, action="trainees.site.add", user=by)
    return site


@transaction.atomic
def change_site(*, site: PlacementSite, by: Any, **fields: Any) -> PlacementSite:
    """Change a site. Those who are placed there stay. Raises ValidationError keyed by field: capacity below them."""
    site = fresh(site)
    changes = assign(site, fields, allowed=SITE_FIELDS)
    if not changes:
        return site
    if site.capacity < site.places_held:
        raise refuse(
            "capacity",
            _("%(count)d places are taken here.") % {"count": site.places_held},
            code="held",
        )
    _check_name(site)
    save(site)
    log(instance=site, action="trainees.site.change", user=by, data={"changes": changes})
    return site


@transaction.atomic
def add_supervisor(*, site: PlacementSite, by: Any, **fields: Any) -> Supervisor:
    """Add somebody who supervises at a site. `fields` are those of SUPERVISOR_FIELDS.

    The history names the site and nobody. Raises ValidationError keyed by field.
    """
    supervisor = Supervisor(site=fresh(site))
    assign(supervisor, _with_address(fields), allowed=SUPERVISOR_FIELDS)
    _check_address(supervisor)
    save(supervisor)
    data = {"supervisor": supervisor.pk}
    log(instance=supervisor.site, action="trainees.supervisor.add", user=by, data=data)
    return supervisor


@transaction.atomic
def change_supervisor(*, supervisor: Supervisor, by: Any, **fields: Any) -> Supervisor:
    """Change how a supervisor is reached, or that they supervise no more: then their links work no more either.

    Links that went to another address work no more; new ones go to the new one. The history says which fields were
    changed, never what they hold. Raises ValidationError keyed by field.
    """
    # Before the supervisor, as an answer through a link does: it holds the placement and then names the supervisor.
    list(supervisor.placements.order_by("pk").select_for_update(of=("self",)).values_list("pk"))
    supervisor = fresh(supervisor)
    changes = assign(supervisor, _with_address(fields), allowed=SUPERVISOR_FIELDS)
    if changes:
        _check_address(supervisor)
        save(supervisor)
        data = {"supervisor": supervisor.pk, "fields": sorted(changes)}
        log(instance=supervisor.site, action="trainees.supervisor.change", user=by, data=data)
    if "email" in changes:
        practicum_mail.follow_to_new_address(supervisor, by=by)
    return supervisor


def _with_address(fields: dict[str, Any]) -> dict[str, Any]:
    if "email" not in fields:
        return fields
    try:
        return fields | {"email": normalise_address(fields["email"])}
    except ValidationError as error:
        raise ValidationError({"email": error.messages}) from None


def _check_name(site: PlacementSite) -> None:
    """Said here, because the model's own check names no field."""
    others = PlacementSite.objects.filter(programme=site.programme_id, name=site.name).exclude(pk=site.pk)
    if others.exists():
        raise refuse("name", _("This programme has a site of this name already."), code="unique")


def _check_address(supervisor: Supervisor) -> None:
    others = Supervisor.objects.filter(site=supervisor.site_id, email=supervisor.email)
    if others.exclude(pk=supervisor.pk).exists():
        raise refuse("email", _("This site has a supervisor with this address."), code="unique")

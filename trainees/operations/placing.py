"""Placements: proposed, agreed by both, ended or cancelled. Locks: cohort, enrolment, site, placement, messages."""

import datetime as dt
from typing import Any

from django.core.exceptions import NON_FIELD_ERRORS
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import log

from courses.enums import CohortState, ModuleKind
from courses.models import Cohort, Module
from courses.operations.checks import fresh, refuse, save
from courses.operations.seats import locked
from trainees.enums import ACTIVE, PlacementState
from trainees.models import Enrolment, Placement, PlacementSite, Supervisor
from trainees.rules.matching import Seen, is_clear

from . import practicum_mail


@transaction.atomic
def propose(
    *,
    enrolment: Enrolment,
    module: Module,
    site: PlacementSite,
    supervisor: Supervisor,
    starts_on: dt.date,
    ends_on: dt.date,
    by: Any,
    counts_from: dt.date | None = None,
) -> Placement:
    """Propose a placement: it takes a place at the site, and trainee and supervisor are asked to agree.

    Raises ValidationError keyed by field: enrolment (ended), module (no practicum of the edition; has a placement
    already), site (another programme's, takes nobody, a conflict of interest, no clearance, full), supervisor (of
    another site), starts_on, ends_on, counts_from.
    """
    cohort = locked(enrolment.cohort_id)
    if cohort.state == CohortState.CANCELLED:
        raise refuse("enrolment", _("This cohort was cancelled."), code="cancelled")
    held = _locked_enrolment(enrolment, cohort)
    site = fresh(site)
    _check_module(held, module)
    _check_dates(starts_on, ends_on, counts_from)
    _check_site(held, site, on=starts_on)
    if supervisor.site_id != site.pk or not supervisor.is_active:
        raise refuse("supervisor", _("This person does not supervise at this site."), code="site")
    _take_place(site)
    placement = save(
        Placement(
            enrolment=held,
            module=module,
            site=site,
            supervisor=supervisor,
            starts_on=starts_on,
            ends_on=ends_on,
            counts_from=counts_from,
            proposed_by=by,
        )
    )
    log(instance=held, action="trainees.placement.propose", user=by, data=_data(placement))
    practicum_mail.owe_proposal(placement)
    return placement


@transaction.atomic
def agree_as_trainee(*, placement: Placement, by: Any) -> Placement:
    """The trainee agrees. Twice is once. Raises ValidationError for a placement that is over."""
    held = locked_placement(placement.pk)
    if held.trainee_agreed_at is None:
        _check_open(held)
        held.trainee_agreed_at, held.trainee_agreed_by = timezone.now(), by
        held.save(update_fields=["trainee_agreed_at", "trainee_agreed_by"])
        log(instance=held.enrolment, action="trainees.placement.agree", user=by, data=_data(held))
        _settle(held)
    return held


@transaction.atomic
def agree_as_supervisor(*, placement: Placement) -> Placement:
    """The supervisor agrees, through their link. Twice is once. Raises ValidationError for a placement that is over."""
    held = locked_placement(placement.pk)
    if held.supervisor_agreed_at is None:
        _check_open(held)
        held.supervisor_agreed_at, held.supervisor_agreed_by = timezone.now(), held.supervisor
        held.save(update_fields=["supervisor_agreed_at", "supervisor_agreed_by"])
        data = _data(held) | {"supervisor": held.supervisor_id}
        log(instance=held.enrolment, action="trainees.placement.agree", data=data)
        _settle(held)
    return held


@transaction.atomic
def end(*, placement: Placement, by: Any) -> Placement:
    """An agreed placement is over; its place is free. Hours and reports can still be confirmed and written.

    Ended twice, it changes nothing. Raises ValidationError for one that was never agreed.
    """
    held = _closing(placement)
    if held.state == PlacementState.ENDED:
        return held
    if held.state != PlacementState.AGREED:
        raise refuse(NON_FIELD_ERRORS, _("Only an agreed placement can end."), code="state")
    _close(held, PlacementState.ENDED)
    log(instance=held.enrolment, action="trainees.placement.end", user=by, data=_data(held))
    return held


@transaction.atomic
def cancel(*, placement: Placement, by: Any) -> Placement:
    """A placement comes to nothing before both agreed; its place is free, its links work no more, both are told.

    Cancelled twice, it changes nothing. Raises ValidationError for one that was agreed: it is ended.
    """
    held = _closing(placement)
    if held.state == PlacementState.CANCELLED:
        return held
    if held.state != PlacementState.PROPOSED:
        raise refuse(NON_FIELD_ERRORS, _("Both have agreed: end this placement instead."), code="state")
    _cancel(held, by=by)
    practicum_mail.owe_cancellation(held)
    return held


@transaction.atomic
def set_counts_from(*, placement: Placement, counts_from: dt.date | None, by: Any) -> Placement:
    """Say from which date on hours count, such as that of an approval; None: all of them.

    Nothing logged changes; the totals do. Raises ValidationError keyed "counts_from" for a date after its end.
    """
    held = locked_placement(placement.pk)
    _check_dates(held.starts_on, held.ends_on, counts_from)
    if held.counts_from != counts_from:
        changes = {"counts_from": [str(held.counts_from), str(counts_from)]}
        held.counts_from = counts_from
        held.save(update_fields=["counts_from"])
        data = _data(held) | {"changes": changes}
        log(instance=held.enrolment, action="trainees.placement.counts_from", user=by, data=data)
    return held


def release_all(*, enrolment: Enrolment, by: Any) -> None:
    """Close every open placement of somebody who leaves. Called with cohort and enrolment locked."""
    for placement in enrolment.placements.holding_a_place().order_by("site_id", "pk"):
        held = _with_site(placement)
        if held.state == PlacementState.AGREED:
            _close(held, PlacementState.ENDED)
            log(instance=enrolment, action="trainees.placement.end", user=by, data=_data(held))
        else:
            _cancel(held, by=by)


def release_cohort(*, cohort: Cohort, by: Any) -> None:
    """Close every open placement of a cohort that is called off (courses.operations.cohorts.when_cancelled)."""
    open_now = Placement.objects.holding_a_place().filter(enrolment__cohort=cohort).order_by()
    # All sites first, in one order: else two cohorts that are called off at once could wait for each other.
    sites = PlacementSite.objects.filter(pk__in=open_now.values("site")).order_by("pk")
    list(sites.select_for_update().values_list("pk"))
    people = Enrolment.objects.filter(placements__in=open_now)
    for enrolment in people.distinct().order_by("pk"):
        release_all(enrolment=enrolment, by=by)


def locked_placement(pk: int) -> Placement:
    """The placement with everything a page names, its own row locked to the end of the transaction."""
    placement: Placement = Placement.objects.with_names().select_for_update(of=("self",)).get(pk=pk)
    return placement


def _locked_enrolment(enrolment: Enrolment, cohort: Cohort) -> Enrolment:
    held: Enrolment = (
        Enrolment.objects.select_for_update(of=("self",)).select_related("person").get(pk=enrolment.pk)
    )
    held.cohort = cohort
    if held.state not in ACTIVE:
        raise refuse("enrolment", _("The enrolment has ended."), code="ended")
    return held


def _check_module(enrolment: Enrolment, module: Module) -> None:
    if module.edition_id != enrolment.cohort.edition_id or module.kind != ModuleKind.PRACTICUM:
        raise refuse("module", _("This is no practicum of this cohort's edition."), code="edition")
    if enrolment.placements.holding_a_place().filter(module=module).exists():
        raise refuse("module", _("They have a placement already. End it first."), code="open")


def _check_dates(starts_on: dt.date, ends_on: dt.date, counts_from: dt.date | None) -> None:
    if ends_on < starts_on:
        raise refuse("ends_on", _("It cannot end before it starts."), code="order")
    if counts_from is not None and counts_from > ends_on:
        raise refuse("counts_from", _("This date lies after the end of the placement."), code="order")


def _check_site(enrolment: Enrolment, site: PlacementSite, *, on: dt.date) -> None:
    """Refuse at the field what rules the site out; the site is locked."""
    programme = enrolment.cohort.programme
    if site.programme_id != programme.pk or not site.is_active:
        raise refuse("site", _("This site takes nobody of this programme now."), code="programme")
    if enrolment.conflicts.filter(site=site).exists():
        raise refuse("site", _("This site is out for this trainee."), code="conflict")
    if site.needs_clearance:
        today = timezone.now().astimezone(programme.tz).date()
        seen = [
            Seen(kind=kind, result=result, expires_on=expires)
            for kind, result, expires in enrolment.clearances.order_by("recorded_at", "pk").values_list(
                "kind", "result", "expires_on"
            )
        ]
        if not is_clear(seen, on=max(on, today)):
            raise refuse(
                "site",
                _("This site needs a criminal record check that is clear and good on the first day."),
                code="clearance",
            )
    if site.places_left < 1:
        raise refuse("site", _("This site is full."), code="full")


def _check_open(placement: Placement) -> None:
    if not placement.is_open:
        raise refuse(NON_FIELD_ERRORS, _("This placement is over."), code="state")


def _settle(placement: Placement) -> None:
    """Once both have agreed, it is agreed, and the trainee is told."""
    if placement.trainee_agreed_at is None or placement.supervisor_agreed_at is None:
        return
    placement.state = PlacementState.AGREED
    placement.save(update_fields=["state"])
    practicum_mail.owe_agreement(placement)


def _closing(placement: Placement) -> Placement:
    """The placement, locked after cohort, enrolment and site."""
    enrolment = Enrolment.objects.get(pk=placement.enrolment_id)
    locked(enrolment.cohort_id)
    Enrolment.objects.select_for_update(of=("self",)).get(pk=enrolment.pk)
    return _with_site(placement)


def _with_site(placement: Placement) -> Placement:
    PlacementSite.objects.select_for_update().get(pk=placement.site_id)
    return locked_placement(placement.pk)


def _cancel(held: Placement, *, by: Any) -> None:
    _close(held, PlacementState.CANCELLED)
    held.links.filter(revoked_at__isnull=True).update(revoked_at=timezone.now())
    log(instance=held.enrolment, action="trainees.placement.cancel", user=by, data=_data(held))


def _close(held: Placement, state: PlacementState) -> None:
    held.state, held.closed_at = state, timezone.now()
    held.save(update_fields=["state", "closed_at"])
    PlacementSite.objects.filter(pk=held.site_id).update(places_held=F("places_held") - 1)


def _take_place(site: PlacementSite) -> None:
    # Relative to what the database holds, so that a caller who forgot the lock meets the CHECK, never overwrites.
    PlacementSite.objects.filter(pk=site.pk).update(places_held=F("places_held") + 1)
    site.places_held += 1


def _data(placement: Placement) -> dict[str, Any]:
    return {"placement": placement.pk, "site": placement.site.name}

"""Before a placement: where somebody would like to practise, where they cannot, and what they are cleared for."""

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import log

from courses.operations.checks import refuse, save
from courses.operations.seats import locked
from trainees.enums import ACTIVE
from trainees.models import Clearance, ConflictOfInterest, Enrolment, PlacementSite, Wish

MOST_WISHES = 3


@transaction.atomic
def set_wishes(
    *, enrolment: Enrolment, wishes: Sequence[PlacementSite], conflicts: Iterable[PlacementSite], by: Any
) -> None:
    """Say where somebody would like to practise, the dearest first, and where they cannot. No reason is asked.

    What was said before is replaced. Said again unchanged, it changes nothing. Raises ValidationError keyed by field:
    wishes (twice the same, too many, out of the programme), conflicts (also a wish), enrolment (ended).
    """
    held = _active(enrolment)
    out = {site.pk: site for site in conflicts}
    _check_wishes(wishes, out)
    offered = set(
        PlacementSite.objects.offered_in(held.cohort.programme).order_by().values_list("pk", flat=True)
    )
    for field, sites in (("wishes", wishes), ("conflicts", out.values())):
        if any(site.pk not in offered for site in sites):
            raise refuse(field, _("Choose from the list."), code="choice")
    ranked = [(site.pk, rank) for rank, site in enumerate(wishes, start=1)]
    said = list(held.wishes.order_by("rank").values_list("site_id", "rank"))
    ruled_out = set(held.conflicts.filter(site__in=offered).values_list("site_id", flat=True))
    if said == ranked and ruled_out == set(out):
        return
    held.wishes.all().delete()
    Wish.objects.bulk_create(Wish(enrolment=held, site_id=site, rank=rank) for site, rank in ranked)
    held.conflicts.filter(site__in=ruled_out - set(out)).delete()
    ConflictOfInterest.objects.bulk_create(
        ConflictOfInterest(enrolment=held, site_id=site) for site in sorted(set(out) - ruled_out)
    )
    data = {"wishes": len(ranked), "out": len(out)}
    log(instance=held, action="trainees.wishes.set", user=by, data=data)


@transaction.atomic
def record_clearance(
    *, enrolment: Enrolment, kind: str, result: str, dated_on: dt.date, expires_on: dt.date, by: Any
) -> Clearance:
    """Record that a coordinator saw a clearance. Nothing else of it is kept, and no document.

    Raises ValidationError keyed by field: kind, result, dated_on (to come), expires_on (not after its date), enrolment.
    """
    held = _active(enrolment)
    today = timezone.now().astimezone(held.cohort.programme.tz).date()
    if dated_on > today:
        raise refuse("dated_on", _("This date is still to come."), code="future")
    if expires_on <= dated_on:
        raise refuse("expires_on", _("It must be good for at least a day."), code="order")
    clearance = save(
        Clearance(
            enrolment=held,
            kind=kind,
            result=result,
            dated_on=dated_on,
            expires_on=expires_on,
            recorded_by=by,
        )
    )
    # Without result and dates: the history is read by more people, and for longer, than the clearance is.
    log(instance=held, action="trainees.clearance.record", user=by, data={"kind": kind})
    return clearance


def _active(enrolment: Enrolment) -> Enrolment:
    """The enrolment, locked after its cohort; ValidationError when it has ended."""
    cohort = locked(enrolment.cohort_id)
    held: Enrolment = Enrolment.objects.select_for_update(of=("self",)).get(pk=enrolment.pk)
    held.cohort = cohort
    if held.state not in ACTIVE:
        raise refuse("enrolment", _("The enrolment has ended."), code="ended")
    return held


def _check_wishes(wishes: Sequence[PlacementSite], out: dict[int, PlacementSite]) -> None:
    if len({site.pk for site in wishes}) != len(wishes):
        raise refuse("wishes", _("You chose the same site twice."), code="twice")
    if len(wishes) > MOST_WISHES:
        raise refuse("wishes", _("At most %(most)d wishes.") % {"most": MOST_WISHES}, code="many")
    if both := [site.name for site in wishes if site.pk in out]:
        raise refuse(
            "conflicts",
            _("You also wished for this site: %(sites)s.") % {"sites": ", ".join(both)},
            code="both",
        )

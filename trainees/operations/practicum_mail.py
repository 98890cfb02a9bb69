"""What trainees and supervisors are written about a practicum. Each function is called inside the act that owes it."""

from typing import Any

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from tasks.outbox.content import render_mail, slot
from tasks.outbox.drafts import Draft
from tasks.outbox.enums import HAS_LEFT, State
from tasks.outbox.models import Content, Message
from tasks.outbox.operations import cancel_many, queue
from trainees.enums import LinkPurpose
from trainees.models import HoursEntry, Placement, Supervisor, SupervisorLink
from trainees.rules import keys

from . import kinds, links
from .mail import draft_for, frame

KIND_OF = {
    LinkPurpose.AGREE: kinds.SUPERVISOR_AGREE,
    LinkPurpose.HOURS: kinds.SUPERVISOR_HOURS,
    LinkPurpose.REPORT: kinds.SUPERVISOR_REPORT,
}
MAY_HAVE_READ = (*HAS_LEFT, State.SENDING, State.UNCERTAIN)


class _OwedAlreadyError(Exception):
    """Undoes the link that was made for a message that is owed already."""


def owe_proposal(placement: Placement) -> None:
    """Ask trainee and supervisor to agree to a new placement."""
    _owe_trainee(placement, kinds.PLACEMENT_PROPOSED, keys.proposal(placement))
    owe_supervisor(placement, LinkPurpose.AGREE, dedup_key=keys.proposal(placement, to_supervisor=True))


def owe_agreement(placement: Placement) -> None:
    """Tell the trainee that both have agreed, and where hours are logged."""
    _owe_trainee(placement, kinds.PLACEMENT_AGREED, f"placement_agreed:{placement.pk}")


def owe_cancellation(placement: Placement) -> None:
    """Tell those who may have read of a placement that it will not take place; what still waits is not sent."""
    asked = [keys.proposal(placement), keys.proposal(placement, to_supervisor=True)]
    messages = Message.objects.filter(dedup_key__in=asked)
    cancel_many(messages=messages, reason=str(_("The placement was cancelled.")))
    read = set(messages.filter(state__in=MAY_HAVE_READ).values_list("dedup_key", flat=True))
    if asked[0] in read:
        _owe_trainee(placement, kinds.PLACEMENT_CANCELLED, f"placement_cancelled:{placement.pk}")
    if asked[1] in read:
        queue(
            _to_supervisor(
                placement,
                kind=kinds.SUPERVISOR_CANCELLED,
                dedup_key=f"placement_cancelled:{placement.pk}:supervisor",
            )
        )


def owe_query(placement: Placement, entry: HoursEntry) -> None:
    """Tell the trainee that the supervisor has a question; of several within the hour once."""
    hour = timezone.now().strftime("%Y%m%d%H")
    _owe_trainee(placement, kinds.HOURS_QUERIED, f"hours_queried:{placement.pk}:{hour}")


def owe_report(placement: Placement, number: int, dedup_key: str) -> bool:
    """Tell the trainee that a report is due. False when that was owed before."""
    return _owe_trainee(placement, kinds.REPORT_DUE, dedup_key, number=number)


def owe_supervisor(
    placement: Placement, purpose: LinkPurpose, *, dedup_key: str = "", number: int | None = None
) -> bool:
    """Owe the supervisor a mail with a new link. False when `dedup_key` is known: then no link is made either."""
    try:
        with transaction.atomic():
            link, token = links.make(placement=placement, purpose=purpose, report_number=number)
            url = _url(token, placement.supervisor.language)
            draft = _to_supervisor(
                placement,
                kind=KIND_OF[purpose],
                dedup_key=dedup_key or f"supervisor_link:{link.pk}",
                link=link,
                url=url,
            )
            if queue(draft) is None:
                raise _OwedAlreadyError
    except _OwedAlreadyError:
        return False
    return True


@transaction.atomic
def renew(*, link: SupervisorLink) -> None:
    """Send a new link to the address on file, in place of one whose time is over.

    Nothing is said about whether that was done: not for a placement that is over, and a few times a day at most.
    """
    placement: Placement = (
        Placement.objects.with_names().select_for_update(of=("self",)).get(pk=link.placement_id)
    )
    link.placement = placement
    if links.may_renew(link):
        owe_supervisor(placement, LinkPurpose(link.purpose), number=link.report_number)


@transaction.atomic
def send_link(*, placement: Placement, purpose: LinkPurpose, by: Any, number: int | None = None) -> None:
    """A coordinator has a new link sent to the supervisor's address, at once."""
    held: Placement = Placement.objects.with_names().select_for_update(of=("self",)).get(pk=placement.pk)
    owe_supervisor(held, purpose, number=number)
    data = {"placement": held.pk, "purpose": purpose.value}
    log(instance=held.enrolment, action="trainees.placement.send_link", user=by, data=data)


def follow_to_new_address(supervisor: Supervisor, *, by: Any) -> None:
    """The address of a supervisor was changed: links that went to the old one work no more, and for each that was still
    good a new one is owed to the new address. What is done by then is not sent (kinds.while_link_works).

    Called with the supervisor's placements locked.
    """
    good = SupervisorLink.objects.filter(
        placement__supervisor=supervisor, revoked_at__isnull=True, expires_at__gt=timezone.now()
    )
    wanted = sorted(set(good.values_list("placement_id", "purpose", "report_number").order_by()), key=str)
    placements = Placement.objects.with_names().in_bulk({pk for pk, *_more in wanted})
    for placement in placements.values():
        links.revoke(placement=placement, by=by)
    for pk, purpose, number in wanted:
        owe_supervisor(placements[pk], LinkPurpose(purpose), number=number)


def _owe_trainee(placement: Placement, kind: str, dedup_key: str, **more: Any) -> bool:
    enrolment = placement.enrolment
    language = enrolment.person.language
    with translation.override(language):
        url = _absolute(reverse("portal:practicum_of", args=[enrolment.cohort_id]))
    context = frame(enrolment.cohort, language) | {"site": slot("site"), "url": slot("url"), **more}
    draft = draft_for(
        enrolment,
        cohort=enrolment.cohort,
        kind=kind,
        dedup_key=dedup_key,
        content=render_mail(kind, language, context),
        fields={"site": placement.site.name, "url": url},
    )
    return queue(draft) is not None


def _to_supervisor(
    placement: Placement, *, kind: str, dedup_key: str, link: SupervisorLink | None = None, url: str = ""
) -> Draft:
    """A mail to the supervisor, in their language. The token stands in a field, never in the shared content."""
    supervisor, cohort = placement.supervisor, placement.enrolment.cohort
    fields = {
        "name": supervisor.name,
        "trainee": placement.enrolment.person.chosen_name,
        "site": placement.site.name,
        "url": url,
    }
    return Draft(
        kind=kind,
        dedup_key=dedup_key,
        address=supervisor.email,
        language=supervisor.language,
        content=_content(placement, kind),
        fields=fields,
        about=keys.about_link(link) if link else keys.about(placement.enrolment),
        topic=keys.topic(cohort),
        scope=keys.scope(cohort),
        not_after=link.expires_at if link else None,
    )


def _content(placement: Placement, kind: str) -> Content:
    language = placement.supervisor.language
    context = frame(placement.enrolment.cohort, language)
    with translation.override(language):
        context["why"] = _("You get this because you supervise somebody at %(site)s.") % {
            "site": slot("site")
        }
    names = ("trainee", "site", "url")
    return render_mail(kind, language, context | {name: slot(name) for name in names})


def _url(token: str, language: str) -> str:
    with translation.override(language):
        return _absolute(reverse("supervisor:page", args=[token]))


def _absolute(path: str) -> str:
    return settings.WAGTAILADMIN_BASE_URL.rstrip("/") + path

"""What the holder of a certificate lets others see: the name to those who verify it, and a line in the register.

Only the holder says so, and can say otherwise at any time. Where the account is gone nobody could any more: then the
office may hide the name, with a reason, and show again what it hid itself. The certificate itself does not change.
"""

from typing import Any

from django.core.exceptions import NON_FIELD_ERRORS
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import log

from courses.operations.checks import fresh, refuse
from trainees.enums import STILL_VALID
from trainees.models import Certificate
from trainees.rules.certificates import state_of

from .facts import check_length


@transaction.atomic
def hide_name(*, certificate: Certificate, hides: bool, by: Any) -> Certificate:
    """Hide the name from those who verify the certificate, or show it again. Said twice, it is said once.

    Who hides it leaves the register in the same moment; who shows it again does not come back by that. It can be said
    of one that was revoked or replaced too: those can still be verified. Raises ValidationError for who does not hold
    it.
    """
    held = _own(certificate, by)
    if held.hides_name == hides:
        return held
    leaves = hides and held.is_listed
    held.hides_name = hides
    held.is_listed = held.is_listed and not hides
    held.save(update_fields=["hides_name", "is_listed"])
    act = "hide_name" if hides else "show_name"
    data = {"serial": held.serial, **({"left_register": True} if leaves else {})}
    log(instance=held, action=f"trainees.certificate.{act}", user=by, data=data)
    return held


@transaction.atomic
def list_publicly(*, certificate: Certificate, is_listed: bool, by: Any) -> Certificate:
    """Put the certificate into the public register, or take it off. Said twice, it is said once.

    Raises ValidationError for who does not hold it, for one that is not valid today (code "over"), and while its name
    is hidden (code "hidden"). It can always be taken off.
    """
    held = _own(certificate, by)
    if held.is_listed == is_listed:
        return held
    if is_listed:
        _check_can_be_listed(held)
    held.is_listed = is_listed
    held.save(update_fields=["is_listed"])
    act = "list" if is_listed else "unlist"
    log(instance=held, action=f"trainees.certificate.{act}", user=by, data={"serial": held.serial})
    return held


@transaction.atomic
def withhold_name(*, certificate: Certificate, withholds: bool, reason: str, by: Any) -> Certificate:
    """The office hides the name of a holder whose account is gone, or shows again a name that the office hid.

    Said twice, it is said once. The reason is kept in the log. Raises ValidationError keyed by field: reason; for a
    certificate whose holder can say so (code "holder"), and for a name that the holder hid (code "hidden").
    """
    reason = reason.strip()
    if not reason:
        raise refuse("reason", _("Say why. It is kept in the history."), code="required")
    check_length("reason", reason)
    held = fresh(certificate)
    if held.person_id is not None:
        raise refuse(NON_FIELD_ERRORS, _("The holder decides about this name."), code="holder")
    if held.is_withheld == withholds:
        return held
    if held.hides_name and not held.is_withheld:
        raise refuse(NON_FIELD_ERRORS, _("The holder hid this name. It stays hidden."), code="hidden")
    held.hides_name = held.is_withheld = withholds
    held.is_listed = held.is_listed and not withholds
    held.save(update_fields=["hides_name", "is_withheld", "is_listed"])
    act = "withhold_name" if withholds else "release_name"
    data = {"serial": held.serial, "reason": reason}
    log(instance=held, action=f"trainees.certificate.{act}", user=by, data=data)
    return held


def _own(certificate: Certificate, by: Any) -> Certificate:
    """The certificate as it is now, locked; ValidationError for whoever does not hold it."""
    held = fresh(certificate)
    if held.person_id is None or held.person_id != getattr(by, "pk", None):
        raise refuse(NON_FIELD_ERRORS, _("This is not your certificate."), code="other")
    return held


def _check_can_be_listed(held: Certificate) -> None:
    today = timezone.now().astimezone(held.award.edition.course.programme.tz).date()
    if state_of(held, None, on=today) not in STILL_VALID:
        raise refuse(
            NON_FIELD_ERRORS, _("Only certificates that are valid stand in the register."), code="over"
        )
    if held.hides_name:
        raise refuse(
            NON_FIELD_ERRORS, _("Show your name first: the register is a list of names."), code="hidden"
        )

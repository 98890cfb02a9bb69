"""The kinds of messages about renewals, and what makes one not owed any more."""

from collections.abc import Sequence

from django.utils.translation import gettext_lazy as _

from tasks.outbox.kinds import Kind, register
from tasks.outbox.models import Message
from trainees.models import Certificate, RemindersOff, RenewalFiling
from trainees.queries.renewals import COUNTS_AS_FILED
from trainees.rules import keys

RENEWAL_REMINDER = "renewal_reminder"
LEARNING_ANSWERED = "learning_answered"
RENEWAL_DECLINED = "renewal_declined"


def while_held(messages: Sequence[Message]) -> dict[int, str]:
    """Not owed any more: to somebody whose account is gone. One query."""
    ids = {message.pk: keys.certificate_id(message.about) for message in messages}
    found = Certificate.objects.filter(pk__in=set(ids.values()), person__isnull=False)
    held = set(found.values_list("pk", flat=True))
    return {pk: str(_("The account was removed.")) for pk, one in ids.items() if one not in held}


def while_to_renew(messages: Sequence[Message]) -> dict[int, str]:
    """Not owed any more: about a certificate that was revoked, replaced or asked for meanwhile, or to somebody who does
    not want reminders. Four queries.
    """
    reasons = while_held(messages)
    ids = {message.pk: keys.certificate_id(message.about) for message in messages}
    found = set(ids.values())
    people = dict(Certificate.objects.standing().filter(pk__in=found).values_list("pk", "person"))
    filed = set(
        RenewalFiling.objects.filter(certificate__in=found, state__in=COUNTS_AS_FILED).values_list(
            "certificate", flat=True
        )
    )
    off = set(RemindersOff.objects.filter(person__in=people.values()).values_list("person", flat=True))
    for pk, one in ids.items():
        if one not in people:
            reasons.setdefault(pk, str(_("This certificate does not hold any more.")))
        elif one in filed:
            reasons.setdefault(pk, str(_("They have asked for it already.")))
        elif people[one] in off:
            reasons.setdefault(pk, str(_("They do not want reminders.")))
    return reasons


def register_kinds() -> None:
    """Tell the outbox of them."""
    register(Kind(name=RENEWAL_REMINDER, label=_("Reminder of a renewal"), still_owed=while_to_renew))
    register(
        Kind(name=LEARNING_ANSWERED, label=_("Answer about continuing education"), still_owed=while_held)
    )
    register(Kind(name=RENEWAL_DECLINED, label=_("Answer about a renewal"), still_owed=while_held))

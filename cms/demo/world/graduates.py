"""An earlier cohort of the family course: its certificates end soon, so that there is something to renew."""

import datetime as dt
import uuid
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from django.utils import timezone

from cms.accounts.models import Person
from courses.models import Agreement, Award, Edition
from tasks.outbox.enums import State
from tasks.outbox.models import Message
from trainees.models import Certificate, Enrolment
from trainees.operations import awarding
from trainees.operations.certificates import reissue, revoke
from trainees.operations.continuing import log_hours
from trainees.operations.renewing import file_renewal, sign_again
from trainees.operations.showing import hide_name, list_publicly
from trainees.rules import keys

from .cohorts import earlier

NADIA, THEO = "Nadia", "Théo"
PRIYA, OMAR, IRIS, LUC = "Priya", "Omar", "Iris", "Luc"
"""In the register; corrected, and in the register; revoked; with a hidden name."""
WHO = ((NADIA, "en"), (THEO, "fr"), (PRIYA, "en"), (OMAR, "en"), (IRIS, "en"), (LUC, "fr"))
WEEKS_LEFT = 8
"""Until the certificates end: the window to renew them is open."""
TERM = 24
ON_PAPER = "The records of this cohort are on paper, in the office."
CORRECTED = "The name was to be written with its initial."
REVOKED = "It was given to the wrong person."
Entry = tuple[str, str, str, int, int]
"""Kind and source (codes of the renewal in `curriculum`), title, hours, weeks ago."""
SAMPLED = ("general", "webinar", "Talking with teenagers", 3, 30)
COUNTED = ("law_and_ethics", "webinar", "Privacy in families", 2, 20)
WAITING = ("general", "course", "Grief in families", 4, 2)
ENOUGH = (
    ("general", "webinar", "Écouter les proches", 9, 40),
    ("law_and_ethics", "webinar", "La vie privée dans les familles", 3, 12),
)


def build(*, proposer: Person, approver: Person) -> None:
    """Nadia has logged hours: some count, one of these is a sample, some wait. Théo has all and has asked to renew."""
    edition = Edition.objects.select_related("course__programme__region").get(
        course__slug="family-peer-support-worker"
    )
    tz = edition.course.programme.tz
    today = timezone.now().astimezone(tz).date()
    issued = dt.datetime.combine(_years_before(today + WEEKS_LEFT * dt.timedelta(weeks=1)), dt.time(10), tz)
    with _clock_at(issued):
        enrolled = earlier(edition, ends=issued.date(), who=WHO, by=approver)
        nadia, theo = (_give(one, proposer=proposer, approver=approver) for one in enrolled[:2])
        _build_completed(enrolled[2:], proposer=proposer, approver=approver)
    list_publicly(certificate=nadia, is_listed=True, by=nadia.person)
    _log(nadia, SAMPLED, today, is_sampled=True)
    _log(nadia, COUNTED, today)
    _log(nadia, WAITING, today)
    for entry in ENOUGH:
        _log(theo, entry, today)
    agreement = Agreement.objects.filter(programme=edition.course.programme, code="confidentiality").latest(
        "version"
    )
    sign_again(certificate=theo, agreement=agreement, by=theo.person, signed_as=THEO, language="fr")
    file_renewal(certificate=theo, by=theo.person)


def _build_completed(enrolled: Sequence[Enrolment], *, proposer: Person, approver: Person) -> None:
    """Certificates of completion, which have no end: something of each kind to check at /verify/."""
    priya, omar, iris, luc = (
        _give(one, code="completion", proposer=proposer, approver=approver) for one in enrolled
    )
    list_publicly(certificate=priya, is_listed=True, by=priya.person)
    corrected = reissue(certificate=omar, name="Omar K.", reason=CORRECTED, by=approver)
    list_publicly(certificate=corrected, is_listed=True, by=corrected.person)
    revoke(certificate=iris, reason=REVOKED, by=approver)
    hide_name(certificate=luc, hides=True, by=luc.person)
    _mark_sent(corrected, iris)


def _mark_sent(*certificates: Certificate) -> None:
    """Their mails went out on the day they are about."""
    now = timezone.now()
    Message.objects.filter(about__in=[keys.about_certificate(one) for one in certificates]).update(
        state=State.SENT, attempts=1, created_at=now, next_attempt_at=now, sent_at=now
    )


def _years_before(day: dt.date) -> dt.date:
    """The day two years, a term, earlier."""
    return day.replace(year=day.year - TERM // 12, day=min(day.day, 28))


def _give(
    enrolment: Enrolment, *, proposer: Person, approver: Person, code: str = "certified"
) -> Certificate:
    """The certificate and its mail, both of that day."""
    award = Award.objects.get(edition=enrolment.cohort.edition_id, code=code)
    proposed = awarding.propose(enrolment=enrolment, award=award, by=proposer, override_reason=ON_PAPER)
    made = awarding.approve(proposal=proposed, by=approver)
    _mark_sent(made)
    return made


def _log(certificate: Certificate, entry: Entry, today: dt.date, *, is_sampled: bool = False) -> None:
    category, source, title, hours, weeks = entry
    log_hours(
        certificate=certificate,
        by=certificate.person,
        token=uuid.uuid4(),
        category=category,
        source=source,
        title=title,
        worked_on=today - weeks * dt.timedelta(weeks=1),
        minutes=hours * 60,
        chance=lambda: 0.0 if is_sampled else 0.99,
    )


@contextmanager
def _clock_at(instant: dt.datetime) -> Iterator[None]:
    """Operations read the time from Django's clock: they find themselves on that day. The demo is loaded by one
    process with one thread, before anybody can see it.
    """
    kept = timezone.now
    timezone.now = lambda: instant.astimezone(dt.UTC)
    try:
        yield
    finally:
        timezone.now = kept

"""Owing the site's people a mail about a barrier."""

import hashlib
import uuid

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext, override
from django.utils.translation import gettext_lazy as _

from cms.models import SiteSettings
from tasks.outbox.content import render_mail, slot
from tasks.outbox.drafts import Draft
from tasks.outbox.kinds import Kind, register
from tasks.outbox.models import Message
from tasks.outbox.operations import queue

REPORT = "barrier_report"


@transaction.atomic
def report(*, what: str, page: str, address: str, language: str, token: uuid.UUID) -> Message | None:
    """Owe the site's contact address one mail; None where this `token` has reported the same already.

    `what` is said in the person's own words and `language`; `page` and `address` may be empty. The words stand in the
    mail's text only, never in a header. Raises ValidationError where they hold what no mail can carry.
    """
    # Whoever goes back to the form, writes something else and sends it again has made another report.
    said = hashlib.sha256(f"{what}\0{page}\0{address}".encode(errors="surrogatepass")).hexdigest()
    in_mail = settings.LANGUAGE_CODE
    with override(in_mail):
        fields = {
            "what": what,
            "page": page or gettext("not said"),
            "address": address or gettext("no answer wanted"),
            "language": str(dict(settings.LANGUAGES).get(language, language)),
        }
    return queue(
        Draft(
            kind=REPORT,
            dedup_key=f"barrier:{token}:{said}:email",
            address=SiteSettings.current().contact_email,
            language=in_mail,
            content=render_mail(REPORT, in_mail, {name: slot(name) for name in fields}),
            fields=fields,
        )
    )


def register_kinds() -> None:
    """Called once, when the application starts."""
    register(Kind(name=REPORT, label=_("Report of a barrier")))

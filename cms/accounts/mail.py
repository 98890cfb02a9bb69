"""Mails about signing in, owed to the outbox."""

import uuid
from collections.abc import Mapping

from django.utils import timezone

from cms.accounts.kinds import ACCOUNT_NOTICE, CODE_LIFE, CODE_MAILS, NOTICES, UNKNOWN_ACCOUNT
from cms.accounts.models import Person
from tasks.outbox.content import render_mail, slot
from tasks.outbox.drafts import Draft
from tasks.outbox.models import Content, Message
from tasks.outbox.operations import queue


def owe_code(*, mail: str, address: str, person: Person | None, language: str, code: str) -> Message | None:
    """Owe a code. `mail` is allauth's name for it, a key of CODE_MAILS; the code is only in the row's own fields.

    A message that is not sent while the code is good is dropped: it could only mislead.
    """
    words = CODE_MAILS[mail]
    content = render_mail(
        "code", language, {"subject": words.subject, "purpose": words.purpose, "code": slot("code")}
    )
    return _owe(words.kind, address, person, language, content, {"code": code})


def owe_unknown(*, address: str, language: str) -> Message | None:
    """Tell who mistook the address, with as much work as for a known one."""
    return _owe(UNKNOWN_ACCOUNT, address, None, language, render_mail(UNKNOWN_ACCOUNT, language, {}), {})


def owe_notice(*, mail: str, address: str, person: Person) -> Message | None:
    """Tell a person what changed in their account. `mail` is allauth's name for it, a key of NOTICES."""
    context = {"name": slot("name"), "what": NOTICES[mail]}
    content = render_mail(ACCOUNT_NOTICE, person.language, context)
    return _owe(ACCOUNT_NOTICE, address, person, person.language, content, {"name": person.chosen_name})


def _owe(
    kind: str, address: str, person: Person | None, language: str, content: Content, fields: Mapping[str, str]
) -> Message | None:
    return queue(
        Draft(
            kind=kind,
            dedup_key=f"{kind}:{uuid.uuid4().hex}",  # each request is a new one
            address=address,
            language=language,
            content=content,
            fields=fields,
            about=f"person:{person.pk}" if person else "",
            not_after=None if kind == ACCOUNT_NOTICE else timezone.now() + CODE_LIFE,
        )
    )

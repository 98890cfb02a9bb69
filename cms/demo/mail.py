"""Reads the mails that the demo's mail server kept in its Maildir."""

import mailbox
from dataclasses import dataclass
from datetime import datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from email.utils import parsedate_to_datetime
from pathlib import Path


@dataclass(frozen=True)
class Mail:
    """One mail as a reader sees it; `key` names it in addresses."""

    key: str
    to: str
    subject: str
    sent_at: datetime | None
    text: str
    html: str


def _part(message: EmailMessage, kind: str) -> str:
    part = message.get_body(preferencelist=(kind,))
    return str(part.get_content()) if part else ""


def _read(key: str, raw: bytes) -> Mail:
    message = message_from_bytes(raw, policy=policy.default)
    date = message["Date"]
    return Mail(
        key=key,
        to=str(message["X-RcptTo"] or message["To"] or ""),
        subject=str(message["Subject"] or ""),
        sent_at=parsedate_to_datetime(str(date)) if date else None,
        text=_part(message, "plain"),
        html=_part(message, "html"),
    )


def newest(folder: Path, *, to: str = "", at_most: int = 100) -> list[Mail]:
    """The newest mails, newest first; only those to an address that has `to` in it, when given."""
    if not folder.exists():
        return []
    files = [file for name in ("new", "cur") for file in (folder / name).glob("*")]
    files.sort(key=lambda file: (file.stat().st_mtime_ns, file.name), reverse=True)
    found: list[Mail] = []
    for file in files:
        mail = _read(file.name, file.read_bytes())
        if to.lower() in mail.to.lower():
            found.append(mail)
        if len(found) == at_most:
            break
    return found


def one(folder: Path, key: str) -> Mail | None:
    """The mail of that key, or None. A key is looked up in the Maildir, never joined to a path."""
    if not folder.exists():
        return None
    box = mailbox.Maildir(folder, create=False)
    try:
        return _read(key, box.get_bytes(key))
    except KeyError:
        return None

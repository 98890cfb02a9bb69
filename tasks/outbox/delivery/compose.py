"""Mails as bytes. A content is encoded once; each message only fills in its own few parts.

RFC 5322 headers, RFC 2045 quoted-printable in both parts (so every line is short ASCII, whatever the text, and no
extension of SMTP is needed), RFC 2046 multipart/alternative and, around files, multipart/mixed, RFC 8058 one-click
unsubscribing. Lines that begin with a dot are doubled already, as RFC 5321, 4.5.2 wants them on the wire.
"""

import base64
import binascii
import html
import secrets
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from email.header import Header
from email.utils import formataddr, formatdate, parseaddr
from functools import lru_cache

from tasks.outbox.checks import check_header
from tasks.outbox.content import SLOT
from tasks.outbox.kinds import Attachment
from tasks.outbox.models import Content

from .claim import Owed

SOFT_BREAK = b"=\r\n"
LONGEST_LINE = 76
# "=" and "_" together never occur in quoted-printable and base64, so no text and no file can contain a boundary.
BOUNDARY = b"=_" + secrets.token_hex(12).encode()
OUTER_BOUNDARY = b"=_" + secrets.token_hex(12).encode()
LANGUAGE_TAGS = {"en": "en-CA", "fr": "fr-CA"}


def quoted(text: str) -> bytes:
    """Quoted-printable, lines of at most 76 characters ended by CRLF, dots doubled at the start of lines."""
    unix = text.replace("\r\n", "\n").replace("\r", "\n").encode()
    encoded = binascii.b2a_qp(unix, istext=True).replace(b"\n", b"\r\n").replace(b"\r\n.", b"\r\n..")
    return b"." + encoded if encoded.startswith(b".") else encoded


def broken_off(piece: bytes) -> bytes:
    """The piece with a soft line break after it, and one more where that would make its last line too long."""
    last = piece[piece.rfind(b"\n") + 1 :]
    if len(last) < LONGEST_LINE:
        return piece + SOFT_BREAK
    cut = len(piece) - 3
    while b"=" in piece[cut - 2 : cut]:  # never within =XX
        cut -= 1
    rest = piece[cut:]
    return piece[:cut] + SOFT_BREAK + (b"." if rest.startswith(b".") else b"") + rest + SOFT_BREAK


@dataclass(frozen=True, slots=True)
class Part:
    """One encoded text, cut at its slots: pieces[0] slot names[0] pieces[1] …"""

    pieces: list[bytes]
    names: list[str]
    is_html: bool

    @classmethod
    def of(cls, text: str, *, is_html: bool) -> "Part":
        """Every piece starts on a line of its own: a soft line break, which a reader never sees, goes between."""
        cut = SLOT.split(text)
        pieces = [quoted(piece) for piece in cut[::2]]
        joined = [broken_off(piece) for piece in pieces[:-1]] + pieces[-1:]
        return cls(pieces=joined, names=cut[1::2], is_html=is_html)

    def fill(self, fields: Mapping[str, str]) -> bytes:
        """The bytes for one person."""
        out = [self.pieces[0]]
        for name, piece in zip(self.names, self.pieces[1:], strict=True):
            value = fields[name]
            out += (broken_off(quoted(html.escape(value) if self.is_html else value)), piece)
        return b"".join(out)


def header(name: str, value: str) -> bytes:
    """One header line, folded, as an encoded word where it is not ASCII. Raises ValidationError for line breaks."""
    check_header(name, value)
    # What only looks like an encoded word must be read as it was written.
    is_plain = value.isascii() and "=?" not in value
    folded = Header(value, "us-ascii" if is_plain else "utf-8", header_name=name).encode(linesep="\r\n")
    return f"{name}: {folded}\r\n".encode()


def wire_address(address: str) -> str:
    """The address in ASCII: an international domain in its xn-- form."""
    local, _, domain = address.rpartition("@")
    return address if address.isascii() else f"{local}@{domain.encode('idna').decode()}"


class Sender:
    """Who mails come from: `DEFAULT_FROM_EMAIL` with or without a name."""

    def __init__(self, value: str) -> None:
        name, self.address = parseaddr(value)
        self.address = wire_address(self.address)
        shown = name if name.isascii() else Header(name, "utf-8").encode()
        check_header("From", shown)
        self.line = f"From: {formataddr((shown, self.address))}\r\n".encode()


class Mail:
    """A content made ready for one sender."""

    def __init__(self, content: Content, sender: Sender) -> None:
        language = LANGUAGE_TAGS.get(content.language, content.language)
        self.head = b"".join(
            (
                sender.line,
                header("Subject", content.subject),
                header("Content-Language", language),
                b"Auto-Submitted: auto-generated\r\nMIME-Version: 1.0\r\n",
            )
        )
        self.parts = [(_part_head("plain"), Part.of(content.text, is_html=False))]
        if content.html:
            self.parts.append((_part_head("html"), Part.of(content.html, is_html=True)))

    def compose(self, message: Owed, attached: Sequence[Attachment] = ()) -> bytes:
        """The whole mail with dots doubled, up to and without the line that ends it; ends with CRLF.

        Raises KeyError when a field is missing, ValidationError when something would break a header, ValueError for
        an attachment whose name or type no header can carry.
        """
        parts = [(head, part.fill(message.fields)) for head, part in self.parts]
        (head, text), *others = parts
        body = [head, text, b"\r\n"]
        if others:
            between = b"--%s\r\n" % BOUNDARY
            body = [
                b'Content-Type: multipart/alternative;\r\n boundary="%s"\r\n\r\n' % BOUNDARY,
                between,
                *body,
            ]
            for head, text in others:
                body += (between, head, text, b"\r\n")
            body.append(b"--%s--\r\n" % BOUNDARY)
        if attached:
            body = _with_files(body, attached)
        return b"".join((self.head, _own_headers(message), *body))


def _part_head(subtype: str) -> bytes:
    lines = f'Content-Type: text/{subtype}; charset="utf-8"\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n'
    return lines.encode()


def _with_files(body: list[bytes], attached: Sequence[Attachment]) -> list[bytes]:
    """RFC 2046 multipart/mixed: the text first, then each file in base64, whose lines never begin with a dot."""
    between = b"--%s\r\n" % OUTER_BOUNDARY
    parts = [
        b'Content-Type: multipart/mixed;\r\n boundary="%s"\r\n\r\n' % OUTER_BOUNDARY,
        between,
        *body,
    ]
    for one in attached:
        head = (
            f'Content-Type: {_plain(one.content_type)}; name="{_plain(one.name)}"\r\n'
            f"Content-Transfer-Encoding: base64\r\n"
            f'Content-Disposition: attachment; filename="{_plain(one.name)}"\r\n\r\n'
        )
        encoded = base64.encodebytes(one.data).replace(b"\n", b"\r\n")
        parts += (between, head.encode("ascii"), encoded)
    return [*parts, b"--%s--\r\n" % OUTER_BOUNDARY]


def _plain(word: str) -> str:
    if not word.isascii() or not word.isprintable() or '"' in word or "\\" in word:
        raise ValueError(f"{word!r} cannot stand in a header.")
    return word


def _own_headers(message: Owed) -> bytes:
    to, message_id, url = wire_address(message.address), message.message_id, message.unsubscribe_url
    for name, value in (("To", to), ("Message-ID", message_id), ("List-Unsubscribe", url)):
        if not value.isprintable():
            check_header(name, value)
    lines = f"To: {to}\r\nMessage-ID: <{message_id}>\r\nDate: {_date(int(time.time()))}\r\n"
    if url:
        lines += f"List-Unsubscribe: <{url}>\r\nList-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n"
    return lines.encode()


@lru_cache(maxsize=2)
def _date(seconds: int) -> str:
    # -0000 would say that the zone is not known: RFC 5322, 3.3.
    return formatdate(seconds).replace("-0000", "+0000")

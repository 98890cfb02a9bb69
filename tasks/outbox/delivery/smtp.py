"""One SMTP connection that always knows what it has sent.

smtplib opens it (greeting, EHLO, STARTTLS, AUTH). Mails then go over its socket with one round trip each where the
server offers PIPELINING: RFC 2920, 3.1 allows the end of one mail and the envelope of the next in one go.
"""

import re
import select
import smtplib
import socket
import ssl
import time
from collections.abc import Callable
from dataclasses import dataclass

from django.conf import settings
from django.core.mail.utils import DNS_NAME

from .outcomes import ACCEPTED, Outcome, Result

DEFAULT_TIMEOUT = 20.0
AUTHENTICATION = frozenset({530, 534, 535, 538})  # RFC 4954, 4 and 6
TLS_RECORD = 16_384  # bytes; what TLS sends at once
GOODBYE = 421  # RFC 5321, 3.8
LONGEST_REPLY = 64_000
# Enhanced status codes (RFC 3463) that do not blame the mailbox: x.2.2 full, x.3 system, x.4 network, x.7 policy.
OTHER_FAULT = re.compile(r"5\.(2\.2|3\.|4\.|5\.|7\.)")


class ServerUnavailableError(Exception):
    """Nothing can be sent now: no connection, no greeting, or we are refused. No message is to blame."""


class DroppedError(Exception):
    """The connection ended. `after_body`: the mail may have arrived."""

    def __init__(self, *, after_body: bool, reply: str = "") -> None:
        super().__init__(reply or "The mail server closed the connection.")
        self.after_body = after_body


@dataclass(frozen=True, slots=True)
class Letter:
    """One mail for one address, dots doubled, ready for the wire."""

    pk: int
    address: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Reply:
    """What the server said: its code and its words on one line."""

    code: int
    text: str

    def __str__(self) -> str:
        return f"{self.code} {self.text}"


class Connection:
    """Sends letters one after the other. Not usable after DroppedError or ServerUnavailableError."""

    def __init__(self, *, sender: str) -> None:
        """Connect as Django's EMAIL_* settings say. Raises ServerUnavailableError, with the reason in words."""
        self.timeout = float(settings.EMAIL_TIMEOUT or DEFAULT_TIMEOUT)
        self.sender = sender
        self.is_usable = True
        self.accepted = 0
        self._announced: Letter | None = None  # its envelope is on its way, the answers to it are not read
        self._reset_first = False
        self._unread = b""
        try:
            self._smtp = _open(self.timeout)
        except (OSError, smtplib.SMTPException) as error:
            raise ServerUnavailableError(_in_words(error)) from error
        if self._smtp.sock is None:
            raise ServerUnavailableError("The connection was closed.")
        self._socket = self._smtp.sock
        self._poll = select.poll()
        self._poll.register(self._socket, select.POLLIN)
        self._pipelining = self._smtp.has_extn("pipelining")

    def longest_wait(self) -> float:
        """Seconds that one letter may take before it is given up: the envelope, then the answer to its last dot."""
        return self.timeout * 4

    def deliver(self, letter: Letter, following: Letter | None, begin: Callable[[int], None]) -> Outcome:
        """Send one letter. `begin(pk)` is called right before it could have arrived; what it raises passes through.

        `following` is the letter that will be given next: its envelope may go with this one. Where another one is
        given, its body must not follow that envelope: DroppedError, before anything is sent.
        Raises DroppedError, and ServerUnavailableError where the server refuses us rather than the letter.
        """
        if self._announced not in (None, letter):
            self.is_usable = False
            raise DroppedError(after_body=False, reply="Another letter was announced to the mail server.")
        refusal = self._address(letter)
        if refusal is not None:
            return refusal
        if self._poll.poll(0):  # it speaks before we sent anything: goodbye, or it is gone
            self.is_usable = False
            raise DroppedError(after_body=False)
        self.is_usable = False  # if `begin` raises, the server goes on waiting for this letter's body
        begin(letter.pk)
        self.is_usable = True
        body = letter.data + b".\r\n"
        self._announced = following if self._pipelining else None
        more = b"".join(self._commands(self._announced)) if self._announced is not None else b""
        self._write(body + more, certain=len(body))
        reply = self._read(until=time.monotonic() + self.timeout * 3, after_body=True)
        outcome = _of_body(reply)
        self.accepted += outcome is ACCEPTED
        return outcome

    def close(self) -> None:
        """Say goodbye where that makes sense; never waits long, never raises."""
        try:
            if self.is_usable and self._announced is None:
                self._socket.settimeout(1)
                self._smtp.quit()
        except (OSError, smtplib.SMTPException):
            pass
        finally:
            self._smtp.close()

    def _commands(self, letter: Letter) -> list[bytes]:
        commands = [
            b"MAIL FROM:<%s>\r\n" % self.sender.encode(),
            b"RCPT TO:<%s>\r\n" % letter.address.encode(),
            b"DATA\r\n",
        ]
        return [b"RSET\r\n", *commands] if self._reset_first else commands

    def _address(self, letter: Letter) -> Outcome | None:
        """Get the server's leave to send the body; or what its refusal means for this letter."""
        commands = self._commands(letter)
        if self._pipelining and self._announced is None:
            self._write(b"".join(commands))
        self._announced = None
        refused: tuple[bytes, Reply] | None = None
        until = time.monotonic() + self.timeout
        for command in commands:
            if not self._pipelining:
                self._write(command)
            reply = self._read(until=until, after_body=False)
            if reply.code == GOODBYE:
                raise DroppedError(after_body=False, reply=str(reply))
            is_fine = reply.code == 354 if command == b"DATA\r\n" else reply.code // 100 == 2
            if refused is None and not is_fine:
                refused = (command[:4], reply)
                if not self._pipelining:
                    break
            elif refused is not None and is_fine and command == b"DATA\r\n":
                self.is_usable = False  # it wants a body for nobody: a new connection is simpler than none
        self._reset_first = refused is not None
        return _of_command(*refused) if refused else None

    def _write(self, data: bytes, *, certain: int = 0) -> None:
        """Hand everything to the system. Once the first `certain` bytes are handed over, a mail may arrive.

        A plain socket takes bytes or refuses them; one with TLS may fail after a part of them is on its way.
        """
        sent = begun = 0
        try:
            while sent < len(data):
                part = data[sent : sent + TLS_RECORD]
                begun = sent + len(part)
                sent += self._socket.send(part)
        except OSError as error:
            handed_over = begun if isinstance(self._socket, ssl.SSLSocket) else sent
            raise DroppedError(
                after_body=bool(certain) and handed_over >= certain, reply=_in_words(error)
            ) from error

    def _read(self, *, until: float, after_body: bool) -> Reply:
        """The next reply, of one or more lines. `until` is a monotonic time."""
        words: list[str] = []
        while True:
            line, found, rest = self._unread.partition(b"\n")
            if found:
                self._unread = rest
                text = line.decode("utf-8", "replace").rstrip("\r")
                words.append(text[4:])
                if text[3:4] != "-":
                    return _reply(text[:3], words, after_body=after_body)
                continue
            if time.monotonic() > until or len(self._unread) > LONGEST_REPLY:
                raise DroppedError(after_body=after_body, reply="The mail server did not answer in time.")
            try:
                received = self._socket.recv(8192)
            except OSError as error:
                # A server that takes its time over the last dot is given the whole of it.
                if isinstance(error, TimeoutError) and time.monotonic() < until:
                    continue
                raise DroppedError(after_body=after_body, reply=_in_words(error)) from error
            if not received:
                raise DroppedError(after_body=after_body)
            self._unread += received


def _open(timeout: float) -> smtplib.SMTP:
    """A greeted, where configured encrypted and authenticated, connection. Same settings as Django's own."""
    context = ssl.create_default_context()
    if settings.EMAIL_SSL_CERTFILE:
        context.load_cert_chain(settings.EMAIL_SSL_CERTFILE, settings.EMAIL_SSL_KEYFILE)
    host, port = settings.EMAIL_HOST, settings.EMAIL_PORT
    name = DNS_NAME.get_fqdn()
    if settings.EMAIL_USE_SSL:
        smtp: smtplib.SMTP = smtplib.SMTP_SSL(host, port, name, timeout=timeout, context=context)
    else:
        smtp = smtplib.SMTP(host, port, name, timeout=timeout)
    try:
        if settings.EMAIL_USE_TLS:
            smtp.starttls(context=context)
        smtp.ehlo_or_helo_if_needed()
        if settings.EMAIL_HOST_USER and settings.EMAIL_HOST_PASSWORD:
            smtp.login(settings.EMAIL_HOST_USER, settings.EMAIL_HOST_PASSWORD)
        if smtp.sock is not None:
            # Small writes leave at once: each is a whole step of the dialogue.
            smtp.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    except BaseException:
        smtp.close()
        raise
    return smtp


def _reply(code: str, words: list[str], *, after_body: bool) -> Reply:
    if not (code.isascii() and code.isdigit()):
        raise DroppedError(after_body=after_body, reply="The mail server answered what is not SMTP.")
    return Reply(code=int(code), text=" ".join(words).strip())


def _in_words(error: Exception) -> str:
    if isinstance(error, smtplib.SMTPResponseException):
        said = error.smtp_error
        text = said.decode("utf-8", "replace") if isinstance(said, bytes) else str(said)
        return f"{error.smtp_code} {text}"
    if isinstance(error, TimeoutError) or "timed out" in str(error):  # smtplib wraps the one into the other
        return "The mail server did not answer in time."
    return f"{type(error).__name__}: {error}"


def _of_body(reply: Reply) -> Outcome:
    if reply.code // 100 == 2:
        return ACCEPTED
    if reply.code // 100 == 4:
        return Outcome(Result.TRY_LATER, str(reply))
    return Outcome(Result.REFUSED, str(reply))


def _of_command(command: bytes, reply: Reply) -> Outcome:
    """What a refusal before the body means. Only a refused RCPT can be the fault of the address."""
    if reply.code in AUTHENTICATION:
        raise ServerUnavailableError(str(reply))
    if reply.code // 100 == 4:
        return Outcome(Result.TRY_LATER, str(reply))
    if command == b"MAIL":
        raise ServerUnavailableError(str(reply))
    if command == b"RCPT" and not OTHER_FAULT.match(reply.text):
        return Outcome(Result.NO_SUCH_ADDRESS, str(reply))
    return Outcome(Result.REFUSED, str(reply))

"""A real SMTP server in a thread that keeps what it was sent."""

import email
import email.policy
import time
from collections.abc import Callable
from dataclasses import dataclass
from email.message import EmailMessage
from typing import Any

from aiosmtpd.controller import Controller

from cms.demo.processes import free_port


@dataclass(frozen=True)
class Received:
    """One mail as it arrived: the envelope and the parsed message."""

    sender: str
    recipients: list[str]
    raw: bytes
    message: EmailMessage

    @property
    def text(self) -> str:
        """The plain text part."""
        part = self.message.get_body(preferencelist=("plain",))
        return part.get_content() if part else ""

    @property
    def html(self) -> str:
        """The HTML part."""
        part = self.message.get_body(preferencelist=("html",))
        return part.get_content() if part else ""


class SmtpServer:
    """`messages` holds what arrived, oldest first."""

    def __init__(self) -> None:
        self.messages: list[Received] = []
        self.host = "127.0.0.1"
        self.port = free_port()
        self._controller = Controller(self, hostname=self.host, port=self.port)
        self._controller.start()

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        """Called by aiosmtpd for each mail."""
        message = email.message_from_bytes(envelope.content, policy=email.policy.default)
        self.messages.append(
            Received(envelope.mail_from or "", list(envelope.rcpt_tos), envelope.content, message)
        )
        return "250 OK"

    def to(self, address: str) -> list[Received]:
        """What was sent to this address, oldest first."""
        return [mail for mail in list(self.messages) if address in mail.recipients]

    def wait_for(
        self, address: str, *, matching: Callable[[Received], bool] = lambda mail: True, seconds: float = 20
    ) -> Received:
        """The newest matching mail to this address, waited for; AssertionError when none came in time."""
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            if found := [mail for mail in self.to(address) if matching(mail)]:
                return found[-1]
            time.sleep(0.05)
        subjects = [(mail.recipients, mail.message["Subject"]) for mail in self.messages]
        raise AssertionError(f"No such mail to {address} within {seconds:.0f} s; there were {subjects}.")

    def clear(self) -> None:
        """Forget what arrived."""
        self.messages.clear()

    def stop(self) -> None:
        """Close the port."""
        self._controller.stop()

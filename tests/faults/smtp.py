"""An SMTP server that does wrong when told to, and remembers exactly what it took."""

import re
import socket
import socketserver
import threading
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

DROP = "drop"  # close without a word
HANG = "hang"  # say nothing until the server is let go
# (stage, address, number of the connection) -> None for as usual, DROP, HANG or the reply to give. Stages in order:
# banner, ehlo, auth, mail, rcpt, data (before the 354), body (after the last dot).
Plan = Callable[[str, str, int], str | None]


@dataclass
class FaultySmtp:
    """`taken` lists (address, Message-ID) of mails whose last dot arrived, answered or not."""

    plan: Plan = lambda stage, address, connection: None
    pipelining: bool = True
    body_seconds: float = 0.0
    taken: list[tuple[str, str]] = field(default_factory=list)
    connections: int = 0
    released: threading.Event = field(default_factory=threading.Event)

    def __post_init__(self) -> None:
        owner = self

        class Handler(socketserver.StreamRequestHandler):
            def handle(self) -> None:
                owner.connections += 1
                _Dialogue(owner, self.request, self.rfile, owner.connections).run()

        class Server(socketserver.ThreadingTCPServer):
            daemon_threads = True
            allow_reuse_address = True
            request_queue_size = 50

        self._server = Server(("127.0.0.1", 0), Handler)
        self.host, self.port = "127.0.0.1", self._server.server_address[1]
        threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True).start()

    def stop(self) -> None:
        """Close the port and let go of what hangs."""
        self.released.set()
        self._server.shutdown()
        self._server.server_close()

    def addresses(self) -> list[str]:
        """Who was sent something, in order."""
        return [address for address, _ in list(self.taken)]

    def twice(self) -> list[tuple[str, str]]:
        """Messages that were taken more than once; empty when all is well."""
        return [mail for mail, count in Counter(list(self.taken)).items() if count > 1]

    def clear(self) -> None:
        """Forget what was taken."""
        self.taken.clear()

    def reset(self) -> None:
        """As new, on the same port."""
        self.plan = lambda stage, address, connection: None
        self.body_seconds, self.connections = 0.0, 0
        self.clear()


class _EndError(Exception):
    """The dialogue is over."""


class _Dialogue:
    def __init__(self, server: FaultySmtp, sock: socket.socket, lines: Any, number: int) -> None:
        self.server, self.sock, self.lines, self.number = server, sock, lines, number
        self.address = ""
        self.has_sender = self.has_recipient = False
        sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    def run(self) -> None:
        """Serve one connection to its end."""
        try:
            self.answer("banner", "220 faulty.example ESMTP")
            while line := self.lines.readline():
                self.command(line.decode().strip())
        except (_EndError, OSError):
            return

    def answer(self, stage: str, usual: str) -> bool:
        """Reply as planned. Whether it was a yes."""
        planned = self.server.plan(stage, self.address, self.number)
        if planned == DROP:
            raise _EndError
        if planned == HANG:
            self.server.released.wait()
            raise _EndError
        reply = planned or usual
        self.sock.sendall(f"{reply}\r\n".encode())
        if reply.startswith("421"):
            raise _EndError
        return reply[0] in "23"

    def command(self, line: str) -> None:
        """One command of the client."""
        verb = line[:4].upper()
        if verb in ("EHLO", "HELO"):
            offers = [
                "faulty.example",
                *(["PIPELINING"] if self.server.pipelining else []),
                "AUTH PLAIN",
                "SIZE",
            ]
            self.answer(
                "ehlo", "\r\n".join(f"250-{offer}" for offer in offers[:-1]) + f"\r\n250 {offers[-1]}"
            )
        elif verb == "AUTH":
            self.answer("auth", "235 2.7.0 welcome")
        elif verb == "MAIL":
            self.mail()
        elif verb == "RCPT":
            self.address = line[line.index("<") + 1 : line.index(">")]
            if self.answer("rcpt", "250 2.1.5 ok"):
                self.has_recipient = True
        elif verb == "DATA":
            self.data()
        elif verb == "RSET":
            self.has_sender = self.has_recipient = False
            self.sock.sendall(b"250 reset\r\n")
        elif verb == "QUIT":
            self.sock.sendall(b"221 bye\r\n")
            raise _EndError
        else:
            self.sock.sendall(b"500 what?\r\n")

    def mail(self) -> None:
        if self.has_sender:
            self.sock.sendall(b"503 5.5.1 nested MAIL\r\n")
        elif self.answer("mail", "250 2.1.0 ok"):
            self.has_sender = True

    def data(self) -> None:
        if not self.has_recipient:
            self.sock.sendall(b"554 5.5.1 no valid recipients\r\n")
            return
        if not self.answer("data", "354 go ahead"):
            return
        message_id = ""
        while (line := self.lines.readline()) != b".\r\n":
            if not line:
                raise _EndError
            if found := re.match(rb"Message-ID: <(.+)>", line):
                message_id = found[1].decode()
        self.server.taken.append((self.address, message_id))
        self.has_sender = self.has_recipient = False
        if self.server.body_seconds:
            time.sleep(self.server.body_seconds)
        self.answer("body", "250 2.0.0 taken")

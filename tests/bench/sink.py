"""A mail server that takes everything and keeps nothing, light enough not to be what is measured.

`python -m tests.bench.sink` prints its port and serves until its standard input closes.
"""

import asyncio
import sys

GREETING = b"220 sink ESMTP\r\n"
EHLO = b"250-sink\r\n250-PIPELINING\r\n250-8BITMIME\r\n250 SIZE 50000000\r\n"
REPLIES = {
    b"MAIL": b"250 ok\r\n",
    b"RCPT": b"250 ok\r\n",
    b"RSET": b"250 ok\r\n",
    b"HELO": b"250 sink\r\n",
    b"EHLO": EHLO,
    b"NOOP": b"250 ok\r\n",
}
END = b"\r\n.\r\n"


class Sink(asyncio.Protocol):
    """One connection."""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Greet."""
        assert isinstance(transport, asyncio.Transport)
        self.transport = transport
        self.unread = b""
        self.in_body = False
        transport.write(GREETING)

    def data_received(self, data: bytes) -> None:
        """Answer every whole command and body in one go, as a server with PIPELINING does."""
        unread, replies = self.unread + data, []
        while True:
            if self.in_body:
                at = unread.find(END)
                if at < 0:
                    break
                unread, self.in_body = unread[at + len(END) :], False
                replies.append(b"250 taken\r\n")
                continue
            line, found, rest = unread.partition(b"\r\n")
            if not found:
                break
            unread = rest
            verb = line[:4].upper()
            if verb == b"DATA":
                # The line end before the body lets END match an empty body as well.
                unread, self.in_body = b"\r\n" + unread, True
                replies.append(b"354 go\r\n")
            elif verb == b"QUIT":
                self.transport.write(b"221 bye\r\n")
                self.transport.close()
                return
            else:
                replies.append(REPLIES.get(verb, b"500 what\r\n"))
        self.unread = unread
        if replies:
            self.transport.write(b"".join(replies))


async def main() -> None:
    """Serve until whoever started us is gone."""
    server = await asyncio.get_running_loop().create_server(Sink, "127.0.0.1", 0)
    print(server.sockets[0].getsockname()[1], flush=True)
    await asyncio.get_running_loop().run_in_executor(None, sys.stdin.read)
    server.close()


if __name__ == "__main__":
    asyncio.run(main())

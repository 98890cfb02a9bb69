"""What a broken write says about the mail: nothing can have arrived, or nobody can know."""

import socket
import ssl

import pytest

from tasks.outbox.delivery.smtp import TLS_RECORD, Connection, DroppedError


class Breaking:
    """Takes so many bytes, then breaks."""

    takes: int

    def send(self, data: bytes, flags: int = 0) -> int:
        if self.takes <= 0:
            raise ConnectionResetError
        taken = min(len(data), self.takes)
        self.takes -= taken
        return taken


class Plain(Breaking, socket.socket):  # type: ignore[misc]  # bytes are all that is handed over
    """A connection without encryption."""

    def __init__(self, takes: int) -> None:
        socket.socket.__init__(self)
        self.takes = takes


class Encrypted(Breaking, ssl.SSLSocket):  # type: ignore[misc]  # bytes are all that is handed over
    """Where a part of what failed may be on its way."""

    def __init__(self, takes: int) -> None:
        socket.socket.__init__(self)  # SSLSocket's own has no public constructor
        self.takes = takes


def dropped(sock: socket.socket, *, length: int, certain: int) -> DroppedError:
    connection = object.__new__(Connection)
    connection._socket = sock
    with sock, pytest.raises(DroppedError) as error:
        connection._write(b"x" * length, certain=certain)
    return error.value


@pytest.mark.parametrize(("takes", "after_body"), [(0, False), (99, False), (100, True)])
def test_a_plain_connection_is_certain_to_the_byte(takes: int, after_body: bool) -> None:
    assert dropped(Plain(takes), length=150, certain=100).after_body is after_body


@pytest.mark.parametrize(("takes", "after_body"), [(0, False), (TLS_RECORD, True)])
def test_with_tls_the_part_that_failed_counts_as_handed_over(takes: int, after_body: bool) -> None:
    assert (
        dropped(Encrypted(takes), length=TLS_RECORD + 200, certain=TLS_RECORD + 100).after_body is after_body
    )

"""`make demo`: one line when ready, and no process left, however it ends."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from cms.demo.processes import free_port
from cms.demo.reaper import is_running
from tests.servers import database, run


class RunningDemo:
    """The supervisor as a process of its own, in a folder of its own."""

    def __init__(self, folder: Path, *, port: int | None = None) -> None:
        self.folder = folder
        self.port = port or free_port()
        self.out = folder.parent / f"{folder.name}.log"
        environment = os.environ.copy()
        for name in ("DATABASE_URL", "REDIS_URL", "SQLITE_PATH", "DJANGO_SETTINGS_MODULE"):
            environment.pop(name, None)
        args = [sys.executable, "-m", "cms.demo", "--port", str(self.port), "--folder", str(folder)]
        with self.out.open("wb") as out:
            self.process = subprocess.Popen(
                args,
                cwd=run.ROOT,
                env=environment,
                stdout=out,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )

    @property
    def said(self) -> str:
        return self.out.read_text()

    @property
    def children(self) -> list[int]:
        return [int(note.name) for note in (self.folder / "run" / "processes").iterdir()]

    def wait_until_ready(self) -> None:
        deadline = time.monotonic() + 90
        while "Ready:" not in self.said:
            assert self.process.poll() is None, self.said
            assert time.monotonic() < deadline, self.said
            time.sleep(0.1)

    def get(self, path: str) -> str:
        with urllib.request.urlopen(f"http://127.0.0.1:{self.port}{path}", timeout=20) as response:
            return str(response.read().decode())


def gone(pids: list[int], *, seconds: float = 15) -> bool:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if not any(is_running(pid) for pid in pids):
            return True
        time.sleep(0.1)
    return False


@pytest.fixture
def folder() -> Iterator[Path]:
    """A demo whose database is migrated and whose data counts as loaded: a start takes seconds."""
    place = run.folder() / f"demo-{free_port()}"
    place.mkdir()
    shutil.copyfile(database.migrated_sqlite(), place / "db.sqlite3")
    (place / "loaded").touch()
    yield place
    shutil.rmtree(place)


def test_it_says_ready_once_and_ends_every_child(folder: Path) -> None:
    demo = RunningDemo(folder)
    demo.wait_until_ready()
    children = demo.children
    assert f"Ready: http://127.0.0.1:{demo.port}/\n" in demo.said
    assert demo.said.count("Ready:") == 1
    assert len(children) == 5
    assert '"ready": true' in demo.get("/health/ready")
    assert "No mail yet" in demo.get("/demo/mail/")

    demo.process.send_signal(signal.SIGTERM)

    assert demo.process.wait(timeout=30) == 0
    assert gone(children, seconds=1)

    again = RunningDemo(folder)
    again.wait_until_ready()
    children = again.children
    again.process.kill()

    assert gone(children)


def test_when_a_part_ends_it_says_which_and_stops_the_rest(folder: Path) -> None:
    demo = RunningDemo(folder)
    demo.wait_until_ready()
    children = demo.children
    listening = [pid for pid in children if b"aiosmtpd" in Path(f"/proc/{pid}/cmdline").read_bytes()]

    os.kill(listening[0], signal.SIGKILL)

    assert demo.process.wait(timeout=30) == 1
    assert "mail ended with code -9; its log is" in demo.said
    assert gone(children, seconds=1)


def test_a_taken_port_is_one_clear_sentence(folder: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        demo = RunningDemo(folder, port=port)

        assert demo.process.wait(timeout=20) == 1
        assert demo.said == (
            f"Port {port} is taken: end what uses it, or choose another, such as make demo PORT={port + 1}.\n"
        )


def test_a_second_demo_in_the_same_folder_says_where_the_first_is(folder: Path) -> None:
    first = RunningDemo(folder)
    deadline = time.monotonic() + 20
    while not (folder / "lock").exists() or not (folder / "lock").read_text():
        assert time.monotonic() < deadline
        time.sleep(0.05)

    second = RunningDemo(folder)

    assert second.process.wait(timeout=20) == 1
    assert second.said == f"The demo runs already, at http://127.0.0.1:{first.port}/.\n"
    first.process.terminate()
    assert first.process.wait(timeout=30) == 0

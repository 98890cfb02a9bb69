"""Starts the whole product on this machine, watches it, and ends it."""

import contextlib
import fcntl
import os
import shutil
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from types import FrameType

from . import accounts
from .processes import Leash, free_port, port_is_taken, redis_args, wait_for_port

ROOT = Path(__file__).resolve().parents[2]
BIN = Path(sys.executable).parent
READY_WITHIN_SECONDS = 90


class DemoError(Exception):
    """What stops the demo, as one sentence for the person at the terminal."""


class _EndError(Exception):
    """Ctrl-C or SIGTERM."""


class Demo:
    """One demo: its folder holds the database, the mails, uploads and logs."""

    def __init__(self, *, port: int, folder: Path) -> None:
        self.port = port
        self.folder = folder
        self.logs = folder / "log"
        self.url = f"http://127.0.0.1:{port}"
        self.redis_port = free_port()
        self.mail_port = free_port()
        self.children: dict[str, subprocess.Popen[bytes]] = {}

    def run(self, *, reset: bool) -> None:
        """Start everything, say so, and stay until asked to end; DemoError when it cannot or a part ends."""
        if port_is_taken(self.port):
            raise DemoError(
                f"Port {self.port} is taken: end what uses it, or choose another, "
                f"such as make demo PORT={self.port + 1}."
            )
        with self._alone(), _signals():
            if reset:
                self._forget()
            self.logs.mkdir(parents=True, exist_ok=True)
            for log in self.logs.iterdir():
                log.unlink()
            self.leash = Leash(folder=self.folder / "run")
            try:
                self._start()
                print(f"Ready: {self.url}/", flush=True)
                print(accounts.table(self.url), flush=True)
                print("Ctrl-C ends it.", flush=True)
                while True:
                    self._check_children()
                    time.sleep(0.3)
            except _EndError:
                print("Ending.", flush=True)
            finally:
                for ignored in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
                    signal.signal(ignored, signal.SIG_IGN)
                self._end()

    @contextlib.contextmanager
    def _alone(self) -> Iterator[None]:
        self.folder.mkdir(parents=True, exist_ok=True)
        with (self.folder / "lock").open("a+") as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError:
                lock.seek(0)
                raise DemoError(f"The demo runs already, at {lock.read().strip()}.") from None
            lock.truncate(0)
            lock.write(f"{self.url}/")
            lock.flush()
            yield

    def _forget(self) -> None:
        for place in self.folder.iterdir():
            if place.is_dir():
                shutil.rmtree(place)
            elif place.name != "lock":
                place.unlink()

    @property
    def environment(self) -> dict[str, str]:
        """What every child knows."""
        return os.environ | {
            "DJANGO_SETTINGS_MODULE": "cms.settings.development",
            "DEBUG": "0",
            "DEMO_FOLDER": str(self.folder),
            "REDIS_URL": f"redis://127.0.0.1:{self.redis_port}",
            "EMAIL_PORT": str(self.mail_port),
            "SITE_URL": self.url,
        }

    def _child(self, name: str, *args: str | Path) -> None:
        self.children[name] = self.leash.start(
            args, env=self.environment, cwd=ROOT, log=self.logs / f"{name}.log"
        )

    def _start(self) -> None:
        redis_folder = self.folder / "redis"
        redis_folder.mkdir(exist_ok=True)
        try:
            self._child("redis", *redis_args(port=self.redis_port, folder=redis_folder))
        except RuntimeError as error:
            raise DemoError(str(error)) from None
        mail_at = f"127.0.0.1:{self.mail_port}"
        keeper = ["-c", "aiosmtpd.handlers.Mailbox", str(self.folder / "mail")]
        self._child("mail", sys.executable, "-m", "aiosmtpd", "-n", "-l", mail_at, *keeper)
        self._prepare()
        with self._reported():
            wait_for_port(self.redis_port, process=self.children["redis"])
            wait_for_port(self.mail_port, process=self.children["mail"])
        granian: list[str | Path] = [
            BIN / "granian",
            "--interface",
            "wsgi",
            "--host",
            "127.0.0.1",
            "--port",
            str(self.port),
        ]
        self._child("web", *granian, "--blocking-threads", "4", "cms.wsgi:application")
        celery: list[str | Path] = [BIN / "celery", "--app", "tasks.celery"]
        # SQLite has one writer: a second process would only wait for the first.
        self._child("worker", *celery, "worker", "--concurrency", "1", "--loglevel", "info")
        schedule = self.folder / "run" / "beat"
        self._child("beat", *celery, "beat", "--schedule", schedule, "--pidfile", "", "--loglevel", "info")
        self._wait_until_ready()

    def _prepare(self) -> None:
        """Database, translations and, the first time, the demo's data."""
        print("Preparing the database.", flush=True)
        log = self.logs / "prepare.log"
        with log.open("wb") as out:
            process = subprocess.run(
                [sys.executable, "manage.py", "prepare_demo"],
                cwd=ROOT,
                env=self.environment,
                stdout=out,
                stderr=subprocess.STDOUT,
                check=False,
            )
        if process.returncode:
            raise DemoError(f"The database could not be prepared:\n{log.read_text()[-3000:]}")

    def _wait_until_ready(self) -> None:
        deadline = time.monotonic() + READY_WITHIN_SECONDS
        missing = "no answer"
        while time.monotonic() < deadline:
            self._check_children()
            try:
                with urllib.request.urlopen(f"{self.url}/health/ready", timeout=5):  # noqa: S310 - our own
                    return
            except urllib.error.HTTPError as error:
                missing = error.read().decode(errors="replace")[:300]
            except OSError:
                pass
            time.sleep(0.1)
        raise DemoError(f"Not ready after {READY_WITHIN_SECONDS} s: {missing}. The logs are in {self.logs}.")

    @contextlib.contextmanager
    def _reported(self) -> Iterator[None]:
        try:
            yield
        except RuntimeError as error:
            raise DemoError(f"{error} The logs are in {self.logs}.") from None

    def _check_children(self) -> None:
        for name, process in self.children.items():
            if process.poll() is not None:
                log = self.logs / f"{name}.log"
                last = log.read_text(errors="replace")[-1500:]
                raise DemoError(f"{last}\n{name} ended with code {process.returncode}; its log is {log}.")

    def _end(self) -> None:
        """Those who use Redis and mail first, all at once, then these."""
        servers = [self.children.pop(name) for name in ("redis", "mail") if name in self.children]
        self.leash.end_all(list(self.children.values()))
        self.leash.end_all(servers)
        self.leash.close()


@contextlib.contextmanager
def _signals() -> Iterator[None]:
    """Turn the signals that mean "end" into one exception."""

    def ask(number: int, frame: FrameType | None) -> None:
        raise _EndError

    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, ask)
    # A signal before everything is started ends in silence too.
    with contextlib.suppress(_EndError):
        yield

"""The product's own processes, as they run in production: web server, Celery worker and beat."""

import contextlib
import datetime as dt
import os
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from pathlib import Path

from celery.beat import PersistentScheduler
from django.core.cache import cache

from cms.demo.processes import free_port
from tasks.celery import app

from . import run
from .database import PostgresDatabase
from .redis import RedisServer
from .smtp import SmtpServer

BIN = Path(sys.executable).parent


class LiveStack:
    """Running processes against a database, a Redis and a mail server of their own.

    `url` is the address of the site without a slash at the end, `smtp` collects the mails, `redis` and `database`
    can be looked at, stopped and reset. `worker`, `beat` and `web` are the processes.
    """

    def __init__(self, *, database: PostgresDatabase, redis: RedisServer, smtp: SmtpServer) -> None:
        self.database = database
        self.redis = redis
        self.smtp = smtp
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.folder = Path(tempfile.mkdtemp(prefix="stack-", dir=run.folder()))
        self.web: subprocess.Popen[bytes] | None = None
        self.worker: subprocess.Popen[bytes] | None = None
        self.beat: subprocess.Popen[bytes] | None = None

    @property
    def environment(self) -> dict[str, str]:
        """The environment of each process."""
        return os.environ | {
            "DJANGO_SETTINGS_MODULE": "cms.settings.test",
            "DATABASE_URL": self.database.url,
            "REDIS_URL": self.redis.url,
            "EMAIL_PORT": str(self.smtp.port),
            "SITE_URL": self.url,
            "MEDIA_ROOT": str(self.folder / "media"),
            "PRIVATE_ROOT": str(self.folder / "private"),
        }

    def _start(self, name: str, *args: str) -> subprocess.Popen[bytes]:
        return run.leash().start(
            [BIN / args[0], *args[1:]],
            env=self.environment,
            cwd=run.ROOT,
            log=self.folder / f"{name}.log",
        )

    def start_web(self) -> None:
        """Start the web server."""
        self.web = self._start(
            "web",
            "granian",
            "--interface",
            "wsgi",
            "--host",
            "127.0.0.1",
            "--port",
            str(self.port),
            "cms.wsgi:application",
        )

    def start_worker(self, *, name: str = "worker") -> subprocess.Popen[bytes]:
        """Start a Celery worker; the last one started is `worker`."""
        self.worker = self._start(
            name,
            "celery",
            "--app",
            "tasks.celery",
            "worker",
            "--concurrency",
            "1",
            "--loglevel",
            "info",
            "--hostname",
            f"{name}-{self.port}@localhost",
            "--without-mingle",
            "--without-gossip",
        )
        return self.worker

    def start_beat(self, *, name: str = "beat") -> subprocess.Popen[bytes]:
        """Start beat; the last one started is `beat`."""
        self.beat = self._start(
            name,
            "celery",
            "--app",
            "tasks.celery",
            "beat",
            "--loglevel",
            "info",
            "--schedule",
            str(self.folder / f"{name}.schedule"),
            "--pidfile",
            "",
        )
        return self.beat

    def stop_the_clock(self, *, hours: int, beat: str = "beat") -> None:
        """A beat that does not run now last started everything so many hours ago: all of it is due when it starts."""
        scheduler = PersistentScheduler(app, schedule_filename=str(self.folder / f"{beat}.schedule"))
        for entry in scheduler.schedule.values():
            entry.last_run_at = app.now() - dt.timedelta(hours=hours)
        scheduler.close()

    def beat_was_down(self, *, hours: int) -> None:
        """Beat starts again after so many hours, and asks at once for all that it missed."""
        if self.beat:
            run.leash().end(self.beat)
        self.stop_the_clock(hours=hours)
        self.start_beat()

    def start(self) -> None:
        """Start everything and wait until the site says that it is ready."""
        self.start_web()
        self.start_worker()
        self.start_beat()
        self.wait_until_ready()

    def wait_until_ready(self, *, seconds: float = 120) -> None:
        """Return once /health/ready answers 200."""
        deadline = time.monotonic() + seconds
        answer = "no answer"
        while time.monotonic() < deadline:
            try:
                with urllib.request.urlopen(f"{self.url}/health/ready", timeout=5) as response:
                    if response.status == 200:
                        return
            except urllib.error.HTTPError as error:
                answer = error.read().decode()[:500]
            except OSError as error:
                answer = str(error)
            time.sleep(0.1)
        raise RuntimeError(f"The site was not ready in {seconds:.0f} s: {answer}\n{self.logs()}")

    def logs(self, *, last: int = 3000) -> str:
        """The end of each process's log."""
        return "\n".join(
            f"--- {log.name}\n{log.read_text(errors='replace')[-last:]}" for log in self.folder.glob("*.log")
        )

    def manage(self, *args: str) -> str:
        """Run a management command against the same database; its output."""
        return subprocess.run(
            [sys.executable, "manage.py", *args],
            cwd=run.ROOT,
            env=self.environment,
            check=True,
            capture_output=True,
            text=True,
        ).stdout

    def reset(self) -> None:
        """A freshly migrated database and an empty mailbox; the processes stay."""
        self.database.restore()
        self.smtp.clear()
        heartbeat = cache.get("heartbeat")
        with self.redis.client(db=1) as client, contextlib.suppress(Exception):
            client.flushdb()
        if heartbeat:
            cache.set("heartbeat", heartbeat)

    def is_whole(self) -> bool:
        """Whether everything that was started still runs."""
        return all(process and process.poll() is None for process in (self.web, self.worker, self.beat))

    def stop(self) -> None:
        """End every process, all at once."""
        run.leash().end_all([process for process in (self.beat, self.worker, self.web) if process])

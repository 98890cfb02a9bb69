"""A private Redis that can be stopped, hung and started again on the same port."""

import os
import signal
import subprocess
import tempfile
from pathlib import Path

import redis

from cms.demo.processes import free_port, redis_args, wait_for_port

from . import run


class RedisServer:
    """A running Redis; `url` has no database number, as `REDIS_URL` wants it."""

    def __init__(self, *, port: int | None = None) -> None:
        self.port = port or free_port()
        self.url = f"redis://127.0.0.1:{self.port}"
        self.folder = Path(tempfile.mkdtemp(prefix="redis-", dir=run.folder()))
        self.process: subprocess.Popen[bytes] | None = None
        self.start()

    def start(self) -> None:
        """Start it on its port; nothing of before is left."""
        self.process = run.leash().start(
            redis_args(port=self.port, folder=self.folder), log=self.folder / "redis.log"
        )
        wait_for_port(self.port, process=self.process)

    def stop(self) -> None:
        """End it at once: connections break, new ones are refused."""
        if self.process:
            self.resume()
            run.leash().end(self.process)
            self.process = None

    def pause(self) -> None:
        """Hang it: it accepts connections and answers nothing."""
        if self.process:
            os.kill(self.process.pid, signal.SIGSTOP)

    def resume(self) -> None:
        """Let it go on."""
        if self.process and self.process.poll() is None:
            os.kill(self.process.pid, signal.SIGCONT)

    def flush(self) -> None:
        """Forget everything in all databases."""
        with self.client() as client:
            client.flushall()

    def client(self, *, db: int = 0) -> redis.Redis:
        """A connection for looking inside."""
        return redis.Redis(port=self.port, db=db)

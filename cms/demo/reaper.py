"""Ends what a `Leash` started, once the pipe on standard input closes. Run as a program, imports nothing of ours."""

import contextlib
import os
import shutil
import signal
import sys
import time
from pathlib import Path

GRACE_SECONDS = 6.0


def is_running(pid: int) -> bool:
    """Whether the process exists and is no zombie (its parent may be gone and not have waited for it)."""
    try:
        os.kill(pid, 0)
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except (ProcessLookupError, PermissionError):
        return False
    except OSError:
        return True  # no /proc on this system
    return state != "Z"


def end_all(notes: Path) -> None:
    """Ask every noted process to end, then kill the groups of all."""
    pids = {int(note.name): int(note.read_text() or signal.SIGTERM) for note in notes.iterdir()}
    for pid, stop_signal in pids.items():
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, signal.SIGCONT)
            os.kill(pid, stop_signal)
    deadline = time.monotonic() + GRACE_SECONDS
    while time.monotonic() < deadline and any(is_running(pid) for pid in pids):
        time.sleep(0.05)
    for pid in pids:
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(pid, signal.SIGKILL)


def main() -> None:
    """Wait for the end of the holder, then tidy up."""
    for ignored in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(ignored, signal.SIG_IGN)
    folder = Path(sys.argv[1])
    sys.stdin.buffer.read()
    end_all(folder / "processes")
    shutil.rmtree(folder if "--remove" in sys.argv else folder / "processes", ignore_errors=True)


if __name__ == "__main__":
    main()

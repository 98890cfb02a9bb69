"""The tools that come from npm: installed from a package.json of tests/tools into build/ when they are not there."""

import fcntl
import shutil
import subprocess
from pathlib import Path

from tests.servers import run

WANTED = run.ROOT / "tests" / "tools" / "package.json"
FOLDER = run.ROOT / "build" / "tools"
MODULES = FOLDER / "node_modules"


def ensure(wanted: Path = WANTED, folder: Path = FOLDER) -> None:
    """Everything in `wanted` is in the folder's node_modules; SystemExit says what is missing on this machine.

    Without a lock file, which would record where packages came from; the tools are pinned exactly. No script of a
    package runs. Of two processes that come at once, one installs and the other waits.
    """
    folder.mkdir(parents=True, exist_ok=True)
    installed = folder / "installed.json"
    with (folder / "installing.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if installed.exists() and installed.read_text() == wanted.read_text():
            return
        npm = shutil.which("npm")
        if npm is None:
            raise SystemExit("npm is needed: install Node 18.20 or newer.")
        shutil.copy(wanted, folder / "package.json")
        options = [
            "--no-package-lock",
            "--no-audit",
            "--no-fund",
            "--ignore-scripts",
            "--no-update-notifier",
            "--loglevel=error",
        ]
        subprocess.run([npm, "install", *options], cwd=folder, check=True)
        shutil.copy(wanted, installed)

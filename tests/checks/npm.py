"""The tools that come from npm: installed from tests/tools/package.json into build/tools when they are not there."""

import shutil
import subprocess

from tests.servers import run

WANTED = run.ROOT / "tests" / "tools" / "package.json"
FOLDER = run.ROOT / "build" / "tools"
MODULES = FOLDER / "node_modules"
INSTALLED = FOLDER / "installed.json"


def ensure() -> None:
    """Everything in package.json is in MODULES; SystemExit says what is missing on this machine.

    Without a lock file, which would record where packages came from; the two tools are pinned exactly. No script of
    a package runs.
    """
    if INSTALLED.exists() and INSTALLED.read_text() == WANTED.read_text():
        return
    npm = shutil.which("npm")
    if npm is None:
        raise SystemExit("npm is needed: install Node 18.20 or newer.")
    FOLDER.mkdir(parents=True, exist_ok=True)
    shutil.copy(WANTED, FOLDER / "package.json")
    options = ["--no-package-lock", "--no-audit", "--no-fund", "--ignore-scripts", "--loglevel=error"]
    subprocess.run([npm, "install", *options], cwd=FOLDER, check=True)
    shutil.copy(WANTED, INSTALLED)

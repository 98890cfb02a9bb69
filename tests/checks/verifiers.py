"""Badges before verifiers that others wrote: jose and Digital Bazaar's libraries, from npm, on Node."""

import json
import shutil
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from tests.checks import npm
from tests.servers import run

OURS = run.ROOT / "tests" / "tools" / "verifiers"
FOLDER = run.ROOT / "build" / "verifiers"


@dataclass(frozen=True)
class Verdict:
    """What a verifier says of one badge."""

    verified: bool
    error: str


@cache
def script() -> tuple[str, Path]:
    """Node and our script, where it finds the packages. Installed once, in seconds.

    RuntimeError says what is missing on this machine.
    """
    node = shutil.which("node")
    if node is None:
        raise RuntimeError("Badges are verified with Node: install Node 20 or newer, with npm.")
    try:
        npm.ensure(OURS / "package.json", FOLDER)
    except (SystemExit, subprocess.CalledProcessError) as error:
        raise RuntimeError(f"The verifiers of badges cannot be installed from npm: {error}") from error
    written, wanted = FOLDER / "verify.mjs", (OURS / "verify.mjs").read_text()
    if not written.exists() or written.read_text() != wanted:
        written.write_text(wanted)
    return node, written


def ask(**asked: Any) -> dict[str, Any]:
    """What the script answers; see its head."""
    node, written = script()
    done = subprocess.run(
        [node, str(written)], input=json.dumps(asked), capture_output=True, text=True, timeout=60, check=False
    )
    if done.returncode:
        raise RuntimeError(done.stderr)
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def verdicts(documents: Mapping[str, Any], badges: Sequence[Mapping[str, Any]]) -> list[Verdict]:
    """What they say of badges, each {"credential"} or {"jwt"}, when they can read these documents and no other."""
    return [Verdict(**one) for one in ask(documents=documents, badges=badges)["badges"]]


def canonical(documents: Sequence[Mapping[str, Any]]) -> list[str]:
    """Documents as N-Quads, by jsonld.js and the official contexts."""
    found: list[str] = ask(documents={}, canonise=documents)["canonical"]
    return found

"""`python -m cms.demo --port 8000 [--reset]`: what `make demo` starts."""

import argparse
import sys
from pathlib import Path

from .supervisor import Demo, DemoError


def main() -> int:
    """0 when it was asked to end, 1 with a sentence when something was wrong."""
    parser = argparse.ArgumentParser(prog="make demo")
    parser.add_argument("--port", type=int, default=8000)
    parser.add_argument("--reset", action="store_true", help="start again from the first day")
    parser.add_argument("--folder", type=Path, default=Path("var/demo"))
    options = parser.parse_args()
    try:
        Demo(port=options.port, folder=options.folder.resolve()).run(reset=options.reset)
    except DemoError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    raise SystemExit(main())

"""Profiles that come with the software: policies as they are published, to use or to begin with."""

from functools import cache
from pathlib import Path

HERE = Path(__file__).parent


@cache
def shipped_names() -> tuple[str, ...]:
    """What they are called, without ".yaml"."""
    return tuple(sorted(path.stem for path in HERE.glob("*.yaml")))


def shipped_text(name: str) -> str:
    """The text of one of them. FileNotFoundError for any other."""
    return (HERE / f"{name}.yaml").read_text(encoding="utf-8")

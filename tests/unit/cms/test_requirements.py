"""What is installed is pinned, hashed, and names no place of anybody's network or machine."""

import re
from pathlib import Path

import pytest

from tests.servers import run

FILES = sorted((run.ROOT / "requirements").glob("*.txt"))


def test_every_set_is_there() -> None:
    assert [file.stem for file in FILES] == ["base", "demo", "dev", "uv"]


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_no_address_and_no_path(file: Path) -> None:
    text = file.read_text()

    assert "://" not in text
    assert re.findall(r"^-|\s/\w", text, re.MULTILINE) == []


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_everything_is_pinned_and_hashed(file: Path) -> None:
    text = file.read_text()
    packages = [
        block for block in re.split(r"^(?=[a-z])", text, flags=re.MULTILINE) if block and block[0] != "#"
    ]

    assert packages
    assert [block for block in packages if "==" not in block or "--hash=sha256:" not in block] == []


def test_wagtail_is_pinned_exactly() -> None:
    assert re.search(
        r"^wagtail==8\.0\.1 ", (run.ROOT / "requirements" / "base.txt").read_text(), re.MULTILINE
    )

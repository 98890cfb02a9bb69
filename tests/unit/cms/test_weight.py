"""What every page brings along, as production serves it: one sheet, one script, one font. `make bench` weighs pages."""

import re
from pathlib import Path

import brotli
import pytest
from django.conf import settings

from cms.static_files import BUNDLES, bundled

STATIC = settings.BASE_DIR / "cms" / "static"
SHEET = STATIC / "css" / "site.css"
# bytes, over the wire: what is left of 80 kB is for the HTML, pictures and headers
MOST_TOGETHER = 56_000
MOST_OF_THE_SHEET = 14_000


@pytest.fixture(scope="module")
def bundle() -> str:
    """The style sheet that production serves."""
    return bundled(SHEET)


def compressed(text: str) -> int:
    """The size of a text file as a browser gets it, in bytes."""
    return len(brotli.compress(text.encode(), quality=11))


def test_the_sheet_is_one_file_that_asks_for_no_other_sheet(bundle: str) -> None:
    assert "@import" in SHEET.read_text()
    assert "@import" not in bundle
    assert len(bundle) < sum(len(part.read_text()) for part in (STATIC / "css").rglob("*.css"))


def test_every_part_keeps_its_layer_and_its_media(bundle: str) -> None:
    site = SHEET.read_text()
    layers = re.findall(r"@import url\(\"[^\"]+\"\) layer\(([\w.-]+)\)", site)
    assert layers
    for layer in dict.fromkeys(layers):
        assert f"@layer {layer}" in bundle, layer
    first_seen = [name for name in dict.fromkeys(re.findall(r"@layer ([\w-]+)", bundle)) if name in layers]
    assert first_seen == [name for name in dict.fromkeys(layers) if name in first_seen]
    assert "@media print" in bundle
    assert "prefers-color-scheme:dark" in bundle


def test_whatever_the_sheet_asks_for_is_there(bundle: str) -> None:
    asked = [
        found for found in re.findall(r"url\(\"?([^)\"]+)\"?\)", bundle) if not found.startswith("data:")
    ]
    assert asked
    missing = [name for name in asked if not (SHEET.parent / name).exists()]
    assert missing == []


def test_together_they_stay_light(bundle: str) -> None:
    font = (STATIC / "fonts" / "atkinson-hyperlegible-next-latin-wght-normal.woff2").stat().st_size
    script = compressed((STATIC / "js" / "site.js").read_text())
    assert compressed(bundle) <= MOST_OF_THE_SHEET
    assert compressed(bundle) + script + font <= MOST_TOGETHER


def test_production_bundles_what_pages_link() -> None:
    base = (settings.BASE_DIR / "templates" / "base.html").read_text()
    linked = re.findall(r"<link rel=\"stylesheet\" href=\"{% static '([^']+)' %}\"", base)
    assert tuple(linked) == BUNDLES
    production = (Path(settings.BASE_DIR) / "cms" / "settings" / "production.py").read_text()
    assert '"staticfiles": {"BACKEND": "cms.static_files.BundledStaticFiles"}' in production


def test_no_font_arrives_after_the_text_is_read() -> None:
    """A font that comes late would move the lines; it waits for the next page instead."""
    tokens = (STATIC / "css" / "tokens.css").read_text()
    faces = tokens.count('font-family: "Atkinson Hyperlegible Next";')
    assert faces == tokens.count("font-display: optional") > 0

"""The type of PDFs is the type of the site."""

from pathlib import Path

import pytest
from django.conf import settings

from courses.pdf.typesetting import OWN_FONTS, fonts, templates

WEB = Path(settings.BASE_DIR) / "cms" / "static"


def test_there_is_a_file_for_each_of_the_sites() -> None:
    own = {path.stem for path in OWN_FONTS.glob("*.ttf")}
    assert {path.stem for path in (WEB / "fonts").glob("*.woff2")} <= own
    assert {name.replace("-normal", "-italic") for name in own if name.endswith("-normal")} <= own
    assert (OWN_FONTS / "OFL.txt").read_text() == (WEB / "fonts" / "OFL.txt").read_text()


@pytest.mark.parametrize(
    "family", ["Atkinson Hyperlegible Next", "Noto Sans", "Noto Sans Arabic", "Heebo", "Noto Sans CJK SC"]
)
def test_every_family_that_the_templates_name_is_found(family: str) -> None:
    assert family in fonts().families()
    assert f'"{family}"' in (templates() / "alongside.typ").read_text()


def test_the_colours_are_those_of_the_site() -> None:
    tokens = (WEB / "css" / "tokens.css").read_text()
    names = {"rule": "line"}
    for line in (templates() / "alongside.typ").read_text().splitlines():
        if line.startswith("#let ") and '= rgb("' in line:
            name, value = line.removeprefix("#let ").split(" = rgb(")
            assert f"--{names.get(name, name)}: {value.strip('()').strip(chr(34))};" in tokens, line

"""Every pair of colours that meet, in both schemes, has the contrast that look.md asks for (WCAG 2.2, 1.4.3)."""

import re

import pytest
from django.conf import settings

TOKENS = (settings.BASE_DIR / "cms/static/css/tokens.css").read_text()
OFFICE = (settings.BASE_DIR / "cms/static/css/office.css").read_text()

GROUNDS = ("paper", "surface", "sunk", "fir-tint", "gold-tint", "clay-tint", "sky-tint")
BODY_TEXT = [("ink", ground) for ground in GROUNDS]
OTHER_TEXT = [
    *(("ink-2", ground) for ground in GROUNDS),
    *(("fir", ground) for ground in GROUNDS),
    *(("fir-deep", ground) for ground in GROUNDS),
    *(("clay", ground) for ground in ("paper", "surface", "clay-tint", "fir-tint")),
    *(("sky", ground) for ground in ("paper", "surface", "sky-tint")),
    ("on-fir", "fir"),
    ("on-fir", "fir-deep"),
    ("on-bar", "bar"),
]
# Not text: the ring of a control, the second line beside the first (1.4.11 asks for 3:1 of what must be seen).
SIGNS = [("ink-2", "paper"), ("ink-2", "surface"), ("fir", "sunk")]


def palette(scheme: str, css: str = TOKENS) -> dict[str, str]:
    """The tokens of a scheme: name to #rrggbb; what the dark scheme does not set stays as in the light one."""
    light, dark = css.split("prefers-color-scheme: dark", 1)
    found = dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", light))
    if scheme == "dark":
        found |= dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", dark))
    return found


def luminance(colour: str) -> float:
    """Relative luminance of #rrggbb as WCAG defines it."""
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """The contrast ratio of two colours, 1 to 21."""
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def test_the_measure_itself() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.478, abs=0.001)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(
    ("pairs", "least"), [(BODY_TEXT, 7.0), (OTHER_TEXT, 4.5), (SIGNS, 3.0)], ids=["body", "text", "signs"]
)
def test_contrast(scheme: str, pairs: list[tuple[str, str]], least: float) -> None:
    colours = palette(scheme)
    short = {
        pair: round(contrast(colours[pair[0]], colours[pair[1]]), 2)
        for pair in pairs
        if contrast(colours[pair[0]], colours[pair[1]]) < least
    }
    assert short == {}


def test_the_back_office_has_the_same_tokens() -> None:
    office_light = dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", OFFICE.split(".w-theme-dark", 1)[0]))
    office_dark = dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", OFFICE.split(".w-theme-dark", 1)[1]))
    for name, colour in palette("light").items():
        if name in office_light:
            assert (name, office_light[name]) == (name, colour)
            assert (name, office_dark[name]) == (name, palette("dark")[name])
    assert {"paper", "ink", "fir", "clay"} <= office_light.keys() & office_dark.keys()


def test_components_use_tokens_and_no_colour_of_their_own() -> None:
    sheets = (settings.BASE_DIR / "cms/static/css/components").glob("*.css")
    literal = {
        sheet.name: found for sheet in sheets if (found := re.findall(r"#[0-9a-f]{3,6}\b", sheet.read_text()))
    }
    # A QR code is read by a camera: it stands on white in both schemes.
    assert literal == {"account.css": ["#ffffff"]}


def test_every_component_sheet_is_linked() -> None:
    site = (settings.BASE_DIR / "cms/static/css/site.css").read_text()
    sheets = {sheet.name for sheet in (settings.BASE_DIR / "cms/static/css/components").glob("*.css")}
    assert set(re.findall(r'url\("components/([\w-]+\.css)"\) layer\(components\)', site)) == sheets

"""Every pair of colours that meet, in both schemes, has its contrast: 7:1 for text that is read, 4.5:1 for words that
are pressed or name a state (WCAG 2.2, 1.4.6 and 1.4.3), 3:1 for signs and the edges of controls (1.4.11)."""

import re

import pytest
from django.conf import settings

CSS = settings.BASE_DIR / "cms/static/css"
LIGHT = (CSS / "tokens.css").read_text()
DARK = (CSS / "tokens-dark.css").read_text()
OFFICE = (CSS / "office.css").read_text()
MAIL = (settings.BASE_DIR / "templates/emails/base.html").read_text()

GROUNDS = ("paper", "surface", "sunk", "fir-tint", "gold-tint", "clay-tint", "sky-tint")
BODY_TEXT = [(ink, ground) for ink in ("ink", "ink-2") for ground in GROUNDS]
OTHER_TEXT = [
    *(("fir", ground) for ground in GROUNDS),
    *(("fir-deep", ground) for ground in GROUNDS),
    *(("clay", ground) for ground in GROUNDS),
    *(("sky", ground) for ground in GROUNDS),
    ("on-fir", "fir"),
    ("on-fir", "fir-deep"),
    ("on-bar", "bar"),
    ("bar", "on-bar"),
]
# Not text: the edge of a control, the sign of a notice, the ring of the keyboard's place.
SIGNS = [
    *(("ink-2", ground) for ground in GROUNDS),
    *(("ink", ground) for ground in GROUNDS),
    ("sky", "sky-tint"),
    ("clay", "clay-tint"),
    ("fir", "sunk"),
]


def colours_of(css: str) -> dict[str, str]:
    """Name to #rrggbb of every colour that the sheet sets."""
    return dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", css))


def palette(scheme: str) -> dict[str, str]:
    """The tokens of a scheme; what the dark scheme does not set stays as in the light one."""
    return colours_of(LIGHT) | (colours_of(DARK) if scheme == "dark" else {})


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


def test_the_dark_scheme_sets_every_colour_anew() -> None:
    assert colours_of(DARK).keys() == colours_of(LIGHT).keys()
    assert "font" not in DARK


def test_the_dark_tokens_hold_where_the_system_asks_for_them_and_only_there() -> None:
    site = (CSS / "site.css").read_text()
    assert '@import url("tokens-dark.css") layer(tokens) (prefers-color-scheme: dark);' in site
    assert "prefers-color-scheme" not in LIGHT + DARK


def test_the_back_office_has_the_same_tokens() -> None:
    light, rest = OFFICE.split(".w-theme-dark", 1)
    forced, by_system = rest.split(".w-theme-system", 1)
    ours = colours_of(LIGHT).keys()
    for css, scheme in ((light, "light"), (forced, "dark"), (by_system, "dark")):
        shared = {name: colour for name, colour in colours_of(css).items() if name in ours}
        assert shared == {name: palette(scheme)[name] for name in shared}
        assert {"paper", "ink", "ink-2", "fir", "clay"} <= shared.keys()


def test_mails_use_the_colours_of_the_tokens() -> None:
    used = set(re.findall(r"#[0-9a-f]{6}\b", MAIL))
    assert used <= {*palette("light").values(), *palette("dark").values()}
    assert palette("light")["paper"] in used


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

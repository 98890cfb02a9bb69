"""The one place that calls typst.

A template is a file in templates/pdf/; what it shows reaches it as data, one JSON text in `sys.inputs.data`. Words of
editors and people are therefore never typst code: `#`, `$` and `[` in them print as they are.
"""

import importlib.util
import json
import logging
import re
import threading
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import typst
from django.conf import settings

MEDIA_TYPE = "application/pdf"
STANDARD = "ua-1"  # PDF/UA-1: tagged, with a title and a language, every picture with its words

OWN_FONTS = Path(__file__).parent / "fonts"
# Packages whose only content is a font: Coast Salish and other Latin letters, Greek, Cyrillic, Devanagari; Arabic and
# Persian; Hebrew; Chinese, Japanese and Korean. What the machine has installed comes after them.
FONT_PACKAGES = ("fontpkg_noto_sans", "fontpkg_noto_sans_arabic", "fontpkg_heebo", "noto_cjk_sans_otc")

NOT_DRAWN = "\u25a1"  # an empty square, for a sign that no font here can draw
_REFUSED = re.compile(r'the text `"((?:[^"\\]|\\.)*)"` could not be displayed')
_ESCAPED = re.compile(r"\\u\{([0-9a-f]+)\}")

logger = logging.getLogger(__name__)
_here = threading.local()


def templates() -> Path:
    """The folder of templates, outside of which none of them can read."""
    return Path(settings.BASE_DIR) / "templates" / "pdf"


@cache
def fonts() -> typst.Fonts:
    """Every font there is, found once a process (40 ms)."""
    folders = [OWN_FONTS]
    for package in FONT_PACKAGES:
        spec = importlib.util.find_spec(package)
        if spec is not None and spec.origin:
            folders.append(Path(spec.origin).parent)
    return typst.Fonts(include_system_fonts=True, font_paths=[str(folder) for folder in folders])


def write(template: str, data: Mapping[str, Any]) -> bytes:
    """A PDF/UA-1 of templates/pdf/`template` with `data`, which must be what JSON can hold.

    A sign that no font can draw becomes an empty square, and is named in the log: the standard forbids it, and
    one foreign name must not keep everybody from the document. Raises typst.TypstError for a broken template.
    """
    text = json.dumps(data, ensure_ascii=False)
    try:
        return _compile(template, text, pdf_standards=[STANDARD])
    except typst.TypstError as error:
        signs = _signs_refused(error)
        if not signs:
            raise
        logger.warning("No font draws %s", ", ".join(f"U+{ord(sign):04X}" for sign in sorted(signs)))
        replaced = json.dumps(
            _without(data, str.maketrans(dict.fromkeys(signs, NOT_DRAWN))), ensure_ascii=False
        )
        return _compile(template, replaced, pdf_standards=[STANDARD])


def picture(template: str, data: Mapping[str, Any], *, ppi: int = 72) -> bytes:
    """A PNG of the first page of templates/pdf/`template`: one pixel for each of its points, or `ppi` to the inch."""
    return _compile(template, json.dumps(data, ensure_ascii=False), format="png", ppi=ppi)


def _compile(template: str, text: str, **options: Any) -> bytes:
    made = _compiler(template).compile(sys_inputs={"data": text}, **{"format": "pdf"} | options)
    # Pictures of several pages are a list; ours have one. None only comes where a file was asked for.
    return made if isinstance(made, bytes) else (made or [b""])[0]


def _compiler(template: str) -> typst.Compiler:
    """This thread's compiler of a template: making one anew takes 1.5 ms, and two threads cannot share one.

    It looks at the files again each time.
    """
    folder = templates()
    kept: dict[Path, typst.Compiler] = _here.__dict__.setdefault("compilers", {})
    path = folder / template
    if path not in kept:
        kept[path] = typst.Compiler(str(path), root=str(folder), font_paths=fonts())
    return kept[path]


def _signs_refused(error: typst.TypstError) -> set[str]:
    """The characters that no font can draw, out of the message."""
    found = "".join(_REFUSED.findall(error.diagnostic))
    return set(_ESCAPED.sub(lambda match: chr(int(match[1], 16)), found))


def _without(value: Any, table: dict[int, str]) -> Any:
    """`value` with the characters of `table` replaced in every text, at any depth."""
    if isinstance(value, str):
        return value.translate(table)
    if isinstance(value, Mapping):
        return {key: _without(part, table) for key, part in value.items()}
    if isinstance(value, list | tuple):
        return [_without(part, table) for part in value]
    return value

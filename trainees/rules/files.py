"""Which files trainees may hand in, told by their names and by how they begin."""

import re
import unicodedata

from courses.rules.characters import writable

MOST_BYTES = 10 * 1024 * 1024
LONGEST_NAME = 120
LONGEST_END = 8

_ZIP = (b"PK\x03\x04",)
_TEXT = ()  # anything that reads as text and is no markup
BEGINNINGS: dict[str, tuple[bytes, ...]] = {
    "pdf": (b"%PDF-",),
    "docx": _ZIP,
    "odt": _ZIP,
    "rtf": (b"{\\rtf",),
    "txt": _TEXT,
    "jpg": (b"\xff\xd8\xff",),
    "jpeg": (b"\xff\xd8\xff",),
    "png": (b"\x89PNG\r\n\x1a\n",),
    "webp": (b"RIFF",),
}
"""By the end of the name, how a file of that kind begins."""
HEAD = 4096
"""So many bytes of a file are looked at."""
MIMETYPES = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "odt": "application/vnd.oasis.opendocument.text",
    "rtf": "application/rtf",
    "txt": "text/plain; charset=utf-8",
    "jpg": "image/jpeg",
    "jpeg": "image/jpeg",
    "png": "image/png",
    "webp": "image/webp",
}
_MARKUP = re.compile(rb"<\s*(!doctype|html|head|body|script|svg|\?xml|iframe)", re.IGNORECASE)
_NOT_IN_NAMES = re.compile(r'[\x00-\x1f\x7f<>:"/\\|?*]')


def clean_name(given: str) -> str:
    """The last part of a file's name, as it may stand in a header and on any disk: no path, no line ends, no signs
    without a shape, at most LONGEST_NAME characters with the end kept. "file" where nothing is left.
    """
    name = unicodedata.normalize("NFC", given.replace("\\", "/").rsplit("/", 1)[-1])
    visible = "".join(sign for sign in writable(name) if unicodedata.category(sign) != "Cf")
    name = " ".join(_NOT_IN_NAMES.sub(" ", visible).split())
    stem, dot, end = name.rpartition(".")
    end = end.strip()[:LONGEST_END] if dot else ""
    stem = (stem if end else name).strip(". ")[: LONGEST_NAME - LONGEST_END - 1].strip(". ") or "file"
    return f"{stem}.{end}" if end else stem


def ending(name: str) -> str:
    """What the name ends with: "pdf"; empty without a dot."""
    return name.rpartition(".")[2].lower() if "." in name else ""


def is_what_it_says(name: str, head: bytes) -> bool:
    """Whether a file that begins with `head` is of a kind that is taken, and of the kind that its name ends with.

    No markup passes, whatever its name: SVG and HTML can carry scripts.
    """
    end = ending(name)
    if end not in BEGINNINGS or not head or _MARKUP.search(head[:1024]):
        return False
    if end == "txt":
        return b"\0" not in head and not head.startswith((b"%PDF-", *_ZIP))
    if end == "webp":
        return head.startswith(b"RIFF") and head[8:12] == b"WEBP"
    return head.startswith(BEGINNINGS[end])

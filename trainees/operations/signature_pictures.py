"""Pictures of signatures: looked at, and drawn again, so that nothing is kept of a file but its picture."""

import io
from typing import Any

from django.core.files.base import ContentFile, File
from django.utils.translation import gettext as _
from PIL import Image, ImageOps

from courses.operations.checks import refuse
from trainees.rules.files import BEGINNINGS

FOLDER = "signatures"
MOST_BYTES = 2 * 1024 * 1024
MOST_PIXELS = 16_000_000
"""Of a picture as it comes: a page scanned at 400 dots an inch has 15 million."""
KEPT_WIDTH, KEPT_HEIGHT = 900, 270
"""In pixels: 600 dots an inch where it is printed."""
_KINDS = {"PNG": BEGINNINGS["png"], "JPEG": BEGINNINGS["jpg"]}


def clean_signature(upload: "File[Any]", *, field: str) -> ContentFile[bytes]:
    """The picture as PNG: no larger than it is printed, the right way up, without a name, place or time in it.

    Raises ValidationError at `field` for a file that is empty, too large, no PNG or JPEG by its first bytes, or
    cannot be drawn. Nothing of what was sent is kept but its pixels.
    """
    if not upload.size:
        raise refuse(field, _("This file is empty."), code="empty")
    if upload.size > MOST_BYTES:
        raise refuse(field, _("This picture is larger than 2 MB. A smaller one is needed."), code="size")
    upload.seek(0)
    raw = upload.read(MOST_BYTES + 1)
    kind = next((name for name, begins in _KINDS.items() if raw.startswith(begins)), "")
    if not kind:
        raise refuse(field, _("We can take pictures as PNG or JPEG."), code="kind")
    try:
        with Image.open(io.BytesIO(raw), formats=[kind]) as found:
            # Told by its head, before anything is unpacked: a small file can claim to be huge.
            is_huge = found.width * found.height > MOST_PIXELS
            kept = None if is_huge else ContentFile(_drawn_again(found))
    except Image.DecompressionBombError:
        kept = None
    except (OSError, SyntaxError, ValueError, EOFError):
        words = _("This picture cannot be read. Please save it anew and try again.")
        raise refuse(field, words, code="broken") from None
    if kept is None:
        words = _("This picture has too many pixels. A smaller one is needed.")
        raise refuse(field, words, code="pixels")
    return kept


def _drawn_again(found: Image.Image) -> bytes:
    picture = ImageOps.exif_transpose(found).convert("RGBA")
    picture.thumbnail((KEPT_WIDTH, KEPT_HEIGHT))
    blank = Image.new("RGBA", picture.size)
    blank.paste(picture)
    out = io.BytesIO()
    blank.save(out, "PNG", optimize=True)
    return out.getvalue()

"""`manage.py artwork`: the icons and the pictures of shared links, drawn from templates/pdf/ into cms/static/.

What it writes is committed. It is run again when the mark, the colours or the words change.
"""

import io
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from PIL import Image

from courses import pdf

# One picture for each language of the site, whatever page is shared.
WORDS = {"en": "Training for peer support workers", "fr": "Formation en soutien par les pairs"}
SHARED_COLOURS = 64  # flat colours and soft edges: a tenth of the bytes
# Name, side in pixels, how much of it the mark takes, how round its corners are (phones round their own).
ICONS = (
    ("icon-192.png", 192, 0.8, 0.2),
    ("icon-512.png", 512, 0.8, 0.2),
    ("icon-maskable-512.png", 512, 0.64, 0.0),
    ("apple-touch-icon.png", 180, 0.76, 0.0),
)
FAVICON_SIZES = (16, 32, 48)


class Command(BaseCommand):
    """The files are small, and the same each time for the same sources."""

    help = "Draw the icons and the pictures of shared links again."

    def handle(self, *args: Any, **options: Any) -> None:
        """Write every file, and say how large it is."""
        static = Path(settings.BASE_DIR) / "cms" / "static"
        for language, words in WORDS.items():
            data = {"language": language, "brand": settings.WAGTAIL_SITE_NAME, "words": words}
            self._save(static / "share" / f"share-{language}.png", pdf.picture("share.typ", data))
        for name, size, safe, corner in ICONS:
            self._save(static / "icons" / name, _icon(size, safe, corner))
        drawn = [Image.open(io.BytesIO(_icon(size, 0.88, 0.2))) for size in FAVICON_SIZES]
        file = io.BytesIO()
        drawn[-1].save(file, "ICO", sizes=[image.size for image in drawn], append_images=drawn[:-1])
        (static / "icons" / "favicon.ico").write_bytes(file.getvalue())
        self.stdout.write(f"favicon.ico {len(file.getvalue())} bytes")

    def _save(self, path: Path, png: bytes) -> None:
        """As a PNG of few colours."""
        file = io.BytesIO()
        image = Image.open(io.BytesIO(png)).convert("RGBA")
        image.quantize(SHARED_COLOURS, Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE).save(
            file, "PNG", optimize=True
        )
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(file.getvalue())
        self.stdout.write(f"{path.name} {len(file.getvalue())} bytes")


def _icon(size: int, safe: float, corner: float) -> bytes:
    return pdf.picture("icon.typ", {"size": size, "safe": safe, "corner": corner})

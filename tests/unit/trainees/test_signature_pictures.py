"""Pictures of signatures: what is taken, what is kept of it."""

import contextlib
import io
import struct
import zlib

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from tests.factories.papers import signature
from trainees.operations.signature_pictures import KEPT_HEIGHT, KEPT_WIDTH, MOST_BYTES, clean_signature

PNG = signature()
JPEG = signature("JPEG")
SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'


def clean(data: bytes, name: str = "s.png") -> Image.Image:
    """What is kept of a file."""
    kept = clean_signature(SimpleUploadedFile(name, data), field="first_signature").read()
    assert kept.startswith(b"\x89PNG\r\n\x1a\n")
    return Image.open(io.BytesIO(kept))


def refused(data: bytes, name: str = "s.png") -> str:
    """Why it is not taken."""
    with pytest.raises(ValidationError) as caught:
        clean_signature(SimpleUploadedFile(name, data), field="first_signature")
    ((field, errors),) = caught.value.error_dict.items()
    assert field == "first_signature"
    return str(errors[0].code)


def claims(width: int, height: int) -> bytes:
    """A small PNG whose head says that it is this large."""
    head = b"IHDR" + struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    rest = b"IDAT" + zlib.compress(b"\0")
    chunks = [
        struct.pack(">I", len(part) - 4) + part + struct.pack(">I", zlib.crc32(part)) for part in (head, rest)
    ]
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunks)


@pytest.mark.parametrize("data", [PNG, JPEG])
def test_png_and_jpeg_are_told_by_how_they_begin_whatever_their_name(data: bytes) -> None:
    kept = clean(data, name="evil.svg")
    assert (kept.format, kept.mode, kept.size) == ("PNG", "RGBA", (600, 180))


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "empty"),
        (PNG + b"\0" * MOST_BYTES, "size"),
        (SVG, "kind"),
        (b"<html><img></html>", "kind"),
        (signature("GIF"), "kind"),
        (signature("WEBP"), "kind"),
        (b"%PDF-1.7", "kind"),
        (PNG[:200], "broken"),
        (PNG[:8] + SVG, "broken"),
        (JPEG[:100], "broken"),
        (b"\xff\xd8\xff", "broken"),
        (claims(60_000, 60_000), "pixels"),
        (claims(5_000, 4_000), "pixels"),
        (claims(0, 10), "broken"),
    ],
)
def test_what_is_not_taken(data: bytes, code: str) -> None:
    assert refused(data) == code


def test_nothing_is_kept_but_the_picture() -> None:
    exif = Image.Exif()
    exif[0x010E] = "PLANTED description"
    exif[0x8825] = {1: "N", 2: (49.0, 15.0, 0.0)}
    planted = signature("JPEG", exif=exif, comment=b"PLANTED comment")
    assert b"PLANTED" in planted

    kept = clean_signature(
        SimpleUploadedFile("x.jpg", planted + b"PLANTED tail"), field="first_signature"
    ).read()

    assert b"PLANTED" not in kept
    assert b"Exif" not in kept
    picture = Image.open(io.BytesIO(kept))
    assert (dict(picture.getexif()), picture.info) == ({}, {})


def test_a_large_picture_becomes_as_large_as_it_is_printed() -> None:
    kept = clean(signature(size=(3000, 600)))
    assert kept.width == KEPT_WIDTH
    assert kept.height <= KEPT_HEIGHT


def test_a_picture_taken_sideways_is_turned_up() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    assert clean(signature("JPEG", size=(100, 40), exif=exif)).size == (40, 100)


@given(st.integers(8, len(PNG) - 1), st.integers(0, 255), st.sampled_from([PNG, JPEG]))
def test_a_damaged_file_is_taken_or_refused_and_nothing_else(at: int, byte: int, data: bytes) -> None:
    at = min(at, len(data) - 1)
    damaged = data[:at] + bytes([byte]) + data[at + 1 :]
    with contextlib.suppress(ValidationError):
        assert clean(damaged).mode == "RGBA"

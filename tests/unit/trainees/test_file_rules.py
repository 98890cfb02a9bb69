"""Which files are taken, and what their names become."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trainees.rules.files import LONGEST_END, LONGEST_NAME, clean_name, is_what_it_says

PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 8
SVG = b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"><script>1</script></svg>'


@pytest.mark.parametrize(
    ("given_name", "kept"),
    [
        ("plan.pdf", "plan.pdf"),
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\sam\\my plan.docx", "my plan.docx"),
        ("a\r\nSet-Cookie: x=1.pdf", "a Set-Cookie x=1.pdf"),
        ("nul\0byte.pdf", "nulbyte.pdf"),
        ("e\u0301te\u0301.pdf", "été.pdf"),
        ("invoice\u202efdp.txt", "invoicefdp.txt"),
        ("...", "file"),
        ("", "file"),
        (".pdf", "file.pdf"),
        ('a"b<c>.png', "a b c.png"),
        ("x" * 300 + ".docx", "x" * (LONGEST_NAME - LONGEST_END - 1) + ".docx"),
    ],
)
def test_names(given_name: str, kept: str) -> None:
    assert clean_name(given_name) == kept


@given(st.text())
def test_any_name_becomes_one_that_can_stand_anywhere(given_name: str) -> None:
    name = clean_name(given_name)
    assert 0 < len(name) <= LONGEST_NAME
    assert name == clean_name(name)
    assert not set(name) & set('/\\\r\n\0"<>:|?*')
    assert name not in (".", "..")


@pytest.mark.parametrize(
    ("name", "head"),
    [
        ("a.pdf", b"%PDF-1.7"),
        ("a.PDF", b"%PDF-1.7"),
        ("a.docx", b"PK\x03\x04rest"),
        ("a.odt", b"PK\x03\x04rest"),
        ("a.rtf", b"{\\rtf1 text"),
        ("a.txt", "Été, 5 < 6 > 4".encode()),
        ("a.jpg", b"\xff\xd8\xff\xe0"),
        ("a.jpeg", b"\xff\xd8\xff\xe0"),
        ("a.png", PNG),
        ("a.webp", b"RIFF\x10\0\0\0WEBPVP8 "),
    ],
)
def test_what_is_taken(name: str, head: bytes) -> None:
    assert is_what_it_says(name, head)


@pytest.mark.parametrize(
    ("name", "head"),
    [
        ("a.png", SVG),
        ("a.svg", SVG),
        ("a.svg", PNG),
        ("a.html", b"<!doctype html><p>"),
        ("a.txt", b"  <HTML><script>"),
        ("a.txt", b"text\0more"),
        ("a.txt", b"PK\x03\x04rest"),
        ("a.pdf", b"MZ\x90"),
        ("a.pdf", PNG),
        ("a.docx", b"%PDF-1.7"),
        ("a.webp", b"RIFF\x10\0\0\0WAVEfmt "),
        ("a.exe", b"MZ\x90"),
        ("a", b"%PDF-1.7"),
        ("a.pdf", b""),
        ("a.pdf.html", b"%PDF-1.7"),
    ],
)
def test_what_is_not(name: str, head: bytes) -> None:
    assert not is_what_it_says(name, head)

"""Whatever is read as a list, the answer is people or one clear refusal, and what is kept can be stored."""

import codecs
import io
import json
import unicodedata
import zipfile

from django.core.exceptions import ValidationError
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from trainees.lists import Row, neutralise, read_list
from trainees.lists.characters import REFUSED_CATEGORIES
from trainees.lists.export import strip_guard

HEADINGS = [
    "name",
    "Nom",
    "chosen name",
    "prénom",
    "e-mail",
    "COURRIEL",
    "langue",
    "phone",
    "autre",
    "",
    "\ud800",
]
CELLS = st.one_of(
    st.text(max_size=20), st.sampled_from(["sam@example.org", "Sam", "fr", "604 555-0100", "=1+1"])
)
TABLES = st.tuples(
    st.lists(st.sampled_from(HEADINGS), max_size=6), st.lists(st.lists(CELLS, max_size=7), max_size=5)
)
DELIMITERS = st.sampled_from([",", ";", "\t"])


def _good_workbook() -> bytes:
    book = Workbook()
    sheet = book.worksheets[0]
    for line in (("name", "e-mail"), ("Sam", "sam@example.org")):
        sheet.append(line)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


GOOD = _good_workbook()


def check(data: bytes | str) -> list[Row]:
    """Read it; every outcome but a refusal or storable rows fails."""
    rows: list[Row] = []
    try:
        people = read_list(data, default_language="en")
    except ValidationError as error:
        told: object = error.message_dict
        fields = list(error.message_dict)
    else:
        rows = people.rows
        told = [[row.as_json() for row in rows], people.notices]
        fields = ["list"]
    assert fields == ["list"]
    stored = json.dumps(told, ensure_ascii=False)
    stored.encode()  # no half of a character
    assert "\\u0000" not in stored
    if rows:
        assert [Row.from_json(value) for value in json.loads(stored)[0]] == rows
    return rows


@given(st.binary(max_size=300))
def test_any_bytes(data: bytes) -> None:
    check(data)


@given(
    st.sampled_from([b"PK\x03\x04", codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF32_BE]), st.binary()
)
def test_any_bytes_behind_a_known_beginning(start: bytes, data: bytes) -> None:
    check(start + data)


@given(st.text())
def test_any_text(text: str) -> None:
    check(text)


@given(TABLES, DELIMITERS, st.sampled_from(["\n", "\r\n", "\r"]))
@settings(max_examples=300)
def test_any_table(table: tuple[list[str], list[list[str]]], delimiter: str, newline: str) -> None:
    header, lines = table
    for row in check(newline.join(delimiter.join(line) for line in [header, *lines])):
        if not row.errors:
            assert row.name
            assert "@" in row.email
            assert (
                not {unicodedata.category(c) for c in row.name + row.email + row.phone} & REFUSED_CATEGORIES
            )
            assert unicodedata.is_normalized("NFC", row.name)


@given(st.data())
@settings(max_examples=150)
def test_any_damaged_workbook(data: st.DataObject) -> None:
    with zipfile.ZipFile(io.BytesIO(GOOD)) as good:
        parts = {name: good.read(name) for name in good.namelist()}
    victim = data.draw(st.sampled_from(sorted(parts)))
    at = data.draw(st.integers(0, len(parts[victim])))
    cut = data.draw(st.integers(0, 40))
    parts[victim] = parts[victim][:at] + data.draw(st.binary(max_size=10)) + parts[victim][at + cut :]
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as bad:
        for name, text in parts.items():
            bad.writestr(name, text)
    check(buffer.getvalue())


@given(st.integers(0, len(GOOD)), st.binary(min_size=1, max_size=4))
@settings(max_examples=150)
def test_any_damaged_archive(at: int, wrong: bytes) -> None:
    check(GOOD[:at] + wrong + GOOD[at + len(wrong) :])


@given(st.text())
def test_what_is_exported_is_no_formula_and_reads_back(text: str) -> None:
    assert not neutralise(text).lstrip(" ").startswith(("=", "+", "-", "@"))
    assert strip_guard(neutralise(text)) == text

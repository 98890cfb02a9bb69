"""Reading lists: every bad input of reliability.md that applies, each with what the coordinator is told."""

import codecs
import io
import unicodedata
import zipfile

import pytest
from django.core.exceptions import ValidationError
from openpyxl import Workbook

from trainees.lists import MAX_ROWS, Row, neutralise, read_list
from trainees.lists.export import strip_guard
from trainees.lists.rows import clean_name

HEADER = "name,e-mail,language,phone\n"


def rows(data: bytes | str, default_language: str = "en") -> list[Row]:
    return read_list(data, default_language=default_language).rows


def refusal(data: bytes | str) -> str:
    with pytest.raises(ValidationError) as caught:
        read_list(data, default_language="en")
    assert list(caught.value.message_dict) == ["list"]
    return str(caught.value.message_dict["list"][0])


def one(name: str, email: str = "sam@example.org", language: str = "", phone: str = "") -> Row:
    (row,) = rows(f"name\te-mail\tlanguage\tphone\n{name}\t{email}\t{language}\t{phone}")
    return row


def workbook(*table: tuple[str | float | None, ...]) -> bytes:
    book = Workbook()
    sheet = book.worksheets[0]
    for line in table:
        sheet.append(line)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


SAM = [Row(number=2, name="Sam", email="sam@example.org", language="fr", phone="604 555-0100")]


@pytest.mark.parametrize(
    "data",
    [
        b"name,e-mail,language,phone\nSam,sam@example.org,fr,604 555-0100\n",
        b"name,e-mail,language,phone\r\nSam,sam@example.org,fr,604 555-0100\r\n",
        b"name;e-mail;language;phone\rSam;sam@example.org;fr;604 555-0100",
        "name\te-mail\tlanguage\tphone\nSam\tsam@example.org\tfr\t604 555-0100",
        codecs.BOM_UTF8
        + b'"e-mail";"Name";"Langue";"phone"\nSam@Example.ORG;Sam;Fran\xc3\xa7ais;604 555-0100\n',
        "Courriel;Nom;Langue;Téléphone\nsam@example.org;Sam;français;604 555-0100\n".encode("cp1252"),
        "name,e-mail,language,phone\nSam,sam@example.org,fr,604 555-0100\n".encode("utf-16"),
        "name,e-mail,language,phone\nSam,sam@example.org,fr,604 555-0100\n".encode("utf-16-le"),
        "name,e-mail,language,phone\nSam,sam@example.org,fr,604 555-0100\n".encode("utf-16-be"),
        "name,e-mail,language,phone\nSam,sam@example.org,fr,604 555-0100\n".encode("utf-32"),
        b'name,e-mail,language,phone\n"  Sam ",mailto:sam@example.org, fr-CA ,604 555-0100,,,\n,,,\n',
        "Nom usuel,Nom,Courriel,langue,tél.\nSam,Autre,sam@example.org,FR,604 555-0100",
        "CHOSEN NAME\tname\tE-Mail Address *\tPreferred language\tCell\nSam\t\tsam@example.org\tFrench\t604 555-0100",
        workbook(
            ("Name", "E-mail", "Language", "Phone"), ("Sam", "sam@example.org", "French", "604 555-0100")
        ),
    ],
    # A workbook begins with the time it was written: as a name it would differ between test processes.
    ids=lambda value: "workbook" if value[:2] == b"PK" else repr(value[:24]),
)
def test_every_usual_form_of_a_list_reads_the_same(data: bytes | str) -> None:
    assert rows(data) == SAM


def test_a_separator_line_of_excel_is_obeyed_and_counted() -> None:
    (row,) = rows(b"sep=;\nname;e-mail\nSam;sam@example.org\n")
    assert (row.number, row.name) == (3, "Sam")


def test_rows_keep_their_numbers_past_blank_lines_and_lines_within_cells() -> None:
    found = rows('\n\nname,e-mail\n\n"Sam",sam@example.org\n"Al\nex",alex@example.org\nKit,kit@example.org')
    assert [(row.number, row.name) for row in found] == [(5, "Sam"), (6, "Al\ufffdex"), (7, "Kit")]


def test_first_and_last_names_become_one_name_in_either_language() -> None:
    assert rows("First name,Last name,Email\nSam,Example,sam@example.org")[0].name == "Sam Example"
    assert rows("Nom,Prénom,Courriel\nExemple,Sam,sam@example.org")[0].name == "Sam Exemple"
    assert rows("Full name,First name,Email\nSam Example,Sam,sam@example.org")[0].name == "Sam Example"


def test_the_chosen_name_goes_before_any_other() -> None:
    assert rows("name,chosen name,e-mail\nSamuel,Sam,s@example.org\nKit,,k@example.org") == [
        Row(number=2, name="Sam", email="s@example.org", language="en", phone=""),
        Row(number=3, name="Kit", email="k@example.org", language="en", phone=""),
    ]


@pytest.mark.parametrize(
    ("word", "code"),
    [(word, "en") for word in ("en", "English", "anglais", "EN-ca")]
    + [(word, "fr") for word in ("fr", "French", "français", "Francais", "fr_CA", "", "  ")],
)
def test_languages_are_read_in_both_languages_and_empty_is_the_programmes_first(word: str, code: str) -> None:
    assert (
        rows(f"name,e-mail,language\nSam,sam@example.org,{word}", default_language="fr")[0].language == code
    )


class TestNamesOfPeople:
    @pytest.mark.parametrize(
        "name", ["ʔəy̓alm̓əxʷ", "Straße", "İpek", "مريم", "שירה", "Zoë", "Nguyễn", "O’Hara", "山田", "Sam 🌱"]
    )
    def test_are_kept_as_they_are(self, name: str) -> None:
        assert one(name).name == unicodedata.normalize("NFC", name)

    def test_are_kept_composed(self) -> None:
        assert one(unicodedata.normalize("NFD", "Zoë")).name == "Zoë"

    def test_lose_what_nobody_sees(self) -> None:
        assert one("\u200bSa\u200dm\u202e \ufeff\u2066Lee\u00ad").name == "Sam Lee"

    def test_are_composed_after_that(self) -> None:
        assert one("Zoe\u200d\u0308").name == "Zoë"

    def test_keep_joiners_where_a_script_needs_them(self) -> None:
        assert one("علی\u200cرضا").name == "علی\u200cرضا"

    @pytest.mark.parametrize("bad", ["\x07", "\x1b", "\x85", "\ue000", "\r"])
    def test_with_control_characters_are_refused(self, bad: str) -> None:
        (row,) = rows(f'name,e-mail\n"Sa{bad}m",sam@example.org')
        code = f"U+{ord(bad):04X}"
        assert row.errors == {
            "name": [f"This holds a line break or a character that cannot be shown ({code})."]
        }

    def test_with_half_a_character_are_refused(self) -> None:
        assert one("Sa\ud800m").errors == {
            "name": ["This holds a line break or a character that cannot be shown (U+D800)."]
        }
        assert one("Sa\ud800m").name == "Sa\ufffdm"

    def test_that_look_like_formulas_are_names(self) -> None:
        row = one("=HYPERLINK(1)", phone="+1 604 555-0100")
        assert (row.name, row.phone, row.errors) == ("=HYPERLINK(1)", "+1 604 555-0100", {})

    def test_that_are_missing_or_too_long_are_refused(self) -> None:
        assert one("").errors == {"name": ["A name is missing."]}
        assert one("\u200b").errors == {"name": ["A name is missing."]}
        assert one("x" * 121).errors == {"name": ["This is too long: 121 characters. At most 120 fit."]}


class TestFields:
    def test_addresses_are_compared_in_one_form(self) -> None:
        assert one("Sam", " SAM@Example.Org ").email == "sam@example.org"
        assert one("Sam", "sa\u200bm@example.org\u00a0").email == "sam@example.org"

    @pytest.mark.parametrize(
        "bad",
        [
            "sam",
            "sam@",
            "sam@example",
            "sam@@example.org",
            "sam @example.org",
            "a@example.org, b@example.org",
        ],
    )
    def test_what_is_no_address_is_refused(self, bad: str) -> None:
        words = "This does not look like an e-mail address. An example: name@example.org"
        assert one("Sam", bad).errors == {"email": [words]}
        assert one("Sam", bad).email == bad

    def test_a_missing_address_is_refused(self) -> None:
        assert one("Sam", "").errors == {"email": ["An e-mail address is missing."]}

    def test_a_line_break_in_an_address_never_reaches_a_header(self) -> None:
        (row,) = rows('name,e-mail\nSam,"sam@example.org\r\nBcc: all@example.org"')
        assert row.errors == {
            "email": ["This holds a line break or a character that cannot be shown (U+000D)."]
        }

    def test_other_languages_are_refused(self) -> None:
        words = "“Klingon” is not a language we write in. Use English or French, or leave it empty."
        assert one("Sam", language="Klingon").errors == {"language": [words]}

    def test_phones_need_digits_and_fit(self) -> None:
        assert one("Sam", phone="ask me").errors == {"phone": ["This does not look like a phone number."]}
        assert one("Sam", phone="1" * 41).errors == {
            "phone": ["This is too long: 41 characters. At most 40 fit."]
        }

    def test_every_mistake_of_a_row_is_told_at_once(self) -> None:
        assert set(one("", "x", "x", "x").errors) == {"name", "email", "language", "phone"}


class TestRows:
    def test_that_end_early_have_empty_cells(self) -> None:
        assert rows(HEADER + "Sam,sam@example.org")[0].errors == {}

    def test_that_are_too_long_are_refused(self) -> None:
        (row,) = rows("name,e-mail\nSam,Lee,sam@example.org\n")
        assert row.errors["row"] == ["This row has more cells than the first row has headings."]

    def test_a_wrong_row_holds_up_no_other(self) -> None:
        found = rows("name,e-mail\n,\nSam,nowhere\nKit,kit@example.org")
        assert [(row.number, sorted(row.errors)) for row in found] == [(3, ["email"]), (4, [])]

    def test_that_say_nothing_do_not_count(self) -> None:
        assert len(rows(HEADER + ",,,\n \n\nSam,sam@example.org\n,,\n")) == 1


class TestColumns:
    def test_that_are_not_known_are_named_and_not_used(self) -> None:
        people = read_list(
            "name,Pronouns,e-mail,Diagnosis\nSam,they,sam@example.org,x", default_language="en"
        )
        assert people.notices == ["These columns are not used: Pronouns, Diagnosis."]
        assert people.rows == [Row(number=2, name="Sam", email="sam@example.org", language="en", phone="")]

    @pytest.mark.parametrize(
        ("header", "missing"),
        [("name,phone", "e-mail"), ("e-mail,phone", "name"), ("Sam,sam@example.org", "name, e-mail")],
    )
    def test_that_are_needed_and_missing_are_named(self, header: str, missing: str) -> None:
        words = f"The first row must name the columns. Missing: {missing}."
        assert refusal(f"{header}\nx,y") == words

    def test_that_mean_the_same_are_refused(self) -> None:
        words = "Two columns mean the same: “E-mail” and “Courriel”. Delete one of them."
        assert refusal("name,E-mail,Courriel\nSam,a@example.org,b@example.org") == words


class TestFilesThatCannotBeRead:
    def test_empty_ones(self) -> None:
        for data in ("", b"", b"\n\n", "   ", codecs.BOM_UTF8, codecs.BOM_UTF16_LE):
            assert refusal(data) == "This list is empty."
        assert refusal(HEADER) == "This list has column headings but nobody below them."

    def test_nul(self) -> None:
        words = "Row 3 holds a NUL character. Is this really a list? Save it as CSV or XLSX again."
        assert refusal(HEADER.encode() + b"Sam,sam@example.org\nK\0it,kit@example.org") == words

    def test_damaged_wide_text(self) -> None:
        assert refusal(codecs.BOM_UTF16_LE + b"n\0a") == "This file is damaged: its text cannot be read."

    def test_an_open_quotation_mark(self) -> None:
        words = "Row 3 cannot be read: a quotation mark is not closed, or a cell is far too long."
        assert refusal(HEADER + 'Sam,sam@example.org\n"Kit,kit@example.org\nAl,al@example.org\n') == words
        assert refusal(HEADER + "Sam,sam@example.org\n" + "x" * 200_000) == words

    def test_too_many_rows_are_refused_before_any_is_looked_at(self) -> None:
        line = "Sam,not an address\n"
        words = "This list has more than 10,000 rows. Split it into several lists."
        assert refusal(HEADER + line * 100_000) == words
        assert len(rows(HEADER + line * MAX_ROWS)) == MAX_ROWS

    def test_too_many_bytes(self) -> None:
        words = "This list is too large: at most 10,000 rows and 10 MB. Split it into several lists."
        assert refusal(b"x" * 10_000_001) == words

    def test_guessed_encodings_are_told(self) -> None:
        people = read_list("name,e-mail\nZoë,z@example.org".encode("cp1252"), default_language="en")
        assert people.rows[0].name == "Zoë"
        assert people.notices == [
            "The file is not in UTF-8, so it was read as Windows-1252. Please check letters with accents."
        ]


class TestWorkbooks:
    def test_cells_read_as_they_look(self) -> None:
        table = (("Name", "E-mail", "Phone"), (None, None, None), ("Sam", "sam@example.org", 6045550100.0))
        assert rows(workbook(*table)) == [
            Row(number=3, name="Sam", email="sam@example.org", language="en", phone="6045550100")
        ]

    def test_only_the_first_sheet_is_read_and_that_is_told(self) -> None:
        book = Workbook()
        sheet = book.worksheets[0]
        sheet.title = "Spring"
        for line in (("name", "e-mail"), ("Sam", "sam@example.org")):
            sheet.append(line)
        book.create_sheet("Old").append(("nothing",))
        buffer = io.BytesIO()
        book.save(buffer)
        people = read_list(buffer.getvalue(), default_language="en")
        assert (len(people.rows), people.notices) == (1, ["Only the first sheet was read: “Spring”."])

    def test_a_bomb_is_refused_by_what_it_declares(self) -> None:
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("[Content_Types].xml", "x")
            archive.writestr("xl/worksheets/sheet1.xml", b"0" * 61_000_000)
        assert len(buffer.getvalue()) < 100_000
        words = "Unpacked, this Excel file would take 61 MB; a list may take 60 MB. Save it as CSV."
        assert refusal(buffer.getvalue()) == words

    def test_entities_that_grow_are_refused(self) -> None:
        source = io.BytesIO(workbook(("name", "e-mail"), ("Sam", "sam@example.org")))
        bomb = io.BytesIO()
        laugh = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]>'
        with zipfile.ZipFile(source) as good, zipfile.ZipFile(bomb, "w") as bad:
            for part in good.namelist():
                text = good.read(part)
                if part.endswith("sheet1.xml"):
                    text = laugh.encode() + text
                bad.writestr(part, text)
        words = "This Excel file cannot be read. Open it, save it as XLSX or CSV, and try again."
        assert refusal(bomb.getvalue()) == words

    def test_a_sheet_that_never_ends_is_refused(self) -> None:
        book = Workbook()
        sheet = book.worksheets[0]
        sheet.append(("name", "e-mail"))
        sheet.cell(row=1_000_000, column=1, value="Sam")
        buffer = io.BytesIO()
        book.save(buffer)
        words = "The sheet goes on beyond row 50000. Delete the empty rows at its end, or save as CSV."
        assert refusal(buffer.getvalue()) == words

    def test_what_is_no_workbook_is_refused(self) -> None:
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w") as archive:
            archive.writestr("a.txt", "x")
        words = "This is not an Excel file (XLSX). Save the list as XLSX or CSV."
        assert refusal(buffer.getvalue()) == words
        assert (
            refusal(b"PK\x03\x04 not a zip") == "This file is damaged: it cannot be opened as an Excel file."
        )
        old = "This is an old Excel file, or one with a password. Save it as XLSX or CSV without a password."
        assert refusal(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1....") == old


class TestExport:
    @pytest.mark.parametrize("value", ["=1+1", "+1 604", "-1", "@x", "\t=x", " =x", "'=x", "＝x"])
    def test_what_could_start_a_formula_is_neutralised_and_comes_back(self, value: str) -> None:
        assert neutralise(value) == f"'{value}"
        assert strip_guard(neutralise(value)) == value

    @pytest.mark.parametrize("value", ["Sam", "", "O'Hara", "'n Sam", "604 555-0100"])
    def test_other_text_is_left_alone(self, value: str) -> None:
        assert neutralise(value) == value
        assert strip_guard(value) == value

    def test_an_exported_name_reads_back_as_it_was(self) -> None:
        assert one(neutralise("=Sam")).name == "=Sam"
        assert clean_name("'n Sam") == "'n Sam"

    def test_nothing_is_empty_text(self) -> None:
        assert neutralise(None) == ""

"""A certificate on paper: what a screen reader finds, what a telephone reads, and that no text breaks it."""

import datetime as dt
import io
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
import zxingcpp
from django.conf import settings
from django.db import connection
from django.test import override_settings
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from PIL import Image

from courses import pdf
from courses.models import Course
from tests import factories, papers
from tests.factories.papers import certificate_template
from trainees.models import Certificate
from trainees.queries.papers import TEMPLATE, certificate_pdf, look_of, signatures
from trainees.rules.certificates import new_code
from trainees.rules.papers import Look, certificate_data, hours_words
from trainees.rules.verification import verification_address

pytestmark = pytest.mark.django_db
CODE = "abcdefghijklmnopqrstuvwxyz"
LETTER, A4 = (792.0, 612.0), (841.89, 595.28)
CONTENT: dict[str, Any] = {
    "award": {"en": "Certified peer worker", "fr": "Soutien par les pairs certifié"},
    "programme": {"en": "North Shore", "fr": "Rive-Nord"},
    "host": "Example Health",
    "course": {"en": "Peer Training", "fr": "Formation de soutien"},
    "criteria": {"en": "All modules and a practicum.", "fr": "Tous les modules et un stage."},
    "modules": [
        {"code": "M01", "en": "Listening", "fr": "Écouter", "minutes": 480},
        {"code": "M02", "en": "Boundaries", "fr": "Les limites", "minutes": 90},
    ],
    "minutes": {"class": 86 * 60, "practicum": 36 * 60},
}


def certificate(**fields: Any) -> Certificate:
    """Amara's, with all of CONTENT."""
    day = dt.date(2026, 11, 24)
    defaults: dict[str, Any] = {
        "name": "Amara",
        "code": CODE,
        "serial": "AL-2026-00042",
        "issued_on": day,
        "content": CONTENT,
    }
    return factories.certificate(**({"first_awarded_on": day} | defaults | fields))


def course_of(of: Certificate) -> Course:
    return of.award.edition.course


def words(of: Certificate, **look: Any) -> str:
    """All that is read out, on one line."""
    return papers.read(certificate_pdf(of, **look)).words


def drawn(of: Certificate, **more: Any) -> Image.Image:
    """The front as a picture."""
    template = look_of(course_of(of))
    look = Look(
        template=template,
        language="en",
        paper="letter",
        tz=template.course.programme.tz,
        pictures=signatures(template),
        **more,
    )
    made = pdf.picture(TEMPLATE, certificate_data(of, look), ppi=150)
    return Image.open(io.BytesIO(made)).convert("RGB")


def test_it_is_a_tagged_pdf_that_is_read_in_order() -> None:
    of = certificate(expires_on=dt.date(2028, 11, 24), first_awarded_on=dt.date(2024, 11, 24))
    certificate_template(
        course_of(of), first_signer="Rosalind", first_role_en="Coordinator", signatures=("first",)
    )

    paper = papers.read(certificate_pdf(of))

    assert (paper.is_tagged, paper.conforms_to, paper.shows_title) == (True, "PDF/UA-1", True)
    assert (paper.language, paper.title) == ("en-CA", "Certificate: Amara, Certified peer worker")
    assert (paper.pages, paper.sizes) == (2, {LETTER})
    assert paper.headings == [
        (1, "Certificate"),
        (2, "Certified peer worker"),
        (2, "Modules and hours"),
        (3, "What this award asks for"),
    ]
    assert paper.links == [f"http://testserver/verify/{CODE}/"]
    assert [part.alt for part in paper.parts if part.tag == "Figure"] == [
        "Signature of Rosalind",
        "QR code of the address that checks this certificate",
    ]
    expected = [
        "Example Health", "North Shore", "Certificate", "This certifies that Amara",
        "has completed Peer Training and earned Certified peer worker",
        "86 hours of class and 36 hours of practicum",
        "Issued on 24 November 2026", "First awarded on 24 November 2024", "Valid until 24 November 2028",
        "Serial number AL-2026-00042", "Rosalind Coordinator",
        "Check this certificate: testserver/verify/ abcde fghij klmno pqrst uvwxy z",
        "Modules and hours", "Amara · Certified peer worker · AL-2026-00042",
        "Code Module Length", "M01 Listening 8 h", "M02 Boundaries 1 h 30 min",
        "What this award asks for", "All modules and a practicum.",
    ]  # fmt: skip
    assert [text for text in expected if text not in paper.words] == []
    places = [paper.words.index(text) for text in expected[3:]]
    assert places == sorted(places)


def test_the_table_of_modules_is_one_with_heads() -> None:
    parts = papers.read(certificate_pdf(certificate())).parts
    assert [part.text for part in parts if part.tag == "TH"] == ["Code", "Module", "Length"]
    assert [part.text for part in parts if part.tag == "TD"][:3] == ["M01", "Listening", "8 h"]


@pytest.mark.parametrize(("paper", "size"), [("letter", LETTER), ("a4", A4)])
@pytest.mark.parametrize("language", ["en", "fr", "both"])
@pytest.mark.parametrize("has_back", [True, False])
def test_paper_language_and_back_as_asked(
    paper: str, size: tuple[float, float], language: str, has_back: bool
) -> None:
    of = certificate()
    certificate_template(course_of(of), has_back=has_back)
    read = papers.read(certificate_pdf(of, language=language, paper=paper))
    ((width, height),) = read.sizes
    assert (round(width, 2), round(height, 2)) == size
    assert width > height
    assert read.pages == (2 if has_back else 1)
    assert read.language == ("fr-CA" if language == "fr" else "en-CA")


def test_language_is_the_certificates_own_and_paper_the_courses_unless_asked() -> None:
    of = certificate(language="fr")
    certificate_template(course_of(of), paper="a4")
    read = papers.read(certificate_pdf(of))
    assert read.language == "fr-CA"
    assert [round(side) for side in next(iter(read.sizes))] == [842, 595]
    assert papers.read(certificate_pdf(of, language="en", paper="letter")).sizes == {LETTER}


def test_in_both_languages_french_is_tagged_as_french_and_what_is_the_same_is_said_once() -> None:
    of = certificate(language="both", content=CONTENT | {"programme": {"en": "Vancouver", "fr": "Vancouver"}})
    certificate_template(
        course_of(of),
        heading_en="Well done",
        heading_fr="Bravo",
        statement_en="has done {hours}",
        statement_fr="a suivi {course}",
        footer_en="On this land.",
        footer_fr="Sur cette terre.",
        first_signer="Rosalind",
        first_role_en="Coordinator",
        first_role_fr="Coordonnatrice",
    )
    file = certificate_pdf(of)

    french, english = papers.words_in(file, "fr-CA"), papers.words_in(file, "en-CA")

    for text in (
        "Bravo", "a suivi Formation de soutien", "Soutien par les pairs certifié", "24 novembre 2026",
        "Coordonnatrice", "Sur cette terre.", "Tous les modules et un stage.", "Écouter", "Les limites",
    ):  # fmt: skip
        assert text in french
        assert text not in english
    for text in (
        "Well done", "has done 86 hours of class", "Certified peer worker", "24 November 2026", "Coordinator",
        "On this land.", "Listening", "Amara", "Rosalind",
    ):  # fmt: skip
        assert text in english
        assert text not in french
    read = papers.read(file)
    assert read.words.count("Vancouver") == 1
    assert read.headings[0] == (1, "Well done · Bravo")
    assert read.pages == 2


def test_what_exists_in_one_language_only_is_said_in_it_and_tagged_so() -> None:
    of = certificate(language="fr", content=CONTENT | {"award": {"en": "Only English", "fr": ""}})
    certificate_template(course_of(of), first_signer="Rosalind", first_role_en="Coordinator")
    file = certificate_pdf(of)
    assert "Coordinator" in papers.words_in(file, "en-CA")
    assert "Only English" in papers.words_in(file, "en-CA")
    assert "Example Health" in papers.words_in(file, "fr-CA")


def test_heading_and_sentence_that_a_course_has_in_one_language_only_are_ours_in_the_other() -> None:
    of = certificate(language="both")
    template = certificate_template(course_of(of), heading_en="Well done", statement_en="has done {hours}")
    french = papers.words_in(certificate_pdf(of, language="fr"), "fr-CA")
    assert "Certificat Nous certifions que Amara" in french or "Certificat" in french
    assert "« Formation de soutien »" in french.replace("\u00a0", " ")
    assert "Well done" not in papers.read(certificate_pdf(of, language="fr")).words
    assert papers.read(certificate_pdf(of)).headings[0] == (1, "Well done · Certificat")
    template.heading_fr, template.heading_en = "Bravo", ""
    template.save()
    assert papers.read(certificate_pdf(of)).headings[0] == (1, "Certificate · Bravo")


@pytest.mark.parametrize("own", ["", "has completed {course} and may now"])
def test_what_was_given_as_an_exception_claims_nothing_that_was_not_done(own: str) -> None:
    of = certificate(content=CONTENT | {"is_exception": True, "is_completed": False})
    certificate_template(course_of(of), statement_en=own)
    said = words(of)
    assert "This certifies that Amara has earned Certified peer worker" in said
    for claim in ("has completed", "asks for", "All modules and a practicum."):
        assert claim not in said


def test_the_course_is_completed_only_where_all_that_is_needed_was_done() -> None:
    of = certificate(content=CONTENT | {"is_completed": False})
    assert "has earned Certified peer worker" in words(of)
    assert "All modules and a practicum." in words(of)


@pytest.mark.parametrize(
    ("modules", "lines", "pages"), [(13, 3, 2), (13, 12, 2), (26, 4, 2), (40, 4, 2), (60, 4, 4), (2, 12, 2)]
)
@pytest.mark.parametrize("language", ["en", "both"])
def test_what_an_award_asks_for_is_there_as_a_whole_or_not_at_all(
    modules: int, lines: int, pages: int, language: str
) -> None:
    asked = [
        f"Sentence {number} of what is asked for, as long as they are, and then some."
        for number in range(lines)
    ]
    content = CONTENT | {
        "criteria": {"en": "\n".join(asked), "fr": "\n".join(asked).replace("Sentence", "Phrase")},
        "modules": [
            {"code": f"M{number}", "en": "Listening", "fr": "Écouter", "minutes": 60}
            for number in range(modules)
        ],
    }
    read = papers.read(certificate_pdf(certificate(content=content), language=language))
    found = sum(one in read.words for one in asked)
    assert found in (0, lines)
    assert (found > 0) == ("What this award asks for" in read.words)
    if modules == 2:
        assert found == lines
    assert read.pages <= pages


@override_settings(SITE_URL="https://training.example.org")
@pytest.mark.parametrize("name", ["Amara", "x" * 200])
def test_a_telephone_reads_the_address_from_the_paper(name: str) -> None:
    of = certificate(name=name)
    (found,) = zxingcpp.read_barcodes(drawn(of))
    assert found.text == verification_address(of) == f"https://training.example.org/verify/{CODE}/"
    assert "training.example.org/verify/ abcde fghij" in words(of)


def test_it_is_the_address_that_the_site_answers() -> None:
    of = certificate()
    assert verification_address(of) == settings.SITE_URL + reverse("verify:certificate", args=[CODE])


def test_any_code_can_be_read_from_paper() -> None:
    of = certificate()
    for _round in range(12):
        of.code = new_code()
        (found,) = zxingcpp.read_barcodes(drawn(of))
        assert found.text == verification_address(of)


def test_threads_write_at_the_same_time() -> None:
    of = certificate()
    look = Look(
        template=look_of(course_of(of)), language="both", paper="a4", tz=of.award.edition.course.programme.tz
    )
    data = certificate_data(of, look)
    with ThreadPoolExecutor(4) as pool:
        files = list(pool.map(lambda _number: pdf.write(TEMPLATE, data), range(12)))
    assert set(files) == {pdf.write(TEMPLATE, data)}


@pytest.mark.parametrize(
    "name",
    [
        "sʔəyəɬəq Élodie ḵ̓wasu",
        "陳美玲",
        "김민지",
        "O’Brien-Ng",
        "अनिता",
        "Ольга Ελένη",
        "ß İ ﬁ",
    ],
)
def test_the_name_is_as_the_person_wants_it(name: str, caplog: pytest.LogCaptureFixture) -> None:
    read = papers.read(certificate_pdf(certificate(name=name)))
    assert name in read.title
    assert "No font draws" not in caplog.text
    assert "\u25a1" not in read.words


@pytest.mark.parametrize("name", ["فاطمة الزهراء", "רבקה", "Rivka רבקה (Ng)"])
def test_names_from_right_to_left_are_drawn(name: str, caplog: pytest.LogCaptureFixture) -> None:
    assert name in papers.read(certificate_pdf(certificate(name=name))).title
    assert "No font draws" not in caplog.text


@pytest.mark.parametrize("name", ["Maria " * 33, "W" * 200, "W" * 36, "陳" * 40, "陳" * 200, "م" * 200])
def test_a_long_name_goes_over_lines_and_stays_inside_the_margins(name: str) -> None:
    of = certificate(name=name.strip())
    assert papers.read(certificate_pdf(of)).pages == 2
    front = drawn(of)
    margin = [front.getpixel((x, y)) for x in (72, 130, 1650 - 72, 1650 - 130) for y in range(90, 1180)]
    assert set(margin) == {(255, 255, 255)}


@pytest.mark.parametrize(
    "text",
    [
        '#read("/etc/passwd")',
        "$ x $ [b] *c* _d_ `e` <f> @g // h /* i */",
        "\\ \\u{41} \\n \"quoted\" 'single'",
        "</svg><script>alert(1)</script>",
        "{award} {name.__class__} %(name)s",
        "= Heading - list + enum / term: x",
    ],
)
def test_whatever_is_written_is_printed_as_text(text: str) -> None:
    of = certificate(
        name=text, content=CONTENT | {"host": text, "course": {"en": text}, "award": {"en": text, "fr": text}}
    )
    certificate_template(course_of(of), heading_en=text, first_signer=text, footer_en=text)
    read = papers.read(certificate_pdf(of))
    spaced = " ".join(text.split())
    # A word that is too long for a line may be parted; the mark for that has no shape.
    assert read.words.replace("\u200b", "").count(spaced) >= 7
    assert "root:" not in read.words


@pytest.mark.parametrize(
    "text", ["x" * 5_000, "long words " * 500, "a\x00b\x07c\r\nd\u2028e\ud7ff", "\u202egnp", "\U0010ffff"]
)
def test_what_no_sheet_can_hold_is_cut_with_grace(text: str) -> None:
    of = certificate(language="both")
    of.name, of.content = text, {
        "award": {"en": text, "fr": text}, "programme": text, "host": text, "course": text,
        "criteria": {"en": text}, "minutes": {"class": 10**9},
        "modules": [{"code": text, "en": text, "fr": text, "minutes": 60}] * 3,
    }  # fmt: skip
    assert papers.read(certificate_pdf(of)).pages <= 3


@pytest.mark.parametrize(
    "content",
    [
        {},
        {"modules": None, "minutes": None, "award": None, "course": None},
        {"modules": ["x", 1, None], "minutes": {"class": "many", "practicum": -1}, "programme": 3},
        {"modules": [{}], "minutes": []},
        {"award": "Plain text", "criteria": "Plain text", "modules": [{"en": "Only a title"}]},
    ],
)
def test_missing_and_strange_content_breaks_nothing(content: dict[str, Any]) -> None:
    of = certificate(content=content)
    read = papers.read(certificate_pdf(of, language="both"))
    assert "Amara" in read.words
    assert read.headings[1][1] in (of.award.name_en, "Plain text")


def test_one_that_was_revoked_or_replaced_says_so_first_and_across_and_is_not_signed() -> None:
    at = dt.datetime(2027, 3, 4, 2, tzinfo=dt.UTC)  # still the third of March in Vancouver
    revoked = {"revoked_at": at, "revoke_reason": "A mistake"}
    for fields, sentence in (
        (revoked, "Revoked on 3 March 2027. This certificate is no longer valid."),
        (
            {"replaced_at": at},
            "Replaced on 3 March 2027 by a newer certificate. This one is no longer valid.",
        ),
    ):
        of = certificate(code=f"{len(sentence):026}", serial=sentence[:8], **fields)
        certificate_template(course_of(of), first_signer="Rosalind", signatures=("first",))
        read = papers.read(certificate_pdf(of))
        assert read.words.startswith(sentence)
        assert "A mistake" not in read.words
        assert "Rosalind" in read.words
        assert "Amara" in read.words
        assert not any("Signature" in part.alt for part in read.parts)
        clay = sum(count for count, pixel in drawn(of).getcolors(1 << 24) or [] if pixel == (235, 218, 210))
        assert clay > 5_000


def test_a_signature_whose_file_is_gone_leaves_room_for_a_pen(caplog: pytest.LogCaptureFixture) -> None:
    of = certificate()
    template = certificate_template(course_of(of), first_signer="Rosalind", signatures=("first",))
    template.first_signature.storage.delete(str(template.first_signature))
    read = papers.read(certificate_pdf(of))
    assert "Rosalind" in read.words
    assert not any("Signature" in part.alt for part in read.parts)
    assert "cannot be read" in caplog.text


def test_two_queries_and_the_same_bytes_each_time() -> None:
    of = Certificate.objects.get(pk=certificate().pk)
    with CaptureQueriesContext(connection) as queries:
        once = certificate_pdf(of)
    assert len(queries) == 2
    assert certificate_pdf(of) == once


@pytest.mark.parametrize(
    ("minutes", "said"),
    [
        ({"class": 5160, "practicum": 2160}, "86 hours of class and 36 hours of practicum"),
        ({"class": 90, "practicum": 0}, "1 hour 30 minutes of class"),
        ({"practicum": 60}, "1 hour of practicum"),
        ({"class": 0}, ""),
        (None, ""),
        ([], ""),
        ({"class": True, "practicum": "2"}, "1 minute of class"),
    ],
)
def test_hours_in_words(minutes: Any, said: str) -> None:
    assert hours_words(minutes) == said


SIGNED = {
    **CONTENT,
    "signers": [{"name": "Rosalind", "en": "Director", "fr": "Directrice"}, {"name": "", "en": "", "fr": ""}],
}


def test_signers_are_those_it_was_issued_with_whoever_signs_today() -> None:
    of = certificate(content=SIGNED)
    certificate_template(
        course_of(of), first_signer="Miro", first_role_en="Coordinator", second_signer="Inès"
    )
    said = words(of)
    assert "Rosalind" in said
    assert "Director" in said
    for of_today in ("Miro", "Coordinator", "Inès"):
        assert of_today not in said
    assert "Directrice" in words(of, language="fr")


@pytest.mark.parametrize(
    ("signers", "alt"),
    [
        ({"first_signer": "Rosalind"}, True),
        ({"first_signer": "Miro"}, False),
        ({"first_signer": "Miro", "second_signer": "Rosalind"}, True),
    ],
)
def test_a_picture_is_only_that_of_who_signed(signers: dict[str, str], alt: bool) -> None:
    """Wherever that person signs today. Beside another name there is room for a pen."""
    of = certificate(content=SIGNED)
    which = tuple(name.removesuffix("_signer") for name in signers)
    certificate_template(course_of(of), signatures=which, **signers)
    said = " ".join(part.alt for part in papers.read(certificate_pdf(of)).parts)
    assert ("Signature of Rosalind" in said) is alt

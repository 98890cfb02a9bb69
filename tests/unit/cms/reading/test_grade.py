"""Sentences, grades, and what a writer is told about them."""

import pytest
from django.utils import translation

from cms.reading import plain
from cms.reading.grade import Reading, grade, read, syllables
from cms.reading.links import is_vague, vague_links
from cms.reading.words import verdict

EASY = "We meet on Tuesday at 6:00 p.m. Bring a pen. If you cannot come, tell us, and we will find another day for you."
HARD = (
    "Participants demonstrating insufficient comprehension of organisational obligations regarding interprofessional "
    "communication are subsequently required to undertake supplementary examinations, notwithstanding any previously "
    "authenticated accreditation."
)
EMPTY = Reading("en", 1, True, 0, "", 0, 0, ())  # nothing was judged


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("We meet at 6:00 p.m. on Tuesday. Bring 1.5 litres of water.", 2),
        ("Write to office@example.org or see https://example.org/a.b?c=d. We answer soon.", 2),
        ("<h2>What it is</h2><p>They have been there. They listen.</p>", 2),
        ("<ul><li>Small groups of twelve people</li><li>A practicum of 36 hours</li></ul>", 2),
        ("Save", 0),
        ("Outpatient clinics, community teams, case management, counselling", 0),
        ("Hours done", 0),
        ("Ask Dr. Example, e.g. by mail, what he thinks.", 1),
        ("“Will I be asked why?” No. You say what you like.", 2),
        ("", 0),
    ],
)
def test_sentences(text: str, sentences: int) -> None:
    found = plain.sentences(text)
    assert len(found) == sentences, found
    assert not any("<" in sentence for sentence in found)


def test_an_easy_and_a_hard_text() -> None:
    assert (grade(EASY) or 0) < 5
    assert (grade(HARD) or 0) > 20
    assert grade("Save") is None


def test_the_grade_is_flesch_and_kincaid_s() -> None:
    """Ten words, eleven syllables, two sentences: 0.39 × 5 + 11.8 × 1.1 − 15.59."""
    assert grade("The cat sat on mats. My table was so low.") == pytest.approx(-0.66, abs=0.001)


def test_words_of_the_domain_count_as_familiar_and_others_do_not() -> None:
    assert syllables("confidentiality") == 2
    assert syllables("accountability") == 6
    assert syllables("self-determination") == 2


def test_what_a_writer_is_told() -> None:
    easy, hard = read(EASY, "en"), read(f"{EASY} {HARD}", "en")
    assert easy is not None
    assert hard is not None
    assert verdict(easy) == f"Reading grade {easy.score}: easy."
    assert verdict(hard).startswith(f"Reading grade {hard.score}: long sentences. Try to split this one of 2")
    assert "“Participants demonstrating insufficient comprehension of organisational …”" in verdict(hard)
    assert hard.position == hard.sentences


def test_long_words_are_named() -> None:
    reading = read("Accountability presupposes institutional deliberation.", "en")
    assert reading is not None
    assert verdict(reading).endswith(
        "long words. Is there a shorter one for “accountability”?".replace("acc", "Acc")
    )


def test_french_has_its_own_measure() -> None:
    easy = read("Vous venez le mardi soir. Nous serons là. Vous pouvez poser vos questions.", "fr")
    hard = read(
        "Préalablement à l’officialisation de leur participation, les personnes candidates communiquent "
        "obligatoirement l’intégralité des documentations administratives énumérées ultérieurement.",
        "fr",
    )
    assert easy is not None
    assert hard is not None
    assert (easy.is_easy, hard.is_easy) == (True, False)
    assert verdict(easy) == f"Ease of reading {easy.score} of 100: easy."


def test_the_words_for_writers_follow_their_language() -> None:
    with translation.override("fr"):
        reading = read(EASY, "en")
        assert reading is not None
        assert str(reading.score) in verdict(reading)


@pytest.mark.parametrize(
    "words",
    [
        "click here",
        "Click here.",
        "Here",
        "Read more »",
        "En savoir plus…",
        "ici",
        "https://example.org/a",
        "www.example.org",
    ],
)
def test_vague_links(words: str) -> None:
    assert is_vague(words)
    assert vague_links([f'<p>To apply, <a href="/x"><b>{words}</b></a>.</p>'] * 2) == [words]


@pytest.mark.parametrize(
    "words", ["Apply for the fall cohort", "Read more about the practicum", "Here is the list"]
)
def test_links_that_say_where_they_lead(words: str) -> None:
    assert vague_links([f'<a href="/x">{words}</a>']) == []


@pytest.mark.parametrize(
    "heading",
    [
        "Confidentiality and accessibility information",
        "<h2>Organisational communication responsibilities</h2>",
        "Informations complémentaires sur l’accessibilité",
    ],
)
def test_a_heading_alone_is_not_judged(heading: str) -> None:
    assert read(heading, "en") is None
    assert read(heading, "fr") is None


def test_a_long_line_or_a_sentence_is_judged() -> None:
    line = "Participants demonstrating insufficient comprehension of organisational obligations regarding their own "
    assert (read(f"{line}interprofessional communication responsibilities", "en") or EMPTY).is_easy is False
    assert (
        read("Accessibility information is organisationally communicated.", "en") or EMPTY
    ).is_easy is False

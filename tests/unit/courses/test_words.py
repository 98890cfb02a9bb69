"""Texts kept in both languages, and what is said of one that is missing."""

import pytest
from django.template import Context, Template
from django.utils import translation

from courses.models import Module
from courses.models.words import OtherLanguage, in_language

PAGE = Template("<p>{{ module.outcome }}</p>{{ module.title }}")


def shown(language: str, **fields: str) -> str:
    module = Module(title_en="Boundaries", title_fr="Limites", **fields)
    with translation.override(language):
        return PAGE.render(Context({"module": module}))


@pytest.mark.parametrize(
    ("language", "fields", "html"),
    [
        ("en", {"outcome_en": "Say no", "outcome_fr": "Dire non"}, "<p>Say no</p>Boundaries"),
        ("fr", {"outcome_en": "Say no", "outcome_fr": "Dire non"}, "<p>Dire non</p>Limites"),
        ("fr", {"outcome_en": "Say <no>"}, '<p><span lang="en-CA">Say &lt;no&gt;</span></p>Limites'),
        ("en", {"outcome_fr": "Dire non"}, '<p><span lang="fr-CA">Dire non</span></p>Boundaries'),
        ("fr", {}, "<p></p>Limites"),
    ],
)
def test_a_text_in_the_other_language_says_so_in_html(
    language: str, fields: dict[str, str], html: str
) -> None:
    assert shown(language, **fields) == html


def test_elsewhere_it_is_only_a_text() -> None:
    with translation.override("fr"):
        text = Module(outcome_en="Say no").outcome
    assert isinstance(text, OtherLanguage)
    assert (str(text), f"{text}!", text.upper()) == ("Say no", "Say no!", "SAY NO")
    assert type(str(text)) is str
    mail = Template("{{ text }}").render(Context({"text": text}, autoescape=False))
    assert mail == "Say no"


def test_names_fall_back_to_english() -> None:
    assert in_language(Module(title_en="Boundaries", title_fr=""), "title", "fr") == "Boundaries"

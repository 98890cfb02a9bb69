"""Everything the product says in English is read with grade 8 or lower: interface, messages, mails, the demo's content.

What is judged, and how:
- every message of `ENOUGH` words or more that has running text, by itself; placeholders read as a short name;
- shorter ones together, file by file: a formula made for a hundred words says little about five. A mail's templates are
  a file each, so a mail is judged as a whole, too;
- labels (fewer than four words and no full stop) and lists of names are not running text and are left out;
- the demo's pages: each page as a whole, and each of its texts of `ENOUGH_OF_A_PAGE` words or more by itself.
Names of places and a few words of the domain count as words of two syllables (`cms.reading.grade.FAMILIAR`).
"""

import importlib
import pkgutil
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import Any

from django.conf import settings

from cms import translations
from cms.demo import world
from cms.home import demo
from cms.home.demo.pages import PAGES
from cms.reading import plain
from cms.reading.grade import MOST_GRADE, grade

ENOUGH = 8  # words
ENOUGH_OF_A_PAGE = 15
PLACEHOLDER = re.compile(r"%\(\w+\)[a-z]|%[sd]|\{\w*\}")
Said = tuple[str, str]  # where it is said, and the words


def faults(said: Iterable[Said]) -> list[str]:
    """Each text that is too hard: where, its grade, the sentence to look at first."""
    return [
        f"{where}: grade {found:.1f}: {hardest(words)}"
        for words, where in {words: where for where, words in said}.items()
        if (found := grade(words)) is not None and round(found) > MOST_GRADE
    ]


def hardest(words: str) -> str:
    """The sentence with the highest grade."""
    return max(plain.sentences(words), key=lambda sentence: grade(f"{sentence}\n{sentence}") or 0)


def line_of(file: str, words: str) -> int:
    """The line of `file` in which a message begins, 1 if it is put together there."""
    beginning = " ".join(words.split())[:24]
    lines = (settings.BASE_DIR / file).read_text().splitlines()
    return next((number for number, line in enumerate(lines, 1) if beginning in line), 1)


def messages() -> Iterator[tuple[str, str]]:
    """(file, English) of every message that has running text."""
    for (_context, singular), found in translations.extract().items():
        for message in filter(None, (singular, found.plural)):
            words = PLACEHOLDER.sub("Sam", message).replace("%%", "%")
            if plain.sentences(words):
                yield from ((file, words) for file in found.files)


def number_of_words(text: str) -> int:
    """How many words of running text."""
    return sum(len(plain.words(sentence)) for sentence in plain.sentences(text))


def test_every_longer_message() -> None:
    judged = [
        (f"{file}:{line_of(file, words)}", words)
        for file, words in messages()
        if number_of_words(words) >= ENOUGH
    ]
    assert len(judged) > 200
    assert faults(judged) == []


def test_the_messages_of_each_file_together() -> None:
    by_file: dict[str, list[str]] = defaultdict(list)
    for file, words in messages():
        by_file[file].append(words)
    said = [(file, "\n".join(words)) for file, words in by_file.items()]
    assert any(file.startswith("templates/emails/") for file, _words in said)
    assert faults((file, words) for file, words in said if number_of_words(words) >= ENOUGH) == []


def english_of(value: Any, seen: set[int]) -> Iterator[str]:
    """Every English text in the demo's data: of an object with `en` and `fr`, what `en` says; of a pair, the first."""
    if id(value) in seen:
        return
    seen.add(id(value))
    if isinstance(getattr(value, "en", None), str) and hasattr(value, "fr"):
        yield value.en
    elif is_dataclass(value) and not isinstance(value, type):
        for one in fields(value):
            yield from english_of(getattr(value, one.name), seen)
    elif isinstance(value, dict):
        for one in value.values():
            yield from english_of(one, seen)
    elif isinstance(value, tuple) and len(value) == 2 and all(isinstance(one, str) for one in value):
        yield value[0]
    elif isinstance(value, list | tuple):
        for one in value:
            yield from english_of(one, seen)


def demo_texts() -> Iterator[Said]:
    """(module, text) of the demo's pages."""
    for module in pkgutil.walk_packages(demo.__path__, f"{demo.__name__}."):
        loaded = importlib.import_module(module.name)
        seen: set[int] = set()
        for value in vars(loaded).values():
            yield from ((module.name, words) for words in english_of(value, seen))


def test_the_demo_s_pages() -> None:
    texts = list(demo_texts())
    assert len(texts) > 50
    assert (
        faults((where, words) for where, words in texts if number_of_words(words) >= ENOUGH_OF_A_PAGE) == []
    )


def test_each_page_of_the_demo_as_a_whole() -> None:
    pages = [(page.key, "\n".join(english_of(page.words, set()))) for page in PAGES]
    assert len(pages) > 10
    assert faults(pages) == []


def test_the_demo_s_courses() -> None:
    said = [
        (module.name, words)
        for module in pkgutil.walk_packages(world.__path__, f"{world.__name__}.")
        for value in vars(importlib.import_module(module.name)).values()
        for words in english_of(value, set())
    ]
    assert len(said) > 30
    together = "\n".join(words if words[-1] in ".!?" else f"{words}." for _where, words in said)
    assert faults([("cms.demo.world", together)]) == []
    assert faults((where, words) for where, words in said if number_of_words(words) >= ENOUGH_OF_A_PAGE) == []


def test_templates_say_nothing_that_is_not_judged() -> None:
    """Words outside a translate tag would be neither translated nor judged."""
    bare = []
    for path in sorted((settings.BASE_DIR / "templates").rglob("*.html")):
        if "demo" not in path.parts:
            bare += [f"{path.relative_to(settings.BASE_DIR)}: {words}" for words in words_outside_tags(path)]
    assert bare == []


def words_outside_tags(path: Path) -> list[str]:
    """Running text of a template that no tag for translation holds."""
    text = re.sub(r"{% blocktranslate.*?{% endblocktranslate %}", "", path.read_text(), flags=re.DOTALL)
    text = re.sub(
        r"{% comment.*?{% endcomment %}|<!--.*?-->|{#.*?#}|<(script|style).*?</\1>",
        "",
        text,
        flags=re.DOTALL,
    )
    text = re.sub(r"{%.*?%}|{{.*?}}", "", text, flags=re.DOTALL)
    return plain.sentences(re.sub(r"<[^>]*>", "\n", text))


def test_a_hard_paragraph_is_found() -> None:
    """The check itself: what it must not let through."""
    planted = (
        "Individuals who discontinue participation prior to completion of the obligatory instructional components "
        "are ineligible for certification consideration until the commencement of a subsequent intake."
    )
    (fault,) = faults(
        [("templates/planted.html:7", planted), ("templates/fine.html:1", "You can stop at any time.")]
    )
    assert fault.startswith("templates/planted.html:7: grade 2")
    assert "Individuals who discontinue" in fault

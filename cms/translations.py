"""The French catalogue: found words, kept translations, checked, compiled. Needs no gettext program.

Words are looked for in our Python files and templates. The catalogue names the file of each, not the line, so that
moving code changes nothing here.
"""

import io
import re
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import polib
from django.utils.translation import templatize

ROOT = Path(__file__).resolve().parents[1]
CATALOGUE = ROOT / "cms" / "locale" / "fr" / "LC_MESSAGES" / "django.po"
PACKAGES = ("cms", "courses", "trainees", "tasks")
KEYWORDS = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
    "npgettext_lazy": ((1, "c"), 2, 3),
}
METADATA = {
    "Project-Id-Version": "Alongside",
    "Language": "fr",
    "MIME-Version": "1.0",
    "Content-Type": "text/plain; charset=UTF-8",
    "Content-Transfer-Encoding": "8bit",
    "Plural-Forms": "nplurals=2; plural=(n > 1);",
}
PLACEHOLDER = re.compile(r"%\(\w+\)[a-z]|%[sd]|%%|\{\w*\}")
TAG = re.compile(r"</?[a-z][a-z0-9]*")

Key = tuple[str, str]  # context, message


@dataclass
class Found:
    """A message as the code has it."""

    plural: str = ""
    files: list[str] = field(default_factory=list)
    comments: list[str] = field(default_factory=list)


def _sources() -> Iterator[tuple[str, str]]:
    """(path from the root, Python text) of everything that may hold words; templates as Django rewrites them."""
    for package in PACKAGES:
        for path in sorted((ROOT / package).rglob("*.py")):
            if "migrations" not in path.parts:
                yield path.relative_to(ROOT).as_posix(), path.read_text()
    for path in sorted((ROOT / "templates").rglob("*")):
        if path.suffix in (".html", ".txt"):
            name = path.relative_to(ROOT).as_posix()
            lines = templatize(path.read_text(), origin=name).splitlines()
            yield (
                name,
                "\n".join(line.strip() for line in lines),
            )  # the indentation of a template is no Python


def extract() -> dict[Key, Found]:
    """Every message of the product, in the order of the files."""
    from babel.messages.extract import extract as babel_extract

    messages: dict[Key, Found] = {}
    for name, text in _sources():
        file = io.BytesIO(text.encode())
        for _, words, comments, context in babel_extract("python", file, KEYWORDS, ("Translators:",)):
            message, plural = (words[0], words[1]) if isinstance(words, tuple) else (words, "")
            found = messages.setdefault((context or "", message), Found())
            found.plural = found.plural or plural
            if name not in found.files:
                found.files.append(name)
            found.comments += [comment for comment in comments if comment not in found.comments]
    return messages


def load() -> polib.POFile:
    """The catalogue as it is kept."""
    return polib.pofile(str(CATALOGUE), wrapwidth=110) if CATALOGUE.exists() else polib.POFile(wrapwidth=110)


def merged(old: polib.POFile, messages: dict[Key, Found]) -> polib.POFile:
    """A catalogue of just these messages, with the translations that are known."""
    known = {(entry.msgctxt or "", entry.msgid): entry for entry in old if not entry.obsolete}
    new = polib.POFile(wrapwidth=110)
    new.metadata = dict(METADATA)
    for (context, message), found in messages.items():
        entry = polib.POEntry(
            msgctxt=context or None,
            msgid=message,
            msgid_plural=found.plural,
            occurrences=[(file, "") for file in found.files],
            comment="\n".join(found.comments),
            flags=["python-format"] if "%(" in message or "%s" in message else [],
        )
        before = known.get((context, message))
        if found.plural:
            entry.msgstr_plural = {0: "", 1: ""}
        if before is not None and bool(before.msgid_plural) == bool(found.plural):
            entry.msgstr, entry.msgstr_plural = before.msgstr, before.msgstr_plural
        new.append(entry)
    return new


def complaints(catalogue: polib.POFile, messages: dict[Key, Found]) -> list[str]:
    """What keeps the French from being complete and safe to show."""
    kept = {(entry.msgctxt or "", entry.msgid): entry for entry in catalogue if not entry.obsolete}
    found = [
        f"not in the catalogue: {key[1]!r} ({one.files[0]})"
        for key, one in messages.items()
        if key not in kept
    ]
    found += [f"no longer in the code: {key[1]!r}" for key in kept if key not in messages]
    for entry in kept.values():
        found += _complaints_of(entry)
    return found


def _complaints_of(entry: polib.POEntry) -> Iterator[str]:
    if entry.fuzzy:
        yield f"marked as fuzzy: {entry.msgid!r}"
    forms = entry.msgstr_plural if entry.msgid_plural else {0: entry.msgstr}
    for number, translation in forms.items():
        source = entry.msgid_plural if entry.msgid_plural and number else entry.msgid
        if not translation.strip():
            yield f"not translated: {entry.msgid!r}"
            continue
        wanted, given = _placeholders(source), _placeholders(translation)
        # "one seat" may leave the number out, in either language.
        if given != wanted and not (
            entry.msgid_plural and number == 0 and given <= _placeholders(entry.msgid_plural)
        ):
            yield f"other placeholders: {entry.msgid!r} has {sorted(wanted)}, its French {sorted(given)}"
        if sorted(TAG.findall(source)) != sorted(TAG.findall(translation)):
            yield f"other HTML: {entry.msgid!r}"
        if _line_ends(source) != _line_ends(translation):
            yield f"other line ends: {entry.msgid!r}"


def _line_ends(text: str) -> tuple[bool, bool]:
    return text.startswith("\n"), text.endswith("\n")


def _placeholders(text: str) -> set[str]:
    return set(PLACEHOLDER.findall(text))


def compile_catalogue() -> Path:
    """Write the .mo file that Django reads, in one step so that a running process never sees half of it."""
    target = CATALOGUE.with_suffix(".mo")
    compiled = load().to_binary()
    if not target.exists() or target.read_bytes() != compiled:
        _replace(target, compiled)
    return target


def save(catalogue: polib.POFile) -> None:
    """Write the catalogue in one step: two people who do it at once lose one's new words, never the file."""
    _replace(CATALOGUE, str(catalogue).encode())


def _replace(target: Path, contents: bytes) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=target.parent, delete=False) as part:
        part.write(contents)
    Path(part.name).chmod(0o644)
    Path(part.name).replace(target)

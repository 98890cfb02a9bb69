"""YAML read as plain data, with the line of everything in it; what people's editors do to files is said in words."""

import codecs
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from .problems import ARROW, Problem, Refused

MOST_BYTES = 1_000_000
Path = tuple[str | int, ...]
"""Where something stands: names of fields, and places in lists from 0."""

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff]")
_UTF_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
"""How texts begin that some editors save: they have zeros in them as well, and can be saved as UTF-8."""
_TAG = "tag:yaml.org,2002:"
_TAGS = frozenset({"str", "null", "bool", "int", "float", "timestamp", "merge"})
_WHOLE = re.compile(r"[-+]?[0-9]{1,12}")
_DECIMAL = re.compile(r"[-+]?[0-9]{1,12}\.[0-9]{1,12}")


@dataclass(frozen=True)
class Document:
    """What stands in the file `name`: `data`, and the line (from 1) of each field and entry by its path."""

    name: str
    data: Any
    lines: Mapping[Path, int] = field(repr=False)

    def problem(self, path: Path, words: str) -> Problem:
        """A mistake at a path; where that is not in the file, at the nearest line above it."""
        known = path
        while known and known not in self.lines:
            known = known[:-1]
        return Problem(self.name, self.lines.get(known, 1), self.field(path), words)

    def field(self, path: Path) -> str:
        """ "awards → certified → requirements → 2 → hours": an entry of a list by its code or name, else its place."""
        words, at = [], self.data
        for step in path:
            at = _inside(at, step)
            words.append(_called(at, step) if isinstance(step, int) else step)
        return ARROW.join(words)


def _inside(at: Any, step: str | int) -> Any:
    try:
        return at[step]
    except (KeyError, IndexError, TypeError):
        return None


def _called(entry: Any, place: int) -> str:
    if isinstance(entry, dict):
        for name in ("code", "name"):
            if isinstance(entry.get(name), str) and entry[name]:
                return str(entry[name])
    return str(place + 1)


def read(name: str, content: bytes) -> Document:
    """The document in a file called `name`. Raises Refused: no UTF-8, no YAML, too large, a name twice, an anchor."""
    text = _text(name, content)
    try:
        node = YAML(typ="rt", pure=True).compose(text)
    except MarkedYAMLError as error:
        raise Refused(_yaml_problems(name, text, error)) from None
    except YAMLError as error:
        raise Refused([Problem(name, 0, "", _("this is not YAML: %(error)s") % {"error": error})]) from None
    except RecursionError:
        words = _("too many things stand inside each other.")
        raise Refused([Problem(name, 0, "", words)]) from None
    if node is None:
        raise Refused([Problem(name, 0, "", _("the file is empty."))])
    reader = _Reader()
    document = Document(name, reader.value(node, ()), reader.lines)
    if reader.wrong:
        raise Refused(document.problem(path, words) for path, words in reader.wrong)
    return document


def _text(name: str, content: bytes) -> str:
    if len(content) > MOST_BYTES:
        words = _("the file is larger than 1 MB. A profile is much smaller.")
        raise Refused([Problem(name, 0, "", words)])
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        if b"\x00" in content and not content.startswith(_UTF_16):
            raise Refused([Problem(name, 0, "", _("this is not a text file."))]) from None
        words = _("a character here is not UTF-8. Save the file as UTF-8 and try again.")
        raise Refused([Problem(name, content.count(b"\n", 0, error.start) + 1, "", words)]) from None
    found = [(number, sign) for number, line in _numbered(text) if (sign := _CONTROL.search(line))]
    if found:
        words = _("a control character (U+%(code)04X) stands here. Delete it.")
        raise Refused(
            Problem(name, number, "", words % {"code": ord(sign.group())}) for number, sign in found
        )
    return text


def _numbered(text: str) -> Iterator[tuple[int, str]]:
    return enumerate(re.split(r"\r\n|\r|\n", text), start=1)


def _yaml_problems(name: str, text: str, error: MarkedYAMLError) -> Iterator[Problem]:
    """What YAML says, in words; tabs, which are its most frequent mistake, all at once."""
    mark = error.problem_mark or error.context_mark
    line = mark.line + 1 if mark else 0
    tabs = [number for number, words in _numbered(text) if "\t" in words[: len(words) - len(words.lstrip())]]
    if line in tabs:
        for number in tabs:
            yield Problem(name, number, "", _("a tab stands before the words. Use spaces."))
        return
    said = str(error.problem or error)
    words = _("this is not YAML: %(error)s") % {"error": said}
    if said.startswith("expected ','"):
        words = _(
            "this is not YAML: a brace, a bracket or a quote may be left open. A text with a comma or a colon in it "
            "needs quotes. (%(error)s)"
        ) % {"error": said}
    elif "mapping values are not allowed" in said:
        words = _("a colon with a space after it stands inside a text. Put the text in quotes.")
    elif "another document" in said or "single document" in str(error.context):
        words = _("a second document begins here. One file holds one.")
    elif "undefined alias" in said:
        words = _no_anchors()
    elif "unexpected end of stream" in said or "quoted scalar" in str(error.context):
        words = _("a quote that begins here does not end.")
        line = error.context_mark.line + 1 if error.context_mark else line
    yield Problem(name, line, "", words)


def _no_anchors() -> str:
    return _("names with & and * are not read here. Write it out.")


class _Reader:
    """Makes plain values of YAML's nodes, keeps the line of each, and goes on after a mistake."""

    def __init__(self) -> None:
        self.lines: dict[Path, int] = {}
        self.wrong: list[tuple[Path, str]] = []

    def value(self, node: Node, path: Path) -> Any:
        self.lines.setdefault(path, node.start_mark.line + 1)
        if node.anchor:  # whoever refuses it here never follows it
            return self._refuse(path, _no_anchors())
        if isinstance(node, MappingNode):
            return self._mapping(node, path)
        if isinstance(node, SequenceNode):
            return [self.value(child, (*path, place)) for place, child in enumerate(node.value)]
        return self._scalar(node, path)

    def _mapping(self, node: MappingNode, path: Path) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for key, child in node.value:
            if not isinstance(key, ScalarNode):
                self._refuse(path, _("a name is one word, not a list."))
                continue
            here = (*path, str(key.value))
            if key.value in found:
                words = _("this name stands here twice; first on line %(line)d.") % {"line": self.lines[here]}
                self.lines[here] = key.start_mark.line + 1
                self._refuse(here, words)
                continue
            self.lines[here] = key.start_mark.line + 1
            found[str(key.value)] = self.value(child, here)
        return found

    def _scalar(self, node: Node, path: Path) -> Any:
        value, tag = str(node.value), str(node.tag).removeprefix(_TAG)
        if tag not in _TAGS:
            return self._refuse(path, _("types with ! are not read here. Leave it out."))
        match tag:
            case "null":
                return None
            case "bool":
                return value.lower() == "true"
            case "int" | "float":
                return self._number(value, path)
        return value

    def _number(self, value: str, path: Path) -> Any:
        if _WHOLE.fullmatch(value):
            return int(value)
        if _DECIMAL.fullmatch(value):
            return Decimal(value)
        return self._refuse(path, _("write the number like 36 or 1.5, or put a text in quotes."))

    def _refuse(self, path: Path, words: str) -> None:
        self.wrong.append((path, words))

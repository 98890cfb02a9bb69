"""Reads a tagged PDF as a screen reader does: in the order of its structure, not of its drawing."""

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pikepdf


@dataclass(frozen=True)
class Part:
    """One element of the structure: its tag (H1, P, LI …), its own words, and the words for a picture."""

    tag: str
    text: str
    alt: str = ""


@dataclass(frozen=True)
class Paper:
    """What a PDF tells about itself, and what is read out of it."""

    language: str
    title: str
    shows_title: bool
    is_tagged: bool
    conforms_to: str
    pages: int
    sizes: set[tuple[float, float]]
    parts: list[Part]
    links: list[str]

    @property
    def headings(self) -> list[tuple[int, str]]:
        """Level and words of each heading, in order."""
        return [(int(part.tag[1]), part.text) for part in self.parts if re.fullmatch(r"H\d", part.tag)]

    @property
    def words(self) -> str:
        """Everything that is read out, with single blanks."""
        return " ".join(" ".join(part.text for part in self.parts).split())


def read(file: bytes) -> Paper:
    """Read a PDF whose text is all tagged; raises KeyError for one without a structure."""
    with pikepdf.open(io.BytesIO(file)) as pdf:
        root = pdf.Root
        words = [dict(_marked(page)) for page in pdf.pages]
        numbers = {page.obj.objgen: number for number, page in enumerate(pdf.pages)}
        with pdf.open_metadata() as metadata:
            title, part = metadata.get("dc:title", ""), metadata.get("pdfuaid:part", "")
        return Paper(
            language=str(root.get("/Lang", "")),
            title=str(title),
            shows_title=bool(_within(root, "/ViewerPreferences", "/DisplayDocTitle")),
            is_tagged=bool(_within(root, "/MarkInfo", "/Marked")),
            conforms_to=f"PDF/UA-{part}",
            pages=len(pdf.pages),
            sizes={(float(page.mediabox[2]), float(page.mediabox[3])) for page in pdf.pages},
            parts=list(_parts(root["/StructTreeRoot"]["/K"], words, numbers, 0)),
            links=[str(link) for page in pdf.pages for link in _links(page)],
        )


def words_in(file: bytes, language: str) -> str:
    """What is read out in this language ("fr-CA"), with single blanks: elements and runs say what they are in."""
    with pikepdf.open(io.BytesIO(file)) as pdf:
        numbers = {page.obj.objgen: number for number, page in enumerate(pdf.pages)}
        words = [dict(_marked(page)) for page in pdf.pages]
        marks = [dict(_marked_languages(page)) for page in pdf.pages]
        found: list[str] = []

        def walk(node: Any, spoken: str, page: int) -> None:
            if isinstance(node, pikepdf.Array):
                for kid in node:
                    walk(kid, spoken, page)
            elif isinstance(node, pikepdf.Dictionary) and "/MCID" not in node:
                on = numbers.get(node["/Pg"].objgen, page) if "/Pg" in node else page
                walk(node.get("/K", pikepdf.Array()), str(node.get("/Lang", spoken)), on)
            else:
                is_far = isinstance(node, pikepdf.Dictionary)
                on = numbers.get(node["/Pg"].objgen, page) if is_far and "/Pg" in node else page
                number = int(node["/MCID"] if is_far else node)
                if marks[on].get(number, spoken) == language:
                    found.append(words[on].get(number, ""))

        walk(pdf.Root["/StructTreeRoot"]["/K"], str(pdf.Root.get("/Lang", "")), 0)
    return " ".join(" ".join(found).split())


def _marked_languages(page: pikepdf.Page) -> Iterator[tuple[int, str]]:
    """The language of each marked part of a page that names one, by its number."""
    for step in pikepdf.parse_content_stream(page):
        known: Any = step.operands[1] if str(step.operator) == "BDC" else None
        if isinstance(known, pikepdf.Dictionary) and "/MCID" in known and "/Lang" in known:
            yield int(known["/MCID"]), str(known["/Lang"])


def _within(node: Any, *names: str) -> Any:
    """What stands at a path of names; None where there is nothing."""
    for name in names:
        node = node.get(name) if node is not None else None
    return node


def _links(page: pikepdf.Page) -> Iterator[Any]:
    for note in page.obj.get("/Annots", []):
        if "/A" in note and "/URI" in note["/A"]:
            assert str(note.get("/Contents", "")), "a link without words for it"
            yield note["/A"]["/URI"]


def _parts(node: Any, words: list[dict[int, str]], numbers: dict[Any, int], page: int) -> Iterator[Part]:
    """Depth first. An element's own words come before its children's, except that runs (Span, Link …) join it."""
    for element in node if isinstance(node, pikepdf.Array) else [node]:
        if not isinstance(element, pikepdf.Dictionary) or "/S" not in element:
            continue
        on = numbers.get(element["/Pg"].objgen, page) if "/Pg" in element else page
        tag = str(element["/S"]).lstrip("/")
        yield Part(tag, _own(element, words, numbers, on), str(element.get("/Alt", "")))
        yield from _blocks_below(element, words, numbers, on)


INLINE = {"/Span", "/Link", "/Em", "/Strong", "/Lbl", "/Quote"}


def _kids(element: Any) -> list[Any]:
    kids = element.get("/K", [])
    return list(kids) if isinstance(kids, pikepdf.Array) else [kids]


def _is_inline(kid: Any) -> bool:
    return isinstance(kid, pikepdf.Dictionary) and str(kid.get("/S", "")) in INLINE


def _own(element: Any, words: list[dict[int, str]], numbers: dict[Any, int], page: int) -> str:
    """The words of the element's own marks, and of the runs in it."""
    found = ""
    for kid in _kids(element):
        on = (
            numbers.get(kid["/Pg"].objgen, page)
            if isinstance(kid, pikepdf.Dictionary) and "/Pg" in kid
            else page
        )
        if _is_inline(kid):
            found += _own(kid, words, numbers, on)
        elif isinstance(kid, pikepdf.Dictionary) and str(kid.get("/Type", "")) == "/MCR":
            found += words[on].get(int(kid["/MCID"]), "")
        elif not isinstance(kid, pikepdf.Dictionary):
            found += words[on].get(int(kid), "")
    return found


def _blocks_below(element: Any, words: Any, numbers: Any, page: int) -> Iterator[Part]:
    for kid in _kids(element):
        if _is_inline(kid):
            yield from _blocks_below(kid, words, numbers, page)
        else:
            yield from _parts(kid, words, numbers, page)


def _marked(page: pikepdf.Page) -> Iterator[tuple[int, str]]:
    """The words of each marked part of a page, by its number."""
    fonts = {name: _signs(font) for name, font in page.resources.get("/Font", {}).items()}
    signs: dict[bytes, str] = {}
    stack: list[tuple[int | None, str | None]] = []
    found: dict[int, str] = {}
    for step in pikepdf.parse_content_stream(page):
        operands: Any = step.operands
        name = str(step.operator)
        if name in ("BDC", "BMC"):
            known = operands[1] if name == "BDC" else {}
            known = known if isinstance(known, pikepdf.Dictionary) else {}
            actual = str(known["/ActualText"]) if "/ActualText" in known else None
            number = (
                int(known["/MCID"])
                if "/MCID" in known
                else next((n for n, _ in reversed(stack) if n is not None), None)
            )
            if actual is not None and number is not None:
                found[number] = found.get(number, "") + actual
            stack.append((number, actual))
        elif name == "EMC":
            stack.pop()
        elif name == "Tf":
            signs = fonts[str(operands[0])]
        elif name in ("Tj", "TJ") and stack and stack[-1][0] is not None and all(a is None for _, a in stack):
            number = stack[-1][0]
            pieces = operands[0] if name == "TJ" else [operands[0]]
            raw = b"".join(bytes(piece) for piece in pieces if isinstance(piece, pikepdf.String))
            found[number] = found.get(number, "") + "".join(
                signs.get(raw[i : i + 2], "") for i in range(0, len(raw), 2)
            )
    yield from found.items()


def _signs(font: Any) -> dict[bytes, str]:
    """What each code of a font stands for (its ToUnicode map)."""
    table = font["/ToUnicode"].read_bytes().decode("latin-1")
    found: dict[bytes, str] = {}
    for block in re.findall(r"beginbfchar(.*?)endbfchar", table, re.S):
        for code, to in re.findall(r"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>", block):
            found[bytes.fromhex(code)] = bytes.fromhex(to).decode("utf-16-be")
    for block in re.findall(r"beginbfrange(.*?)endbfrange", table, re.S):
        for first, last, to in re.findall(r"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>", block):
            for step in range(int(last, 16) - int(first, 16) + 1):
                code = (int(first, 16) + step).to_bytes(len(first) // 2, "big")
                sign = bytes.fromhex(to).decode("utf-16-be")
                found[code] = sign[:-1] + chr(ord(sign[-1]) + step)
    return found

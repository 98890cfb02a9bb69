"""The sentences of a text, in a shape that a readability formula can count."""

import html
import re

# An end of one of these is the end of a sentence, also without a full stop.
BLOCK = re.compile(r"</?(?:p|li|ul|ol|h[1-6]|div|dt|dd|td|th|tr|blockquote|br|hr)\b[^>]*>", re.IGNORECASE)
TAG = re.compile(r"<[^>]*>")
ADDRESS = re.compile(r"(?:(?:https?://|www\.)\S+|\S+@\S+\.\w+|\b10\.\d{4,}/\S+)(?<![.,;:!?)])")
# Dots that end no sentence.
ABBREVIATION = re.compile(r"\b([ap])\.\s?m\.|\b(e)\.g\.|\b(i)\.e\.|\b(Dr|Mr|Ms|St|No)\.|\b(M)\.(?=\s[A-Z])")
INSIDE_A_NUMBER = re.compile(r"(?<=\d)[.,:](?=\d)")
JOINED = re.compile(r"(?<=\w)[-–—/](?=\w)")
END = re.compile(r"(?<=[.!?…])[\"'»”’)\]]*\s+|\n+")
BETWEEN_NAMES = re.compile(r"[,;](?=\s)")
WORD = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)*")

FEW_WORDS = 4  # a line of fewer words without a full stop is a label, not running text


def words(text: str) -> list[str]:
    """The words of a text, numbers left out."""
    return WORD.findall(text.replace("’", "'"))


def sentences(text: str) -> list[str]:
    """The sentences of plain text or HTML, as they were written, without tags and addresses.

    The end of a paragraph, a heading or a list item ends a sentence. Labels (`FEW_WORDS`) and lists of names (three
    commas or more and no full stop) are left out: a formula made for running text says nothing about them.
    """
    text = ADDRESS.sub("link", html.unescape(TAG.sub(" ", BLOCK.sub("\n", text))))
    text = ABBREVIATION.sub(lambda found: "".join(part or "" for part in found.groups()) + "m", text)
    text = INSIDE_A_NUMBER.sub("", text).replace("\xa0", " ").replace("\u202f", " ")
    found = (" ".join(part.split()) for part in END.split(text))
    return [part for part in found if _is_running(part)]


def _is_running(part: str) -> bool:
    number = len(words(part))
    if not number:
        return False
    if part[-1] not in ".!?…" and len(BETWEEN_NAMES.findall(part)) >= 3:
        return False
    return number >= FEW_WORDS or (number > 1 and part[-1] in ".!?…")


def countable(sentence: str) -> str:
    """One sentence with just one full stop, joined words apart, and apostrophes that the library knows."""
    text = JOINED.sub(" ", sentence.replace("’", "'"))
    return re.sub(r"[.!?…:;]+", " ", text).strip() + "."

"""Links whose words say nothing: read out of their sentence, as a screen reader's list of links does, they are riddles.

WCAG 2.2, success criterion 2.4.4. The same words are looked for when a page is published and in the editor's checks.
"""

import html
import re
from collections.abc import Iterable

LINK = re.compile(r"<a\b[^>]*>(.*?)</a>", re.IGNORECASE | re.DOTALL)
TAG = re.compile(r"<[^>]*>")
ADDRESS = re.compile(r"^(?:https?://|www\.)\S+$", re.IGNORECASE)
VAGUE = {
    "click", "click here", "here", "link", "this link", "this page", "more", "more here", "read more", "learn more",
    "see more", "find out more", "more information", "details", "download",
    "cliquez", "cliquez ici", "ici", "lien", "ce lien", "cette page", "plus", "lire plus", "lire la suite",
    "en savoir plus", "savoir plus", "voir plus", "plus d'information", "plus d'informations", "détails",
    "télécharger",
}  # fmt: skip


def is_vague(words: str) -> bool:
    """Whether the words of a link do not say where it leads; an address is such words too."""
    plain = " ".join(words.replace("’", "'").split())
    return bool(ADDRESS.match(plain)) or plain.strip(" .…:>→»").lower() in VAGUE


def vague_links(texts: Iterable[str]) -> list[str]:
    """The words of each vague link in these pieces of HTML, as written, each once."""
    found: dict[str, None] = {}
    for text in texts:
        for inner in LINK.findall(text):
            words = " ".join(html.unescape(TAG.sub("", inner)).split())
            if is_vague(words):
                found[words] = None
    return list(found)

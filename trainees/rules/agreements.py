"""Which words somebody had before them when they signed. Pure: reads no database."""

import hashlib
import json

from courses.models import Agreement
from courses.models.words import in_language


def words_mark(agreement: Agreement, language: str) -> str:
    """A mark (64 signs) of a version's title and text as they are read in `language`: with any of them it changes.

    A page that shows the words carries it; whoever signs says by it what they have read.
    """
    words = [agreement.pk, *(in_language(agreement, name, language) for name in ("title", "text"))]
    return hashlib.sha256(json.dumps(words).encode()).hexdigest()

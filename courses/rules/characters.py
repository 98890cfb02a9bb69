"""Signs that a text may hold in our database and in no file that we give away."""

import re

# XML 1.0, section 2.2: all but tab, line feed, carriage return and what Unicode has for texts. RFC 5545, section 3.1,
# forbids the same control characters.
_NOWHERE = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def writable(text: str) -> str:
    """`text` without control characters and other signs that XML and calendars forbid: they have no shape."""
    return _NOWHERE.sub("", text)

"""What is left out of the logs: what stands in a link of a mail is a key, and many people read logs."""

import logging
import re

# A part of an address that nobody can remember: long, with capitals, or with a long row of small letters and digits.
# Words of pages ("training-updates-of-2027") stay to be read. Of what is typed to verify a certificate nothing stays.
KEY = re.compile(
    r"(?<=/)(?:(?=[\w.:~-]*[A-Z])[\w.:~-]{20,}|[\w.:~-]*[0-9a-z]{32,}[\w.:~-]*)"
    r"|(?<=/verify/)(?!register/)(?:[^/\n]{9,}(?=/)|[^/\s]{9,})",
    re.ASCII,
)


class HideKeys(logging.Filter):
    """Puts dots in place of them. Django logs the address of every request that is refused."""

    def filter(self, record: logging.LogRecord) -> bool:
        """The record, with its message as it may be read."""
        said = record.getMessage()
        hidden = KEY.sub("…", said)
        if hidden != said:
            record.msg, record.args = hidden, ()
        return True

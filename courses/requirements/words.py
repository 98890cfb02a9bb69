"""Words that several kinds of requirements need."""

from collections.abc import Sequence

from django.utils.translation import gettext as _


def listed(words: Sequence[str]) -> str:
    """ "M04, M05 and M06"."""
    return _joined(words, _("%(first)s and %(last)s"))


def either(words: Sequence[str]) -> str:
    """ "M04, M05 or M06"."""
    return _joined(words, _("%(first)s or %(last)s"))


def _joined(words: Sequence[str], pattern: str) -> str:
    if len(words) < 2:
        return "".join(words)
    return pattern % {"first": ", ".join(words[:-1]), "last": words[-1]}

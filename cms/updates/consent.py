"""What somebody agrees to. A change of the words is a new version; what was agreed to before stays as it was."""

from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext as _

VERSION = "2026-11b"


def wording() -> str:
    """The sentence beside the button, in the active language; it is recorded with the consent."""
    return _(
        "I agree that %(sender)s sends me a short e-mail when a training update is posted. "
        "I can stop this at any time with the link in each message."
    ) % {"sender": settings.SENDER_NAME}


def language() -> str:
    """The language in which the sentence is shown now."""
    return (get_language() or settings.LANGUAGE_CODE)[:2]

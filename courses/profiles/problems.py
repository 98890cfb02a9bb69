"""What is wrong with a file: each mistake with its line and its field, all of them at once."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

ARROW = " → "


@dataclass(frozen=True, order=True)
class Problem:
    """One mistake. `line` counts from 1, and is 0 where the whole file is meant; `field` may be empty."""

    file: str
    line: int
    field: str
    words: str

    def __str__(self) -> str:
        place = self.file
        if self.line:
            place = _("%(file)s, line %(line)d") % {"file": self.file, "line": self.line}
        if self.field:
            place = f"{place}, {self.field}"
        return f"{place}: {self.words}"


class Refused(Exception):  # noqa: N818 - said of a file, not of the programme
    """A file that cannot be used. `problems` in the order of the file, none twice."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = sorted(set(problems))
        super().__init__("\n".join(str(problem) for problem in self.problems))


def counted(number: int) -> str:
    """How many mistakes, and that nothing came of it."""
    found = ngettext("%(number)d mistake.", "%(number)d mistakes.", number) % {"number": number}
    return f"{found} {_('Nothing was changed.')}"

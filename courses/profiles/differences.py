"""What one profile says otherwise than another: for people who look before they load one."""

from collections.abc import Iterator
from dataclasses import dataclass

from .profile import Data

LISTS = ("modules", "exams", "awards")
"""Lists whose entries have a code."""
REST = ("edition", "absence_limits", "hour_goals")
"""What is compared as a whole."""


@dataclass(frozen=True, kw_only=True)
class Difference:
    """In one part of a profile: entries (with code, and title or name) that come, that go, and that are changed; all
    empty where the part as a whole differs, or the order of its entries.
    """

    part: str
    comes: tuple[Data, ...] = ()
    goes: tuple[Data, ...] = ()
    changes: tuple[Data, ...] = ()


def differences(before: Data, after: Data) -> Iterator[Difference]:
    """By part, in the order of a profile. Both are complete; courses and agreements are not compared. Pure."""
    for part in (*LISTS, *REST):
        if before[part] == after[part]:
            continue
        if part in REST:
            yield Difference(part=part)
            continue
        old, new = ({one["code"]: one for one in data[part]} for data in (before, after))
        yield Difference(
            part=part,
            comes=tuple(one for code, one in new.items() if code not in old),
            goes=tuple(one for code, one in old.items() if code not in new),
            changes=tuple(one for code, one in new.items() if code in old and old[code] != one),
        )

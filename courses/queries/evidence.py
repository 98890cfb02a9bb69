"""What modules ask for, as a tree to read."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from courses.models import Edition, EvidenceItem, Module
from courses.rules.asking import words_of


@dataclass(frozen=True)
class Asked:
    """One thing that is asked for, with the parts of its group in their order."""

    item: EvidenceItem
    parts: tuple["Asked", ...]

    @property
    def words(self) -> str:
        """What it asks for beyond its name; may be empty."""
        return words_of(self.item)

    @property
    def is_named_by_kind(self) -> bool:
        """Whether its kind is all there is to be called by, so that it is not said twice."""
        return self.item.title == self.item.get_kind_display()


def asked_by(
    *, edition: Edition | None = None, module: Module | None = None
) -> Mapping[int, Sequence[Asked]]:
    """What each module (id) of an edition asks for, or one module alone. One query."""
    items = EvidenceItem.objects.select_related("quiz", "agreement", "exam").order_by("position", "pk")
    items = items.filter(module=module) if module is not None else items.filter(module__edition=edition)
    parts: dict[int | None, list[EvidenceItem]] = defaultdict(list)
    for item in items:
        parts[item.within_id].append(item)

    def asked(item: EvidenceItem) -> Asked:
        return Asked(item, tuple(asked(part) for part in parts[item.pk]))

    found: dict[int, list[Asked]] = defaultdict(list)
    for item in parts[None]:
        found[item.module_id].append(asked(item))
    return found

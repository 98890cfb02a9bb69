"""What must be refused by a constraint or a trigger, registered by its name."""

from collections.abc import Callable

BREAKERS: dict[str, Callable[[], object]] = {}


def breaks(name: str) -> Callable[[Callable[[], object]], Callable[[], object]]:
    """Register what must be refused by the constraint or trigger of this name."""

    def keep(breaker: Callable[[], object]) -> Callable[[], object]:
        assert name not in BREAKERS
        BREAKERS[name] = breaker
        return breaker

    return keep
